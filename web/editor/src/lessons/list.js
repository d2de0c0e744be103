// The list of lessons, and how far the reader has come.
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";
import { progressOf, reset } from "./progress.js";

/**
 * Opens the list.
 *
 * @param {{ file: string, title: string, idea: string }[]} index
 * @param {{ onOpen: (lesson: object) => void, onFile: (file: File) => void }} on the user wants this one
 */
export function list(index, on) {
  const { dialog, body } = openDialog("lessons", ["Lessons"]);
  const choose = (act) => (chosen) => {
    dialog.close();
    act(chosen);
  };
  draw(body, index, { onOpen: choose(on.onOpen), onFile: choose(on.onFile) });
}

function draw(body, index, on) {
  const entries = index.map((lesson, place) => entry(lesson, place + 1, on.onOpen));
  const again = button("Forget how far I am", () => {
    reset();
    draw(body, index, on);
    body.querySelector("button").focus();
  });
  again.className = "quiet";
  body.replaceChildren(
    element("p", ["Each takes a few minutes: read, say what you expect, watch it happen, and try a change. Your own workflow is kept."], {
      className: "lessons-about",
    }),
    element("ol", entries, { className: "lessons-list" }),
    element("div", [...opener(on.onFile), again], { className: "lessons-foot" }),
  );
}

function entry(lesson, number, onOpen) {
  const progress = progressOf(lesson.file);
  const isDone = progress && progress.seen >= progress.of;
  const state = !progress ? "" : isDone ? "done" : `${progress.seen} of ${progress.of}`;
  const made = button("", () => onOpen(lesson));
  made.append(
    element("span", [isDone ? "✓" : String(number)], { className: "lessons-number", ariaHidden: "true" }),
    element("span", [element("strong", [lesson.title]), element("span", [lesson.idea])], { className: "lessons-words" }),
    element("span", [state], { className: "lessons-state" }),
  );
  made.dataset.done = String(Boolean(isDone));
  return element("li", [made]);
}

/** A teacher's own lesson comes from a file. */
function opener(onFile) {
  const input = element("input", [], { type: "file", accept: ".md,.markdown,.txt,text/markdown,text/plain", hidden: true });
  input.addEventListener("change", () => input.files[0] && onFile(input.files[0]));
  return [button("Open a lesson file …", () => input.click()), input];
}
