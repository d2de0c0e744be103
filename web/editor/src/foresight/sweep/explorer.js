// The plot with the figures of one value above it: the one under the pointer, else the one that was chosen by
// a press or by keys. The plot is a slider, as it chooses one of several values in their order.
import { button, element } from "../../prose.js";
import { small } from "../parts.js";
import { plot } from "./plot.js";
import { verdict } from "./table.js";

/** Page up and down go by so many values. */
const PAGE = 5;
/** Longer values are set smaller. */
const LONG = 8;

/**
 * Makes the plot of each picture; the chosen value stays chosen.
 *
 * @param {(changes: object[]) => void} onWrite the user wants a value in the scenario
 */
export function explorer(onWrite) {
  let chosen;

  return function explore(shown) {
    const { points, parameter } = shown;
    const known = points.findIndex(({ value }) => value === chosen);
    let index = known < 0 ? proposed(shown) : known;
    const write = button("", () => onWrite(points[index].changes));
    write.dataset.key = "write";
    const readout = element("section", [], { className: "readout" });
    const slider = element("div", [], { className: "sweep-plot", tabIndex: 0, role: "slider", ariaLabel: `Value of ${parameter}` });
    slider.dataset.key = "plot";
    slider.ariaValueMin = "1";
    slider.ariaValueMax = String(points.length);
    const drawn = plot(slider, shown);

    function show(at) {
      drawn.mark(at);
      readout.replaceChildren(...figures(shown, at, write));
    }

    function select(at) {
      index = Math.min(Math.max(at, 0), points.length - 1);
      slider.ariaValueNow = String(index + 1);
      slider.ariaValueText = spoken(points[index]);
      show(index);
    }

    function choose(at) {
      select(at);
      chosen = points[index].value;
    }

    const keys = {
      ArrowLeft: () => index - 1,
      ArrowDown: () => index - 1,
      ArrowRight: () => index + 1,
      ArrowUp: () => index + 1,
      PageDown: () => index - PAGE,
      PageUp: () => index + PAGE,
      Home: () => 0,
      End: () => points.length - 1,
    };
    slider.addEventListener("keydown", (event) => {
      if (!(event.key in keys) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      choose(keys[event.key]());
    });
    slider.addEventListener("pointermove", (event) => event.pointerType === "mouse" && show(drawn.nearest(event)));
    slider.addEventListener("pointerleave", () => show(index));
    slider.addEventListener("click", (event) => choose(drawn.nearest(event)));
    select(index);
    return element("figure", [readout, slider, legend(shown)], { className: "sweep-figure" });
  };
}

/** What the scenario has, or what is nearest to it; else the first. */
function proposed({ points, nowAt }) {
  const distance = ({ at }) => Math.abs(at - (nowAt ?? 0));
  const nearest = points.reduce((best, point) => (distance(point) < distance(best) ? point : best));
  return points.indexOf(nearest);
}

function spoken({ value, half, most, halts, errors, isNow }) {
  const ends = half ? `half by ${half.text}, 95 % by ${most.text}` : "no run succeeds";
  const fails = errors.at > 0 ? `, errors ${errors.text}` : "";
  return `${value}${isNow ? ", as the scenario has it" : ""}: ${ends}, halts ${halts.text}${fails}`;
}

function figures({ points, parameter, budgets }, at, write) {
  const hasErrors = points.some(({ errors }) => errors.at > 0);
  const { value, half, most, halts, errors, kept, isNow } = points[at];
  write.textContent = isNow ? "As the scenario has it" : "Write this value";
  write.title = isNow ? "" : `Writes ${parameter}: ${value} into the scenario; undo takes it back`;
  write.disabled = isNow;
  const list = [
    ["half by", half],
    ["95 % by", most],
    ["halts", halts],
    ...(hasErrors ? [["errors", errors]] : []),
  ].map(([name, figure]) =>
    element("div", [
      element("dt", [name]),
      element("dd", figure ? [element("strong", [figure.text]), small(figure.interval)] : [element("strong", ["–"]), small("no run succeeds")]),
    ]),
  );
  if (budgets.length > 0) {
    const said = budgets.map((budget, index) => {
      const isKept = element("strong", [verdict(kept[index])], { className: kept[index] ? "" : "broken" });
      return element("span", [element("code", [budget]), " ", isKept]);
    });
    list.push(element("div", [element("dt", ["budgets"]), element("dd", said, { className: "budgets" })]));
  }
  const name = element("code", [value], { className: value.length > LONG ? "long" : "" });
  const head = element("h3", [element("small", ["with"]), name]);
  return [
    element("div", [head, write], { className: "readout-head" }),
    element("dl", list, { className: "moments", ariaLabel: "Figures of this value" }),
  ];
}

function legend({ times, chances, points, nowAt }) {
  const keys = [
    times && ["half", "half of the successful runs have ended"],
    times && ["most", "95 % of them have"],
    chances && ["halts", "halts"],
    points.some(({ errors }) => errors.at > 0) && ["errors", "ends with errors"],
    nowAt !== null && ["now", "as the scenario has it"],
  ];
  const drawn = keys.filter(Boolean).map(([kind, text]) =>
    element("span", [element("i", [], { className: `key-${kind}` }), text]),
  );
  if (!chances) drawn.push(element("span", ["No run halts or ends with errors."]));
  return element("p", drawn, { className: "chart-legend" });
}
