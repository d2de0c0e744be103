// A bar on an axis of its own, whose end is dragged. Its scale has room for any guess, so it gives nothing away.
import { followed } from "../hand/followed.js";
import { snapped, spoken } from "../hand/time.js";
import { element } from "../prose.js";

/** The end moves in steps of so many milliseconds, as `Drag` of the core says. */
const STEP = 1000;

/** By keyboard, so many steps. */
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** The axis has no more times than this. */
const TIMES = 6;

/**
 * The board.
 *
 * @param {object} asked a `ShownDrag` of `web/src/foresight/shown`
 * @param {() => void} onMoved the end has been moved
 */
export function board({ task, name, from, answer, spoken: end, most }, onMoved) {
  let value = from;
  let isFixed = false;
  const share = (millis) => `${((100 * millis) / most).toFixed(3)}%`;
  const slider = element("div", [], { className: "drag-end", role: "slider", tabIndex: 0, ariaLabel: name });
  slider.setAttribute("aria-valuemin", Math.ceil(from / STEP));
  slider.setAttribute("aria-valuemax", Math.floor(most / STEP));
  const bar = element("div", [], { className: "drag-bar" });
  const label = element("span", [], { className: "drag-label", ariaHidden: "true" });
  const lane = element("div", [bar, slider, label], { className: "drag-lane" });
  const truth = element("div", [], { className: "drag-lane drag-truth", ariaHidden: "true", hidden: true });
  const who = task === null ? "the whole run" : element("code", [task]);
  const view = element("div", [
    element("p", [who], { className: "drag-who", ariaHidden: "true" }),
    axis(most, share),
    lane,
    truth,
  ], { className: "drag-board" });

  function move(to) {
    value = Math.min(Math.max(to, from), most);
    bar.style.left = share(from);
    bar.style.width = share(value - from);
    slider.style.left = share(value);
    label.style.left = share(value);
    label.textContent = spoken(value);
    slider.setAttribute("aria-valuenow", Math.round(value / STEP));
    slider.setAttribute("aria-valuetext", inWords(value));
  }

  lane.addEventListener("pointerdown", async (event) => {
    if (isFixed || event.button !== 0) return;
    event.preventDefault();
    slider.focus({ preventScroll: true });
    const before = value;
    // Its border belongs to it for fingers, and not to the time.
    const left = lane.getBoundingClientRect().left + lane.clientLeft;
    const millisPerPixel = most / lane.clientWidth;
    // Who takes hold of the end beside its middle does not move it by that.
    const off = event.target === slider ? event.clientX - left - value / millisPerPixel : 0;
    const to = ({ clientX }) => {
      const wanted = snapped((clientX - left - off) * millisPerPixel, millisPerPixel);
      move(Math.round(wanted / STEP) * STEP);
    };
    if (event.target !== slider) to(event);
    lane.setPointerCapture(event.pointerId);
    slider.classList.add("drag-end--held");
    const isKept = await followed(lane, to);
    slider.classList.remove("drag-end--held");
    if (!isKept) move(before);
    else if (value !== before) onMoved();
  });
  slider.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const to = key === "Home" ? from : key === "End" ? most : key in KEYS ? stepped(value, KEYS[key]) : undefined;
    if (isFixed || to === undefined || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    move(to);
    onMoved();
  });
  move(from);

  return {
    view,
    value: () => value,
    /** The guess is made. */
    fix(guessed) {
      move(guessed);
      isFixed = true;
      slider.setAttribute("aria-disabled", "true");
      slider.tabIndex = -1;
      view.dataset.fixed = "";
    },
    /** Shows the true end below the guess. */
    reveal() {
      if (answer === null) return;
      const so = element("div", [], { className: "drag-bar" });
      const told = element("span", [end], { className: "drag-label" });
      so.style.left = share(from);
      so.style.width = share(answer - from);
      told.style.left = share(answer);
      truth.replaceChildren(so, told);
      truth.hidden = false;
    },
  };
}

/** So many whole steps further; from between two steps, the first goes to the next one. */
function stepped(millis, steps) {
  const whole = steps > 0 ? Math.floor(millis / STEP) : Math.ceil(millis / STEP);
  return (whole + steps) * STEP;
}

const UNITS = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400].map((it) => it * 1000);

function axis(most, share) {
  const apart = UNITS.find((it) => most / it <= TIMES) ?? Math.ceil(most / TIMES / UNITS.at(-1)) * UNITS.at(-1);
  const times = Array.from({ length: Math.floor(most / apart) + 1 }, (_, index) => index * apart);
  const marks = times.map((at) => {
    const mark = element("span", [spoken(at)]);
    mark.style.left = share(at);
    return mark;
  });
  return element("div", marks, { className: "drag-axis", ariaHidden: "true" });
}

/** As it is read out: `1 minute 10 seconds`. */
export function inWords(millis) {
  const seconds = Math.round(millis / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ].filter(([count]) => count > 0);
  const words = parts.map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return words.join(" ") || "0 seconds";
}
