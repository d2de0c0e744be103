// When the stage ends and, over the same values, how often it goes wrong.
import { label, svg } from "../svg.js";

const RIGHT = 60;
/** The first and the last value stand so far from the edges. */
const INSET = 16;
const FOOT = 24;
/** Heights of the upper and the lower part, each under a heading. */
const PARTS = { times: 180, chances: 80 };
const HEADING = 26;
/** The upper one is so wide. */
const NAME = 96;
/** More values than this are lines alone. */
const MANY = 40;
/** Letters of a value that is long, and about how wide one is. */
const LONGEST = 14;
const LETTER = 6.6;

/**
 * Draws into `host`, as wide as there is room.
 *
 * @returns {{ mark: (index: number) => void, nearest: (event: MouseEvent) => number }} marks the value of this
 *   index, and says which one is nearest to the pointer
 */
export function plot(host, shown) {
  const { points } = shown;
  let marked = 0;
  let x = () => 0;
  let marks;
  let parts = [];

  function draw() {
    const width = host.clientWidth;
    if (width === 0) return;
    const plotWidth = width - RIGHT;
    x = (at) => INSET + (at / 1_000_000) * (plotWidth - 2 * INSET);
    parts = layout(shown);
    const floor = parts.at(-1).floor;
    const drawn = svg("svg", { width, height: floor + FOOT, viewBox: `0 0 ${width} ${floor + FOOT}`, "aria-hidden": "true" });
    for (const part of parts) drawn.append(...frame(part, plotWidth), ...part.series.flatMap((it) => series(it, part, points, x)));
    if (shown.nowAt !== null) drawn.append(...now(shown, x, plotWidth, floor));
    marks = svg("g", {});
    drawn.append(...values(points, x, plotWidth, floor), marks);
    host.replaceChildren(drawn);
    mark(marked);
  }

  function mark(index) {
    marked = index;
    if (!marks) return;
    const at = x(points[index].at);
    const rings = parts.flatMap((part) =>
      part.series.flatMap(({ kind, of }) => {
        const figure = of(points[index]);
        return figure ? [svg("circle", { class: `ring ${kind}`, cx: at, cy: part.y(figure.at), r: 5.5 })] : [];
      }),
    );
    const floor = parts.at(-1).floor;
    marks.replaceChildren(svg("line", { class: "cursor", x1: at, x2: at, y1: HEADING - 6, y2: floor }), ...rings);
  }

  function nearest({ clientX }) {
    const here = clientX - host.getBoundingClientRect().left;
    const distance = ({ at }) => Math.abs(x(at) - here);
    return points.reduce((best, point, index) => (distance(point) < distance(points[best]) ? index : best), 0);
  }

  new ResizeObserver(draw).observe(host);
  return { mark, nearest };
}

/** The parts that there is something to draw in, from top to bottom. */
function layout({ times, chances, points }) {
  const hasErrors = points.some(({ errors }) => errors.at > 0);
  const wanted = [
    times && {
      name: "When it ends", axis: times, height: PARTS.times, band: true,
      series: [{ kind: "most", of: ({ most }) => most }, { kind: "half", of: ({ half }) => half }],
    },
    chances && {
      name: "How often it goes wrong", axis: chances, height: PARTS.chances,
      series: [...(hasErrors ? [{ kind: "errors", of: ({ errors }) => errors }] : []), { kind: "halts", of: ({ halts }) => halts }],
    },
  ].filter(Boolean);
  let top = 0;
  return wanted.map((part) => {
    const floor = top + HEADING + part.height;
    const { from, to } = part.axis;
    const y = (figure) => floor - (Math.min(figure - from, to - from) / (to - from)) * part.height;
    const placed = { ...part, top, floor, y };
    top = floor + 8;
    return placed;
  });
}

function frame({ name, axis, top, floor, y }, plotWidth) {
  const ticks = axis.ticks.flatMap(({ at, label: text }) => [
    svg("line", { class: "grid", x1: 0, x2: plotWidth, y1: y(at), y2: y(at) }),
    label(plotWidth + 8, y(at) + 4, "start", text),
  ]);
  const ground = svg("line", { class: "floor", x1: 0, x2: plotWidth, y1: floor, y2: floor });
  return [...ticks, ground, label(0, top + 13, "start", name, "heading")];
}

/** One figure of all values: its line, and at each value how sure it is. */
function series({ kind, of }, { y, band }, points, x) {
  const known = points.filter((point) => of(point));
  const stretches = connected(points, of);
  const at = (point, figure) => `${x(point.at).toFixed(1)},${y(figure).toFixed(1)}`;
  const drawn = stretches.map((stretch) =>
    svg("polyline", { class: `line ${kind}`, points: stretch.map((point) => at(point, of(point).at)).join(" ") }),
  );
  if (band && kind === "most") {
    for (const stretch of stretches) {
      const upper = stretch.map((point) => at(point, point.most.at));
      const lower = stretch.map((point) => at(point, point.half.at)).reverse();
      drawn.unshift(svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") }));
    }
  }
  if (points.length > MANY) return drawn;
  for (const point of known) {
    const { at: figure, low, high } = of(point);
    const here = x(point.at);
    drawn.push(
      svg("line", { class: `whisker ${kind}`, x1: here, x2: here, y1: y(low), y2: y(high) }),
      svg("circle", { class: `dot ${kind}`, cx: here, cy: y(figure), r: 3.2 }),
    );
  }
  return drawn;
}

/** Neighbours that have the figure. */
function connected(points, of) {
  const stretches = [[]];
  for (const point of points) {
    if (of(point)) stretches.at(-1).push(point);
    else if (stretches.at(-1).length > 0) stretches.push([]);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

function now({ now: value, nowAt }, x, plotWidth, floor) {
  const at = x(nowAt);
  const text = `now ${short(value)}`;
  const isLeft = at + text.length * LETTER + 8 > plotWidth;
  return [
    svg("line", { class: "now", x1: at, x2: at, y1: HEADING - 6, y2: floor }),
    label(isLeft ? at + 5 : Math.max(at - 5, NAME), 13, isLeft ? "end" : "start", text, "now-text"),
  ];
}

/** As many values under the plot as there is room for, the first and the last among them. */
function values(points, x, plotWidth, floor) {
  const width = ({ value }) => short(value).length * LETTER + 12;
  const last = points.at(-1);
  const room = points.length > 1 ? x(last.at) - width(last) / 2 : Infinity;
  let taken = -Infinity;
  return points.flatMap((point, index) => {
    const at = x(point.at);
    const isEnd = index === 0 || point === last;
    const half = width(point) / 2;
    if (!isEnd && (at - half < taken || at + half > room)) return [];
    const side = at - half < 0 ? "start" : at + half > plotWidth + RIGHT / 2 ? "end" : "middle";
    taken = at + half;
    const here = side === "start" ? 0 : at;
    return [svg("line", { class: "floor", x1: at, x2: at, y1: floor, y2: floor + 4 }), label(here, floor + 17, side, short(point.value))];
  });
}

const short = (value) => (value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value);
