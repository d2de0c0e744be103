// By pointer: the time that is seen is dragged, and a stretch of the axis becomes what is seen.
import { element } from "../prose.js";

/** A hand is never quite still, in pixels. */
const STILL = 4;

/** Listens to the pointer over the bars and over the axis. */
export function panning(timeline, look) {
  timeline.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button, .timeline__corner, .hand, .timeline__fold")) return;
    const top = event.target.closest(".timeline__top");
    // While a run is played the axis moves the playhead.
    if (top && !timeline.querySelector(".playhead")) stretch(top, event);
    else if (event.target.closest(".timeline__content") && look.grid().dataset.window) drag(event);
  });

  function drag(event) {
    const [from, until] = look.seen();
    const perPixel = look.millisPerPixel();
    const room = look.end() - until;
    follow(event, ({ clientX }) => {
      const by = Math.min(room, Math.max(-from, (event.clientX - clientX) * perPixel));
      look.see([from + by, until + by]);
    });
  }

  function stretch(top, event) {
    const band = element("div", [], { className: "look__band" });
    const left = top.getBoundingClientRect().left;
    let until = event.clientX;
    follow(
      event,
      ({ clientX }) => {
        until = clientX;
        if (!band.isConnected) top.append(band);
        band.style.left = `${Math.min(until, event.clientX) - left}px`;
        band.style.width = `${Math.abs(until - event.clientX)}px`;
      },
      (isKept) => {
        band.remove();
        if (isKept) look.see([event.clientX, until].sort((a, b) => a - b).map(look.timeAt));
      },
    );
  }

  /** Follows the pointer once it really moves; then the press is no click. */
  function follow(begin, onMove, onEnd = () => {}) {
    const stop = new AbortController();
    const { signal } = stop;
    let isMoving = false;
    const move = (event) => {
      if (event.pointerId !== begin.pointerId) return;
      if (!isMoving && Math.abs(event.clientX - begin.clientX) < STILL) return;
      isMoving = true;
      timeline.classList.add("look--dragged");
      onMove(event);
    };
    const end = (event) => {
      if (event.pointerId !== begin.pointerId) return;
      stop.abort();
      timeline.classList.remove("look--dragged");
      if (isMoving) {
        addEventListener("click", swallow, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", swallow, true));
        onEnd(event.type === "pointerup");
      }
    };
    addEventListener("pointermove", move, { signal });
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, end, { signal });
  }
}

function swallow(event) {
  event.stopPropagation();
}
