// The tool on a row: a button that opens the menu, and a grip at the end of the bar. It stands on the row under the
// pointer, else on the one with the focus, else on the selected one.
import { button, element } from "../prose.js";
import { barOf, keyOf, pictureAt, rowAt, rowOf, subjectOf } from "./picture.js";

/**
 * @param {{ onEdit: (row: Element) => void, onGrasp: (event: PointerEvent, row: Element, grip: Element) => void,
 *   onReach: (subject: object) => void }} hooks
 */
export function tool({ onEdit, onGrasp, onReach }) {
  const edit = button("⋯", () => onEdit(row()));
  edit.className = "hand__edit";
  edit.ariaHasPopup = "dialog";
  const grip = element("div", [], { className: "hand__grip", title: "Drag to change how long it takes" });
  const host = element("div", [edit, grip], { className: "hand" });
  const observer = new MutationObserver(() => place());
  let picture;
  let pointed;
  let focused;
  let last;

  grip.addEventListener("pointerenter", () => row() && onReach(subjectOf(row())));
  grip.addEventListener("pointerdown", (event) => event.button === 0 && row() && onGrasp(event, row(), grip));

  /** Where the pointer is. A picture that moves under a pointer at rest is not pointed at. */
  function point({ target, clientX, clientY }) {
    const spot = `${clientX} ${clientY}`;
    if (host.contains(target) || spot === last) return;
    last = spot;
    pointed = keyAt(target);
    attach(pictureAt(target));
    place();
  }

  /** Where the focus is; what it comes to is meant, whatever is under the pointer. */
  function focus({ target }) {
    if (host.contains(target)) return;
    focused = keyAt(target);
    if (focused) pointed = undefined;
    attach(pictureAt(target));
    place();
  }

  function keyAt(target) {
    const found = pictureAt(target) && rowAt(target);
    return found ? keyOf(found) : undefined;
  }

  function attach(at) {
    const to = at ?? document.querySelector(".timeline__content");
    if (!to || (to === picture && host.isConnected)) return;
    picture = to;
    observer.disconnect();
    observer.observe(to, { subtree: true, childList: true, attributeFilter: ["style", "data-end", "aria-selected"] });
    to.parentElement.append(host);
  }

  function row() {
    if (!picture?.isConnected) return null;
    const keys = [pointed, focused, '[aria-selected="true"]'].filter(Boolean);
    return keys.map((key) => rowOf(picture, key)).find(Boolean) ?? null;
  }

  function place() {
    const at = row();
    host.hidden = !at;
    if (!at) return;
    const { end, top, height } = barOf(at);
    const labels = Number(picture.dataset.labels);
    const rowTop = picture.offsetTop + at.offsetTop;
    const name = at.dataset.task ?? `step ${at.querySelector(".timeline__step")?.textContent}`;
    edit.ariaLabel = `Edit ${name}`;
    edit.style.top = `${rowTop + (labels > 0 ? (at.offsetHeight - 24) / 2 : 0)}px`;
    edit.style.left = `${(labels > 0 ? labels : picture.clientWidth) - 30}px`;
    grip.hidden = end === undefined;
    grip.style.left = `${end ?? 0}px`;
    grip.style.top = `${top + height / 2}px`;
  }

  return { point, focus };
}
