// What is looked at, as the timeline is told (`web/src/view/timeline/look.rs`).

/** So long after the last change the time that is seen stands still, in milliseconds. */
const STILL = 140;
/** Less of the time is never seen, in milliseconds. */
const SHORTEST = 20;

/** Knows what is looked at, and tells the timeline when that changes, at most once a frame. */
export function looking(timeline) {
  let shown = { name: "", state: "any", critical: false, folded: [] };
  let window = null;
  let isMoving = false;
  let go = null;
  let frame;
  let timer;
  const grid = () => timeline.querySelector(".timeline__content");

  function tell() {
    frame = undefined;
    const detail = JSON.stringify({ window: window?.map(Math.round) ?? null, isMoving, shown, go });
    timeline.dispatchEvent(new CustomEvent("laneway-look", { detail }));
  }

  const soon = () => (frame ??= requestAnimationFrame(tell));

  /** How long all of it is. */
  const end = () => Number(grid().dataset.end);

  /** From when until when time is seen. */
  function seen() {
    if (isMoving && window) return window;
    return grid().dataset.window?.split(" ").map(Number) ?? [0, end()];
  }

  /** Has a part of the time seen, as much of it as there is. */
  function see([from, until]) {
    const all = end();
    const span = Math.min(all, Math.max(SHORTEST, until - from));
    const start = Math.min(all - span, Math.max(0, (from + until - span) / 2));
    window = span >= all ? null : [start, start + span];
    isMoving = true;
    soon();
    clearTimeout(timer);
    timer = setTimeout(() => {
      isMoving = false;
      soon();
    }, STILL);
  }

  return {
    end,
    seen,
    see,
    grid,
    shown: () => shown,
    /** Has other rows shown. */
    show(change) {
      window = grid().dataset.window?.split(" ").map(Number) ?? null;
      shown = { ...shown, ...change };
      soon();
    },
    /** Goes somewhere from the present row: `cause`, `effect`, `failure` or `failure-before`. */
    go(way) {
      window = grid().dataset.window?.split(" ").map(Number) ?? null;
      go = [way, (go?.[1] ?? 0) + 1];
      soon();
    },
    /** The moment at a place of the window. */
    timeAt(clientX) {
      const { axisLeft, millisPerPixel } = grid().dataset;
      const x = clientX - grid().getBoundingClientRect().left;
      const [from, until] = seen();
      // The picture may be a frame behind what is wanted.
      const [drawnFrom, drawnUntil] = grid().dataset.window?.split(" ").map(Number) ?? [0, end()];
      const time = (x - Number(axisLeft)) * Number(millisPerPixel);
      return from + ((time - drawnFrom) / (drawnUntil - drawnFrom)) * (until - from);
    },
    /** How much time a pixel is. */
    millisPerPixel() {
      const [from, until] = seen();
      const [drawnFrom, drawnUntil] = grid().dataset.window?.split(" ").map(Number) ?? [0, end()];
      return (Number(grid().dataset.millisPerPixel) * (until - from)) / (drawnUntil - drawnFrom);
    },
  };
}
