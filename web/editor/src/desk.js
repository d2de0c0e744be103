// The draft of this tab. It is kept in the local storage, as it has to be there before the first picture is drawn, and is
// still to be written when the page is closed. What looks after drafts otherwise (`drafts.js`) is loaded when one is first
// changed.

/** Where the draft of the first visits is, and what stands before the names of the others. */
const DRAFT = "laneway.draft";
/** Which draft was worked on last, in this tab or in any. */
const PRESENT = "laneway.draft.present";
/** What the draft was before the first change, until that is in its history. */
const BEFORE = "laneway.draft.before";

/** Its name in the storage, what this tab knows to be kept there, and how texts get into the editors and out of them. */
export const desk = {
  id: "",
  kept: null,
  show() {},
  open() {},
  flush() {},
  key: (id) => (id ? `${DRAFT}:${id}` : DRAFT),
  work(id) {
    desk.id = id;
    desk.kept = localStorage.getItem(desk.key(id));
    for (const storage of [sessionStorage, localStorage]) put(storage, PRESENT, id);
  },
  tell,
};

/** Puts something into a storage that may be full: what is there is worth more. */
function put(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch (error) {
    console.warn(error);
  }
}

/**
 * The draft that this tab has worked on or, if it is new, any tab has worked on last: its texts as JSON, if there is one.
 *
 * @param {(template?: string, scenario?: string) => void} onTexts these are wanted in the editors, undoably
 * @param {(template: string, scenario: string) => void} onOpened another draft, which holds these, is worked on now
 * @param {() => void} onLeaving what is in the editors is to be kept at once
 */
function firstDraft(onTexts, onOpened, onLeaving) {
  Object.assign(desk, { show: onTexts, open: onOpened, flush: onLeaving });
  try {
    const ids = [sessionStorage.getItem(PRESENT), localStorage.getItem(PRESENT), ""];
    const isThere = (id) => id !== null && localStorage.getItem(desk.key(id)) !== null;
    desk.work(ids.find(isThere) ?? "");
  } catch (error) {
    console.warn(error);
  }
  return desk.kept;
}

let keeper;

/** Keeps the draft, unless another tab has changed it since: then a new one is begun. What stood there before is put
 * aside until its history is loaded. */
function keepDraft(json) {
  const { id, kept } = desk;
  if (json === kept) return;
  let trouble = "";
  try {
    if (localStorage.getItem(desk.key(id)) !== kept) {
      trouble = "taken";
      desk.work(Math.random().toString(36).slice(2));
    } else if (!keeper && kept !== null && localStorage.getItem(BEFORE) === null) {
      put(localStorage, BEFORE, JSON.stringify({ id, kept }));
    }
    localStorage.setItem(desk.key(desk.id), json);
    desk.kept = json;
  } catch (error) {
    console.warn(error);
    trouble = "refused";
  }
  tell("changed", { before: { id, kept }, json, trouble });
}

/** Tells what looks after drafts, once it is loaded. */
async function tell(what, ...told) {
  try {
    // Not a plain word: then it would be bundled with this.
    keeper ??= await import(new URL("drafts.js", document.baseURI).href);
    keeper[what](desk, ...told);
  } catch (error) {
    // The draft is kept without it.
    console.warn(error);
    if (what === "openFiles") alert("The files could not be opened. Check the connection, then try again.");
  }
}

function heardOfDraft({ key, newValue }) {
  if (key === desk.key(desk.id) && newValue !== desk.kept) tell("changedElsewhere", newValue);
}

/** Files are the page's, wherever they are dropped. */
function overFiles(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.stopPropagation();
  document.documentElement.toggleAttribute("data-dropping", event.type === "dragover");
  if (event.type === "drop") tell("openFiles", [...event.dataTransfer.files]);
}

window.lanewayDraft = firstDraft;
window.lanewayKeepDraft = keepDraft;
window.lanewayDesk = desk;
addEventListener("storage", heardOfDraft);
for (const type of ["dragover", "dragleave", "drop"]) addEventListener(type, overFiles, true);
addEventListener("pagehide", () => desk.flush());
document.addEventListener("visibilitychange", () => document.hidden && desk.flush());
