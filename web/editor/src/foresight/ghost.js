// One run laid over another: when each task is under way before a change, in outline, and after it.
import { element } from "../prose.js";
import { scroller } from "./parts.js";
import { label, svg } from "./svg.js";

const ROW = 18;
const BAR = 9;
const NAMES = 168;
const RIGHT = 8;
const FOOT = 22;
/** More tasks than this are shown only where they change. */
const MANY = 24;

/** Whether a drawing of both would show two different runs. */
export function differ(before, after) {
  return paired(before, after).some(isMoved);
}

/**
 * The drawing, as wide as there is room, with its legend.
 *
 * @param {(content: Node) => Node} folded puts the same as a table out of sight
 */
export function ghost(before, after, folded) {
  const host = element("div", [], { className: "ghost" });
  const rows = paired(before, after);
  const draw = () => host.clientWidth > 0 && host.replaceChildren(drawing(before, after, rows, host.clientWidth));
  new ResizeObserver(draw).observe(host);
  const legend = element("p", [key("before", `before, ends at ${before.end}`), key("after", `after, ends at ${after.end}`)], {
    className: "chart-legend",
  });
  return element("div", [host, legend, folded(scroller("Before and after", table(rows)))]);
}

/** Rows in the order of the plan before; where there are many, those that change. */
function paired(before, after) {
  const later = new Map(after.rows.map((row) => [row.task, row]));
  const rows = before.rows.map((row) => ({ task: row.task, before: row, after: later.get(row.task) ?? row }));
  return rows.length > MANY ? rows.filter(isMoved).slice(0, MANY) : rows;
}

const isMoved = ({ before, after }) => before.fromMs !== after.fromMs || before.toMs !== after.toMs;

function drawing(before, after, rows, width) {
  const names = Math.min(NAMES, width * 0.4);
  const end = Math.max(before.endMs, after.endMs, 1);
  const x = (ms) => names + (Math.min(ms, end) / end) * (width - names - RIGHT);
  const floor = rows.length * ROW;
  const drawn = svg("svg", { width, height: floor + FOOT, viewBox: `0 0 ${width} ${floor + FOOT}`, role: "img" });
  drawn.setAttribute("aria-label", `The first run ends at ${before.end} before the change and at ${after.end} after it.`);
  rows.forEach(({ task, before, after }, index) => {
    const y = index * ROW;
    drawn.append(label(0, y + 13, "start", clipped(task, names)), ...bar("after", after, x, y + 4), ...bar("before", before, x, y + 4));
  });
  for (const [kind, { endMs }] of [["before", before], ["after", after]]) {
    drawn.append(svg("line", { class: `end ${kind}`, x1: x(endMs), x2: x(endMs), y1: 0, y2: floor }));
  }
  drawn.append(label(names, floor + 15, "start", "0"), label(width - RIGHT, floor + 15, "end", longer(before, after).end));
  return drawn;
}

const longer = (before, after) => (before.endMs >= after.endMs ? before : after);

function bar(kind, { fromMs, toMs }, x, y) {
  if (fromMs === null) return [];
  return [svg("rect", { class: kind, x: x(fromMs), y, width: Math.max(x(toMs) - x(fromMs), 1), height: BAR, rx: 2 })];
}

function clipped(task, room) {
  const most = Math.floor(room / 6.4);
  return task.length > most ? `${task.slice(0, most - 1)}…` : task;
}

function key(kind, text) {
  return element("span", [element("i", [], { className: kind }), text]);
}

function table(rows) {
  const head = ["Task", "Before", "After"].map((name) => element("th", [name], { scope: "col" }));
  const said = ({ fromMs, toMs }) => (fromMs === null ? "never" : `${seconds(fromMs)} – ${seconds(toMs)}`);
  const body = rows.map(({ task, before, after }) =>
    element("tr", [element("th", [task], { scope: "row" }), element("td", [said(before)]), element("td", [said(after)])]),
  );
  return element("table", [element("thead", [element("tr", head)]), element("tbody", body)]);
}

const seconds = (ms) => `${(ms / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} s`;
