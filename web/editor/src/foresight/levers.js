// What slows a stage, as a tornado: one task at a time takes less or more of its time. And what failures
// cost it: one source at a time is taken away.
import { element } from "../prose.js";
import { scroller, section } from "./parts.js";

/** So many tasks are shown at once. */
const SHOWN = 8;

/** One row for each task that moves the end. */
export function levers({ slows }, fold) {
  const moving = slows.filter(({ lowMs, highMs }) => lowMs !== highMs);
  if (moving.length === 0) return null;
  const least = Math.min(...moving.map(({ lowMs }) => lowMs));
  const most = Math.max(...moving.map(({ highMs }) => highMs));
  const draw = (rows) => {
    const names = ["Task", "If it takes", "The stage ends (mean)", "10 % faster"];
    return table("What slows it", names, rows.map((row) => lever(row, least, most)));
  };
  const parts = [draw(moving.slice(0, SHOWN))];
  const rest = moving.slice(SHOWN);
  if (rest.length > 0) parts.push(fold("levers", `${rest.length} more`, draw(rest)));
  return section("What slows it", parts);
}

function lever({ task, step, takes, ends, lowMs, highMs, faster }, least, most) {
  const share = (ms) => `${((ms - least) / (most - least)) * 100}%`;
  const swing = element("span", [], { className: "swing", ariaHidden: "true" });
  swing.style.setProperty("--from", share(lowMs));
  swing.style.setProperty("--to", share(highMs));
  return [named(task, step), element("td", [takes]), element("td", [swing, ends]), saving(faster)];
}

/** One row for each source of failures and delays. */
export function risks({ risks, now }) {
  const names = ["Without", "Ends (mean)", "Halts", "Errors"];
  const rows = risks.map(({ what, without, saved }) => [
    named(what, ""),
    saving(saved),
    element("td", [change(now.halts, without.halts)]),
    element("td", [change(now.errors, without.errors)]),
  ]);
  return section("What risk costs", [table("What risk costs", names, rows)]);
}

const change = (before, after) => (before === after ? before : `${before} → ${after}`);
const named = (name, step) => element("th", [element("span", [name]), element("small", [step])], { scope: "row" });
const saving = (saved) => element("td", [saved?.text ?? "–"], { title: saved?.interval ?? "" });

function table(name, names, rows) {
  const head = names.map((text) => element("th", [text], { scope: "col" }));
  const body = rows.map((cells) => element("tr", cells));
  return scroller(name, element("table", [element("thead", [element("tr", head)]), element("tbody", body)]));
}
