// What the views are made of.
import { element } from "../prose.js";
import { grouped } from "./figures.js";

/** A part with a heading. */
export function section(name, content) {
  return element("section", [element("h3", [name]), ...content]);
}

/** An interval. */
export const small = (text) => element("small", [text], { title: "In 95 of 100 cases the true value is in between" });

/** A table that scrolls by itself. */
export function scroller(name, table) {
  return element("div", [table], { className: "scroller", tabIndex: 0, role: "group", ariaLabel: name });
}

/** How many runs are wanted. */
export function runsPicker(choices, chosen, onChoose) {
  const options = choices.map((runs) => element("option", [grouped(runs)], { value: runs, selected: runs === chosen }));
  const made = element("select", options);
  made.addEventListener("change", () => onChoose(Number(made.value)));
  return element("label", [element("span", ["Runs"]), made], { className: "picker" });
}

/** Makes folded parts that stay open when they are drawn anew: new figures come while one reads. */
export function folds() {
  const open = new Set();
  return function fold(key, summary, content, isOpen = false) {
    const head = element("summary", [summary]);
    head.dataset.key = key;
    const made = element("details", [head, content], { open: isOpen || open.has(key) });
    made.addEventListener("toggle", () => (made.open ? open.add(key) : open.delete(key)));
    return made;
  };
}

/** Draws `parts` in place of what is there; the focus stays on what has the same key. */
export function redraw(body, parts) {
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  body.replaceChildren(...parts);
  if (focused) body.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
}
