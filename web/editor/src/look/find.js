// Tasks that are looked for, by name and by how they went.
import { element } from "../prose.js";

const states = {
  any: "All tasks",
  critical: "Critical path",
  failed: "Failed or crashed",
  held_up: "Held up",
  background: "Not waited for",
  never_ran: "Never ran",
};

/** A field and a choice. */
export function finding(look) {
  const field = element("input", [], { type: "search", placeholder: "Find tasks", ariaLabel: "Find tasks", spellcheck: false });
  field.autocomplete = "off";
  field.addEventListener("input", () => look.show({ name: field.value.trim().toLowerCase() }));
  const options = Object.entries(states).map(([value, name]) => element("option", [name], { value }));
  const state = element("select", options, { ariaLabel: "Which tasks" });
  state.addEventListener("change", () => {
    const critical = state.value === "critical";
    look.show({ critical, state: critical ? "any" : state.value });
  });
  const tool = element("div", [field, state], { className: "look__find", role: "search", ariaLabel: "Tasks" });
  return { tool, focus: () => field.focus() };
}
