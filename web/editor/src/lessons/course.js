// A lesson, step by step: what is read, what is done, and what is told once it is done.
import { button, element, prose } from "../prose.js";
import { curtain } from "./curtain.js";
import { reached } from "./progress.js";
import { keys, present } from "./present.js";
import { kindOf, taskView } from "./tasks.js";
import { interrupt } from "./theater.js";

/**
 * Shows a lesson in `host`.
 *
 * @param {HTMLElement} host
 * @param {object} lesson a `LessonPicture` of `web/src/foresight/shown`, as it is `written`
 * @param {{ id: string, number?: number, of?: number, next?: object }} place where it stands among the lessons
 * @param {object} on `onShown(template, scenario, stage, cursor)`, `onNext(lesson)`, `onList()`, `onLeave()`
 */
export function course(host, lesson, place, on) {
  const answers = lesson.steps.map(() => undefined);
  let at = 0;

  const body = element("div", [], { className: "course-body", tabIndex: 0, role: "group", ariaLabel: "Step" });
  const back = button("Back", () => go(at - 1));
  const count = element("span", [], { className: "course-count" });
  const next = button("Next", () => (at + 1 < lesson.steps.length ? go(at + 1) : onward()));
  next.className = "primary";
  const presenting = button("Present", () => present(presenting));
  const leaving = button("Leave", on.onLeave);
  // Ours are in the address.
  const passing = place.number ? [] : [button("Share lesson", () => share(lesson))];
  for (const quiet of [...passing, presenting, leaving]) quiet.className = "quiet";
  const kicker = place.number ? `Lesson ${place.number} of ${place.of}` : "A lesson of your own";
  const tools = [element("span", [kicker], { className: "course-kicker" }), ...passing, presenting, leaving];
  const head = element("div", [
    element("div", tools, { className: "course-tools" }),
    element("h2", [lesson.title]),
    element("p", [lesson.idea], { className: "course-idea" }),
  ], { className: "course-head" });
  const foot = element("div", [back, count, next], { className: "course-foot" });
  host.replaceChildren(element("div", [head, ...troubles(lesson), body, foot], { className: "course" }));
  keys(host, { next: () => next.click(), back: () => !back.disabled && back.click() });
  if (lesson.steps.length > 0) go(0);
  else foot.remove();

  /** Shows a step, with the texts of the lesson. */
  function go(to) {
    interrupt();
    at = to;
    const step = lesson.steps[at];
    back.disabled = at === 0;
    count.textContent = `${at + 1} / ${lesson.steps.length}`;
    const isLast = at + 1 === lesson.steps.length;
    next.textContent = !isLast ? "Next" : place.next ? "Next lesson" : "All lessons";
    reached(place.id, at + 1, lesson.steps.length);
    draw();
    body.scrollTop = 0;
    if (kindOf(step) !== "watch") showTexts(lesson);
    curtain(isSecret());
    body.querySelector("h3").focus({ preventScroll: true });
  }

  function draw() {
    const step = lesson.steps[at];
    const after = element("div", [], { className: "course-after", hidden: true });
    const view = taskView(step, answers[at], {
      show: showTexts,
      lesson,
      answer(given) {
        answers[at] = given;
        curtain(isSecret());
      },
      done() {
        after.hidden = step.after.length === 0;
        after.replaceChildren(...prose(step.after));
      },
    });
    const title = element("h3", [step.title], { tabIndex: -1 });
    body.replaceChildren(title, ...prose(step.before), ...view, after);
  }

  /** Whether the picture would give an answer away: that of this step or of one to come. */
  function isSecret() {
    if (kindOf(lesson.steps[at]) === "try") return false;
    return lesson.steps.some((step, index) => index >= at && isQuestion(step) && answers[index] === undefined);
  }

  function showTexts({ template, scenario }, cursor) {
    on.onShown(template, scenario, lesson.stage ?? undefined, cursor);
  }

  function onward() {
    if (!place.next) return on.onList();
    interrupt();
    on.onNext(place.next);
  }
}

const isQuestion = (step) => ["choose", "guess", "drag"].includes(kindOf(step));

/** Offers a link that holds the lesson, and its texts for those who open it elsewhere. */
function share({ template, scenario, stage, written }) {
  window.lanewayShow("share", { template, scenario, stage, seed: null, lesson: written }, {});
}

/** What is wrong with a lesson that somebody is writing. */
function troubles({ troubles: found }) {
  if (found.length === 0) return [];
  const items = found.map(([line, message]) => element("li", [`Line ${line}: ${message}`]));
  const title = found.length === 1 ? "One thing in this lesson is not right" : `${found.length} things in this lesson are not right`;
  return [element("details", [element("summary", [title]), element("ul", items)], { className: "course-troubles", open: true })];
}
