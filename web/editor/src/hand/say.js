// A message beside the picture, for what cannot be done there. It goes by itself, or when it is pressed.
import { element, sentence } from "../prose.js";

/** Long enough to be read twice, in milliseconds. */
const STAYS = 12_000;

let said;

/** Says it in place of what was said before. */
export function say(text) {
  said?.remove();
  const note = element("div", sentence(text), { className: "hand-said", role: "alert" });
  note.addEventListener("click", () => note.remove());
  document.body.append(note);
  setTimeout(() => note.remove(), STAYS);
  said = note;
}
