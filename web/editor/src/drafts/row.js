// A draft in the list: its name, which opens it, and what can be done with it.
import { button, element } from "../prose.js";
import { duplicate, rename } from "./shelf.js";
import { when } from "./when.js";

/**
 * @param {{ id: string, name: string, changed: number }} draft
 * @param {boolean} isPresent whether it is in the editors
 * @param {object} hooks the user wants to open it; it, or the list, has changed, and the focus is to go to what this
 *   selector finds; the user wants to delete it
 */
export function row(draft, isPresent, { onOpen, onChanged, onDelete }) {
  const item = element("li", []);
  if (isPresent) item.setAttribute("aria-current", "true");
  const name = button(draft.name, onOpen);
  name.className = "shelf-name";
  const about = [isPresent ? "open" : "", draft.changed ? `changed ${when(draft.changed)}` : ""];
  const said = element("span", [about.filter(Boolean).join(" · ")], { className: "shelf-about" });
  const tools = [
    named("Rename", draft, () => edit(item, draft, onChanged)),
    named("Duplicate", draft, () => {
      duplicate(draft.id);
      onChanged(".shelf li:first-child .shelf-name");
    }),
    named("Delete", draft, onDelete),
  ];
  item.append(name, said, element("div", tools, { className: "shelf-tools" }));
  return item;
}

function named(word, draft, act) {
  const made = button(word, act);
  made.className = "quiet";
  made.setAttribute("aria-label", `${word} ${draft.name}`);
  return made;
}

/** A field in the place of the row. */
function edit(item, draft, onChanged) {
  const input = element("input", [], { type: "text", value: draft.name, maxLength: 80, ariaLabel: "Name of the draft" });
  const form = element("form", [input, element("button", ["Rename"]), button("Cancel", () => onChanged("[aria-current] .shelf-name"))]);
  form.className = "shelf-rename";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name !== "") rename(draft.id, name);
    onChanged("[aria-current] .shelf-name");
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // The dialog stays open.
    event.preventDefault();
    event.stopPropagation();
    onChanged("[aria-current] .shelf-name");
  });
  item.replaceChildren(form);
  input.select();
}
