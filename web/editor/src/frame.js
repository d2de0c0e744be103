// The frame of a dialog. The browser keeps the focus inside, closes it at Escape, and gives the focus
// back to what had it before.
import { button, element } from "./prose.js";

/**
 * Opens a dialog in front of everything.
 *
 * @param {string} name its class
 * @param {(Node | string)[]} title
 * @param {() => void} onClose it has been closed, by whatever
 * @returns {{ dialog: HTMLDialogElement, body: HTMLElement }} `body` is empty, and scrolls
 */
export function openDialog(name, title, onClose = () => {}) {
  const heading = element("h2", title, { id: `${name}-heading` });
  const head = element("div", [heading, button("Close", () => dialog.close())], { className: "dialog-head" });
  const body = element("div", [], { className: "dialog-body" });
  const dialog = element("dialog", [head, body], { className: `dialog ${name}` });
  dialog.setAttribute("aria-labelledby", heading.id);
  // A press beside it closes it too, where the browser knows this.
  dialog.setAttribute("closedby", "any");
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body };
}
