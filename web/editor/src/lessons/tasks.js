// What is done in a step: an answer is chosen, guessed or dragged and then played, a run is watched, a change is tried.
import { button, element } from "../prose.js";
import { spoken } from "../hand/time.js";
import { drag } from "./drag.js";
import { play, verdictLine } from "./telling.js";
import { perform } from "./theater.js";

/** `read`, `watch`, `choose`, `guess`, `drag` or `try`. */
export const kindOf = ({ task }) => (typeof task === "string" ? task : Object.keys(task)[0]);

/**
 * What a step asks for, as elements.
 *
 * @param {object} step
 * @param {unknown} given what has been answered before, if anything
 * @param {object} on `show(texts, cursor)`, `answer(given)`, `done()`, and the `lesson`
 */
export function taskView(step, given, on) {
  const kind = kindOf(step);
  return makers[kind](step.task[kind], given, on);
}

const makers = { read, watch, choose, guess, drag, try: vary };

function read(_, __, on) {
  on.done();
  return [];
}

function watch(_, __, on) {
  const status = element("p", [], { role: "status", className: "visually-hidden" });
  const play = button("Play it", () => perform(() => on.show(on.lesson, 0), on.done));
  play.className = "primary";
  on.show(on.lesson, 0);
  return [play, status];
}

function choose({ choices, answer }, given, on) {
  const status = verdictLine();
  const buttons = choices.map((choice, index) => {
    const made = button(choice, () => reveal(index, true));
    made.classList.add("course-choice");
    return made;
  });

  function reveal(chosen, isNew) {
    buttons.forEach((made, index) => {
      made.setAttribute("aria-disabled", "true");
      made.dataset.chosen = String(index === chosen);
    });
    if (isNew) on.answer(chosen);
    const tell = () => {
      buttons.forEach((made, index) => {
        if (index === answer) mark(made, "right", "✓ ", "right: ");
        else if (index === chosen) mark(made, "wrong", "✗ ", "not so: ");
      });
      status.say(chosen === answer, chosen === answer ? "That is right." : `It is ${choices[answer]}.`);
      on.done();
    };
    if (isNew) play(on, status, tell);
    else tell();
  }

  const view = [element("ul", buttons.map((made) => element("li", [made])), { className: "course-choices" }), status.view];
  if (given !== undefined) reveal(given, false);
  return view;
}

function mark(made, kind, sign, words) {
  made.dataset.verdict = kind;
  made.prepend(element("span", [sign], { ariaHidden: "true" }), element("span", [words], { className: "visually-hidden" }));
}

/** Nearer than this share of the answer is right, or close. */
const RIGHT = 0.03;
const CLOSE = 0.15;

function guess({ answer, spoken: end, most }, given, on) {
  const status = verdictLine();
  const output = element("output", ["0s"]);
  const slider = element("input", [], { type: "range", min: 0, max: most, step: 1000, value: 0, ariaLabel: "Your guess" });
  const told = () => {
    output.textContent = spoken(Number(slider.value));
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  slider.addEventListener("input", told);
  const say = button("That is my guess", () => reveal(Number(slider.value), true));
  say.className = "primary";

  function reveal(guessed, isNew) {
    slider.value = guessed;
    told();
    const hadFocus = say === document.activeElement;
    slider.disabled = true;
    say.hidden = true;
    if (isNew) on.answer(guessed);
    const tell = () => {
      const off = Math.abs(guessed - answer);
      const isRight = off <= Math.max(1000, answer * RIGHT);
      const words = isRight ? "That is right" : off <= answer * CLOSE ? "Close" : `You said ${spoken(guessed)}`;
      status.say(isRight, `${words}: it is ${end}.`);
      on.done();
    };
    if (isNew) play(on, status, tell, hadFocus);
    else tell();
  }

  const view = [element("div", [slider, output], { className: "course-guess" }), say, status.view];
  if (given !== undefined) reveal(given, false);
  return view;
}

function vary({ template, scenario }, given, on) {
  const isMade = given === "made";
  const status = element("p", [], { role: "status", className: "course-verdict" });
  const make = button("Make this change", () => {
    on.show({ template, scenario });
    on.answer("made");
    swap(true);
    status.textContent = "Changed. The picture shows the new run.";
    on.done();
  });
  make.className = "primary";
  const undo = button("Take it back", () => {
    on.show(on.lesson);
    swap(false);
    status.textContent = "It is as it was.";
    make.focus();
  });
  const watchIt = button("Play it", () => perform(() => on.show({ template, scenario }, 0), () => {}));
  function swap(made) {
    make.hidden = made;
    undo.hidden = !made;
    watchIt.hidden = !made;
    if (made) watchIt.focus();
  }
  swap(false);
  if (isMade) on.done();
  return [element("div", [make, watchIt, undo], { className: "course-actions" }), status];
}
