// When successful runs end: how many in each span of time, and how many by then, over one axis. The same
// is said in words and, for those who want it, in a table.
import { element } from "../prose.js";
import { grouped } from "./figures.js";
import { scroller } from "./parts.js";
import { label, svg } from "./svg.js";

const HEIGHT = 220;
const TOP = 40;
const BOTTOM = 22;
const RIGHT = 44;
/** A text at a mark is at most so wide. */
const MARK = 110;

/** The chart as wide as there is room, and its table, which is folded. */
export function chart({ chart: shown, finish }, fold) {
  const host = element("div", [], { className: "chart" });
  const draw = () => host.clientWidth > 0 && host.replaceChildren(drawing(shown, finish, host.clientWidth));
  new ResizeObserver(draw).observe(host);
  const legend = element("p", [
    key("bar", `runs that end within ${shown.width}`),
    key("line", "runs that have ended by then"),
  ], { className: "chart-legend", ariaHidden: "true" });
  return element("figure", [host, legend, fold("chart", "As a table", table(shown))], { className: "ends-when" });
}

function key(kind, text) {
  return element("span", [element("i", [], { className: kind }), text]);
}

function drawing({ fromMs, toMs, bars, curveMs, ticks }, finish, width) {
  const plot = width - RIGHT;
  const floor = HEIGHT - BOTTOM;
  const x = (ms) => ((ms - fromMs) / (toMs - fromMs)) * plot;
  const y = (share) => floor - share * (floor - TOP);
  const most = Math.max(...bars.map(({ count }) => count));
  const step = plot / bars.length;
  const drawn = svg("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img" });
  drawn.setAttribute("aria-label", words(finish, bars));

  for (const share of [0.5, 1]) {
    drawn.append(
      svg("line", { class: "grid", x1: 0, x2: plot, y1: y(share), y2: y(share) }),
      label(plot + 6, y(share) + 4, "start", `${share * 100} %`),
    );
  }
  bars.forEach(({ count, from }, index) => {
    if (count === 0) return;
    const top = y(count / most);
    const height = Math.max(floor - top, 1);
    const bar = svg("rect", { class: "bar", x: index * step + 0.5, y: floor - height, width: Math.max(step - 1, 1), height });
    bar.append(svg("title", {}, `from ${from}: ${grouped(count)} runs`));
    drawn.append(bar);
  });
  drawn.append(svg("line", { class: "floor", x1: 0, x2: plot, y1: floor, y2: floor }));
  drawn.append(svg("polyline", { class: "curve", points: curve(curveMs, x, y) }));
  drawn.append(...marks(finish, x, plot, floor));
  for (const { at: ms, label: text } of ticks) {
    const at = x(ms);
    const side = at < 16 ? "start" : at > plot - 16 ? "end" : "middle";
    drawn.append(label(at, HEIGHT - 6, side, text));
  }
  return drawn;
}

/** Steps up at each hundredth: by then so many have ended. */
function curve(curveMs, x, y) {
  const points = curveMs.map((ms, percent) => `${x(ms).toFixed(1)},${y(percent / 100).toFixed(1)}`);
  return points.join(" ");
}

/** Where half and 95 % of the runs have ended; the second in a line of its own where it is narrow. */
function marks(finish, x, plot, floor) {
  const [half, , most] = finish;
  return [
    [half, "half", 14, 4],
    [most, "95 %", 32, 22],
  ].flatMap(([{ at, atMs }, name, baseline, top]) => {
    const here = x(atMs);
    const side = here + MARK > plot ? "end" : "start";
    return [
      svg("line", { class: "mark", x1: here, x2: here, y1: top, y2: floor }),
      label(here + (side === "end" ? -5 : 5), baseline, side, `${name} by ${at}`, "mark-text"),
    ];
  });
}

function words(finish, bars) {
  const most = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  const ends = finish.map(({ name, at }) => `${name} ${at}`).join(", ");
  return `When successful runs end: ${ends}. Most end shortly after ${most.from}. The table has all figures.`;
}

function table({ bars, width }) {
  const head = ["From", `Runs within ${width}`, "Ended by then"].map((name) => element("th", [name], { scope: "col" }));
  const rows = bars.map(({ from, count, upToMillionths }) =>
    element("tr", [
      element("th", [from], { scope: "row" }),
      element("td", [grouped(count)]),
      element("td", [`${(upToMillionths / 10_000).toFixed(1)} %`]),
    ]),
  );
  const made = element("table", [element("thead", [element("tr", head)]), element("tbody", rows)]);
  return scroller("When successful runs end", made);
}
