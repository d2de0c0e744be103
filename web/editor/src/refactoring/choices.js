// The list of what could be changed, one of which is chosen. What is about the cursor's line comes
// first; what lets the stage end later is there when asked for, as nearly every task could begin a
// step of its own.
import { element, sentence } from "../prose.js";

/** The list; the first is chosen, and `onChoose` hears the index of another. */
export function choices({ line, offers }, onChoose) {
  const indices = offers.keys().toArray();
  const here = indices.filter((index) => offers[index].isHere);
  const elsewhere = indices.filter((index) => !offers[index].isHere);
  const isLater = (index) => offers[index].savedMs < 0;
  const useful = elsewhere.filter((index) => !isLater(index));
  const later = elsewhere.filter(isLater);
  const draw = (list) => list.map((index) => choice(offers[index], index, onChoose));
  const groups = [
    group(`In line ${line}`, draw(here)),
    group(here.length > 0 ? "Elsewhere" : "In the template", draw(useful)),
    more(draw(later), here.length + useful.length === 0),
  ];
  const made = element("div", groups.flat(), { className: "choices" });
  made.querySelector("input").checked = true;
  return made;
}

function group(name, choices) {
  return choices.length > 0 ? [element("fieldset", [element("legend", [name]), ...choices])] : [];
}

function more(choices, open) {
  if (choices.length === 0) return [];
  const summary = element("summary", [`${choices.length} that would end later`]);
  return [element("details", [summary, ...choices], { open })];
}

function choice({ title, line, isHere, finish, effect, savedMs }, index, onChoose) {
  const input = element("input", [], { type: "radio", name: "offer" });
  input.addEventListener("change", () => onChoose(index));
  const what = element("span", sentence(title), { className: "what" });
  const where = isHere ? [] : [element("span", [`line ${line}`], { className: "where" })];
  const times = element("span", [finish], { className: `finish ${direction(savedMs)}` });
  // `finish` says it already when nothing changes.
  const why = effect === "no change" ? [] : [element("span", sentence(effect), { className: "why" })];
  return element("label", [input, element("span", [what, ...where, times, ...why])]);
}

function direction(savedMs) {
  if (savedMs === 0) return "same";
  return savedMs > 0 ? "earlier" : "later";
}
