// A note above the editors that says whose texts are in them, and offers what can be done about it. The page
// decides (`web/src/model/visit.rs`).
import { button, element, sentence } from "../prose.js";

const copy = ["copy", "Edit a copy", true];
const mine = ["back", "Back to mine"];

const close = ["close", "Close"];

/** What is said about each kind of visit, and the choices: their name, what their button says, and
 * whether it is the most likely one. */
const notes = {
  shared: () => [
    [element("strong", ["You are looking at a shared workflow."]), " What you change here is not kept."],
    [copy, mine],
  ],
  damaged: () => [
    ["You are looking at what is left of a damaged link; from some place on it may be wrong."],
    [copy, mine],
  ],
  copied: () => [
    ["This copy is your draft now. The one before it is kept."],
    [["back", "Bring mine back"], ["close", "Forget it"]],
  ],
  broken: (trouble) => [[...sentence(trouble), " Your own draft is shown."], [close]],
  partly: (trouble) => [
    [...sentence(trouble), " Your own draft is shown."],
    [["rest", "Show what is left", true], close],
  ],
};

/**
 * Says it; nothing about the user's own draft.
 *
 * @param {string} kind one of `notes`, or the user's own draft
 * @param {string} trouble what is wrong with the link
 * @param {(choice: string) => void} onChoice the user has chosen this
 */
export function visit(kind, trouble, onChoice) {
  const host = document.getElementById("visit");
  if (!(kind in notes)) {
    host.replaceChildren();
    return;
  }
  const [words, choices] = notes[kind](trouble);
  const buttons = choices.map(([choice, name, isFirst]) => {
    const made = button(name, () => {
      // The button goes away; who walks with the keyboard goes on from its place.
      host.focus({ preventScroll: true });
      onChoice(choice);
    });
    made.className = isFirst ? "primary" : "";
    return made;
  });
  const note = element("section", [
    element("p", words, { role: "status" }),
    element("div", buttons, { className: "visit-choices" }),
  ]);
  note.className = `visit ${kind}`;
  note.setAttribute("aria-label", "Link");
  host.replaceChildren(note);
}
