// What looks after the user's drafts: loaded when one is first changed, when another tab changes it, or when files are
// dropped. `desk.js` keeps the draft itself, and calls what is here.
import style from "../../styles/kept.css";
import { openFiles } from "./drafts/files.js";
import { makeRoom, note, takeAside } from "./drafts/history.js";
import { lookAtPlaces } from "./drafts/misplaced.js";
import { sayAlsoElsewhere, sayChangedElsewhere, sayRefused } from "./drafts/notes.js";
import { drafts, sweep, touch } from "./drafts/shelf.js";

export { openFiles };

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);

/** Leaves it at what can be kept. */
function tryTo(act) {
  try {
    act();
  } catch (error) {
    console.warn(error);
  }
}

tryTo(takeAside);
tryTo(sweep);

/**
 * The draft has been changed.
 *
 * @param {object} desk of `desk.js`
 * @param {{ before: { id: string, kept: string | null }, json: string, trouble: string }} change which draft it was
 *   before, and what is in it now; whether that is `refused` by the storage, or kept as a new draft as another tab has
 *   `taken` the old one
 */
export function changed(desk, { before, json, trouble }) {
  switch (trouble) {
    case "refused":
      refused(desk, json);
      return;
    case "taken":
      tryTo(() => touch(desk.id, before.id));
      sayAlsoElsewhere(desk, before.id);
      return;
    default:
      tryTo(() => noteChange(before, json));
      sayRefused(false);
      tryTo(() => lookAtPlaces(desk, JSON.parse(json)));
  }
}

function noteChange({ id, kept }, json) {
  const known = drafts().find((draft) => draft.id === id);
  note(id, kept, json, known?.changed ?? 0);
  touch(id);
}

/** The history gives way to the draft. */
function refused(desk, json) {
  try {
    while (sweep(true) > 0 || makeRoom()) {
      if (put(desk, json)) return;
    }
  } catch (error) {
    console.warn(error);
  }
  sayRefused(true);
}

function put(desk, json) {
  try {
    localStorage.setItem(desk.key(desk.id), json);
    desk.kept = json;
    return true;
  } catch {
    return false;
  }
}

/** Another tab has changed the draft that this one shows, or taken it away. */
export function changedElsewhere(desk, json) {
  if (json !== null) sayChangedElsewhere(desk, json);
}
