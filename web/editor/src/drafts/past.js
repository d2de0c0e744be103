// The history of the draft in the editors: what it was, how that differs, and a way back.
import { button, element } from "../prose.js";
import { diff } from "../refactoring/diff.js";
import { keep, states } from "./history.js";
import { nameOf } from "./shelf.js";
import { when } from "./when.js";

/** The section of the dialog; `drafts` is what is shown in it. */
export function history(drafts) {
  const all = states(drafts.desk.id);
  const heading = element("h3", [`History of ${nameOf(drafts.desk.id)}`]);
  if (all.length === 0) {
    const words = "Nothing yet. What the draft was is kept after a pause, and before it is replaced by an example, a file or a pasted text.";
    return section([heading, element("p", [words], { className: "drafts-note" })]);
  }
  const shown = element("div", [], { className: "past-shown" });
  const entries = all.map((state, index) => entry(drafts, state, index, shown));
  return section([heading, element("ul", entries, { className: "shelf past", ariaLabel: "Earlier states" }), shown]);
}

function section(parts) {
  const made = element("section", parts, { className: "history" });
  made.setAttribute("aria-label", "History");
  return made;
}

function entry(drafts, state, index, shown) {
  const compare = button(label(state.at), () => {
    for (const other of compare.closest("ul").querySelectorAll("[aria-pressed]")) other.setAttribute("aria-pressed", other === compare);
    show(shown, drafts.present, state);
  });
  compare.className = "shelf-name";
  compare.setAttribute("aria-pressed", "false");
  const restore = button("Restore", () => drafts.leaveWith(() => bringAgain(drafts, state)));
  restore.setAttribute("aria-label", `Restore ${label(state.at)}`);
  const about = element("span", [`${clock.format(state.at)} · ${size(state)}`], { className: "shelf-about" });
  return element("li", [compare, about, element("div", [restore], { className: "shelf-tools" })]);
}

/** Several states may be of one minute. */
const clock = new Intl.DateTimeFormat("en", { timeStyle: "medium", hour12: false });

const label = (at) => {
  const text = when(at);
  return text[0].toUpperCase() + text.slice(1);
};

function size({ template, scenario }) {
  const lines = (text) => (text.trim() === "" ? 0 : text.trimEnd().split("\n").length);
  const count = lines(template);
  const own = `${count} ${count === 1 ? "line" : "lines"}`;
  return scenario.trim() === "" ? own : `${own} and a scenario`;
}

/** What restoring it would change. */
function show(host, present, state) {
  const parts = ["template", "scenario"].flatMap((pane) => {
    if (present[pane] === state[pane]) return [];
    const whole = [{ range: { start: 0, end: present[pane].length }, text: state[pane] }];
    return [element("h4", [`Restoring it changes the ${pane}`]), diff(present[pane], whole)];
  });
  host.replaceChildren(...(parts.length > 0 ? parts : [element("p", ["It is what is in the editors now."], { role: "status" })]));
}

/** What is there now goes into the history; undo brings it back, too. */
function bringAgain({ desk, present }, state) {
  try {
    keep(desk.id, present);
  } catch (error) {
    console.warn(error);
  }
  desk.show(state.template, state.scenario);
}
