// Tasks that are looked for, by name and by how they went.
import { element } from "../prose.js";

const states = {
  any: "All tasks",
  failed: "Failed or crashed",
  held_up: "Held up",
  background: "Not waited for",
  never_ran: "Never ran",
};

/** A field, a choice and a switch. */
export function finding(look) {
  const field = element("input", [], { type: "search", placeholder: "Find tasks", ariaLabel: "Find tasks", spellcheck: false });
  field.autocomplete = "off";
  field.addEventListener("input", () => look.show({ name: field.value.trim().toLowerCase() }));
  const options = Object.entries(states).map(([value, name]) => element("option", [name], { value }));
  const state = element("select", options, { ariaLabel: "Which tasks" });
  state.addEventListener("change", () => look.show({ state: state.value }));
  const box = element("input", [], { type: "checkbox" });
  box.addEventListener("change", () => look.show({ critical: box.checked }));
  const critical = element("label", [box, "Critical path"], { className: "look__switch" });
  const tool = element("div", [field, state, critical], { className: "look__find", role: "search", ariaLabel: "Tasks" });
  return { tool, focus: () => field.focus() };
}
