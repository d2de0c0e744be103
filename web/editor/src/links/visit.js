// A note above the editors that says whose texts are in them, and offers what can be done about it. The page
// decides (`web/src/model/visit.rs`).
import { button, element, sentence } from "../prose.js";

const copy = ["copy", "Edit a copy"];
const mine = ["back", "Back to mine"];

/** What is said about each kind of visit, and the choices: their name and what their button says. */
const notes = {
  shared: ({ isDamaged }) => [
    isDamaged
      ? ["You are looking at what is left of a damaged link; from some place on it may be wrong."]
      : [element("strong", ["You are looking at a shared workflow."]), " What you change here is not kept."],
    [copy, mine],
  ],
  copied: () => [
    ["This copy is your draft now. The one before it is kept."],
    [["back", "Bring mine back"], ["close", "Forget it"]],
  ],
  broken: ({ trouble, rest }) => [
    [...sentence(trouble), " Your own draft is shown."],
    [...(rest ? [["rest", "Show what is left"]] : []), ["close", "Close"]],
  ],
};

/**
 * Says it; nothing about the user's own draft.
 *
 * @param {object} shown a `Visit` of `web/src/model`
 * @param {(choice: string) => void} onChoice the user has chosen this
 */
export function visit(shown, onChoice) {
  const host = document.getElementById("visit");
  if (!(shown.kind in notes)) {
    host.replaceChildren();
    return;
  }
  const [words, choices] = notes[shown.kind](shown);
  const buttons = choices.map(([choice, name], index) => {
    const made = button(name, () => {
      // The button goes away; who walks with the keyboard goes on from its place.
      host.focus({ preventScroll: true });
      onChoice(choice);
    });
    made.className = index === 0 ? "primary" : "";
    return made;
  });
  const note = element("section", [
    element("p", words, { role: "status" }),
    element("div", buttons, { className: "visit-choices" }),
  ]);
  note.className = `visit ${shown.kind}`;
  note.setAttribute("aria-label", "Link");
  host.replaceChildren(note);
}
