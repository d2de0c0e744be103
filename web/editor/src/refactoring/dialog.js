// The dialog with what could be changed in the template. The engine works it out and the page decides
// (`web/src/model/refactoring.rs`); here it is shown, and told what the user chooses.
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";
import { diff } from "./diff.js";
import { choices } from "./choices.js";

const texts = {
  renewed: "The text has changed meanwhile. This is what could be changed in it now.",
  working: "Working out what could be changed …",
  failed: "The simulation engine stopped before it knew what could be changed. Your text is kept.",
  errors: "The template has errors. Once they are repaired, what could be changed is offered here.",
  nothing: "Nothing could be changed here without changing what runs.",
};

/** The dialog, while it is open. */
let opened = null;

/**
 * Shows what could be changed, in a dialog that is opened if need be.
 *
 * @param {object | null} shown a `Refactoring` of `web/src/model`; `null` closes the dialog
 * @param {(generation: number, index: number) => void} onChosen the user wants this offer
 * @param {() => void} onClosed the user has closed the dialog
 */
export function refactoring(shown, onChosen, onClosed) {
  if (shown === null) {
    opened?.dialog.close();
    return;
  }
  opened ??= openDialog("refactoring", ["Refactor the template"], () => {
    opened = null;
    onClosed();
  });
  const note = shown.isRenewed ? [element("p", [texts.renewed], { className: "renewed", role: "status" })] : [];
  opened.body.replaceChildren(...note, content(shown, onChosen));
  opened.dialog.querySelector("input:checked")?.focus();
}

function content({ text, found, hasFailed }, onChosen) {
  if (hasFailed) return status(texts.failed);
  if (!found) return status(texts.working);
  if (found.hasErrors) return status(texts.errors);
  if (found.offers.length === 0) return status(texts.nothing);
  return form(text, found, onChosen);
}

/** What is offered, what the chosen one changes, and a button that makes it so. */
function form(text, found, onChosen) {
  const preview = element("section", [], { className: "preview" });
  preview.setAttribute("aria-label", "Preview");
  let chosen = 0;
  const show = (index) => {
    chosen = index;
    preview.replaceChildren(element("h3", ["Preview"]), diff(text, found.offers[index].changes));
  };
  const cancel = button("Cancel", () => opened.dialog.close());
  const apply = element("button", ["Apply"], { className: "primary" });
  const made = element("form", [
    choices(found, show),
    preview,
    element("div", [apply, cancel], { className: "dialog-foot" }),
  ]);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    onChosen(found.generation, chosen);
  });
  show(chosen);
  return made;
}

const status = (text) => element("p", [text], { role: "status" });
