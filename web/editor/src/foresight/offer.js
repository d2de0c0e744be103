// A change that is offered: what it brings, what it does to the picture and to the text, and a button that
// makes it.
import { button, element, sentence } from "../prose.js";
import { diff } from "../refactoring/diff.js";
import { differ, ghost } from "./ghost.js";
import { small } from "./parts.js";

/**
 * One offer of an advice for `text`.
 *
 * @param {(pane: string, text: string, changes: string) => void} onApply the user wants it
 */
export function offer(shown, advice, text, { fold, key, isFirst, onApply }) {
  const { title, line, saved, told, words, assumes, changes } = shown;
  const apply = button("Apply", () => onApply("template", text, JSON.stringify(changes)));
  apply.className = isFirst ? "primary" : "";
  apply.setAttribute("aria-label", `Apply: ${title.replaceAll("`", "")}`);
  const head = element("div", [
    element("h4", [...sentence(title), element("small", [`line ${line}`])]),
    apply,
  ], { className: "offer-head" });
  const parts = [
    head,
    element("p", [saving(saved, told), element("span", compared(advice.now, shown.then))], { className: "brings" }),
    element("p", ["In the first run: ", ...sentence(words)], { className: "why" }),
    assumes.length > 0 && taken(assumes),
    differ(advice.before, shown.after) && picture(advice.before, shown.after, { fold, key, isFirst }),
    fold(`${key}-text`, "The change in the text", diff(text, changes)),
  ];
  return element("li", parts.filter(Boolean), { className: "offer" });
}

function picture(before, after, { fold, key, isFirst }) {
  const folded = (table) => fold(`${key}-table`, "As a table", table);
  return fold(`${key}-picture`, "Before and after", ghost(before, after, folded), isFirst);
}

function saving(saved, told) {
  const said = (saved && saved.ms !== 0 && saved) || (told && { ...told, text: `tells of a failure ${told.text}` }) || saved;
  if (!said) return "";
  return element("span", [element("strong", [capital(said.text)]), said.interval ? small(said.interval) : ""]);
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Whatever differs, before and after. */
function compared(now, then) {
  const names = { mean: "mean", p95: "95 % by", halts: "halts", errors: "errors" };
  return Object.entries(names)
    .filter(([figure]) => now[figure] !== then[figure])
    .map(([figure, name]) => element("span", [`${name} ${now[figure] || "–"} → ${then[figure] || "–"}`], { className: "compared" }));
}

function taken(assumes) {
  const list = assumes.map((it) => element("li", sentence(it)));
  return element("div", [element("p", ["Only if"]), element("ul", list)], { className: "assumes" });
}
