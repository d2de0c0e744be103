// More or less of the time: by buttons, the wheel and two fingers.
import { button, element } from "../prose.js";

/** How much less is seen after one press of a button, and after a wheel has turned by so many pixels. */
const STEP = 1.6;
const WHEEL = 320;

/** The buttons, and what they do. */
export function zooming(timeline, look) {
  /** Has `factor` as much seen as now, with `time` where it is. */
  function zoom(factor, time) {
    const [from, until] = look.seen();
    const at = Math.min(until, Math.max(from, time ?? (from + until) / 2));
    look.see([at - (at - from) * factor, at + (until - at) * factor]);
  }

  /** Moves on by a share of what is seen. */
  function pan(share) {
    const [from, until] = look.seen();
    const by = Math.min(look.end() - until, Math.max(-from, (until - from) * share));
    look.see([from + by, until + by]);
  }

  const fit = () => look.see([0, look.end()]);
  const press = (sign, name, act) => {
    const made = button(sign, act);
    Object.assign(made, { ariaLabel: name, title: name });
    return made;
  };
  const tool = element(
    "div",
    [
      press("−", "Zoom out (S)", () => zoom(STEP)),
      press("Fit", "Fit: see all of the run (0)", fit),
      press("+", "Zoom in (W)", () => zoom(1 / STEP)),
    ],
    { className: "look__zoom", role: "group", ariaLabel: "Zoom" },
  );

  timeline.addEventListener(
    "wheel",
    (event) => {
      if (!event.target.closest(".timeline__scroller")) return;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(Math.exp(event.deltaY / WHEEL), look.timeAt(event.clientX));
      } else if (look.grid().dataset.window && Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) {
        event.preventDefault();
        const [from, until] = look.seen();
        pan((sideways * look.millisPerPixel()) / (until - from));
      }
    },
    { passive: false },
  );
  pinching(timeline, look);
  return { tool, zoom, pan, fit, step: STEP };
}

/** Two fingers keep the moments that they stand on. */
function pinching(timeline, look) {
  let held;
  const places = (event) => [...event.touches].map((touch) => touch.clientX);
  timeline.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length !== 2 || !event.target.closest(".timeline__scroller")) return;
      event.preventDefault();
      held = places(event).map(look.timeAt);
    },
    { passive: false },
  );
  timeline.addEventListener(
    "touchmove",
    (event) => {
      if (!held || event.touches.length !== 2) return;
      event.preventDefault();
      const [one, other] = places(event);
      const [from, until] = look.seen();
      const apart = Math.abs(other - one);
      if (apart < 12) return;
      // So much time a pixel has to be, and so much is seen then.
      const scale = Math.abs(held[1] - held[0]) / apart / look.millisPerPixel();
      const span = (until - from) * scale;
      const share = (look.timeAt(one) - from) / (until - from);
      look.see([held[0] - share * span, held[0] + (1 - share) * span]);
    },
    { passive: false },
  );
  for (const end of ["touchend", "touchcancel"]) timeline.addEventListener(end, () => (held = undefined));
}
