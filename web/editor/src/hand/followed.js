// A pointer that has taken hold of something.

/** Promises whether the pointer let go, or the drag was given up: by Escape, or by the browser. */
export function followed(grip, onMove) {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (isKept) => {
      stop.abort();
      resolve(isKept);
    };
    const { signal } = stop;
    grip.addEventListener("pointermove", onMove, { signal });
    grip.addEventListener("pointerup", () => end(true), { signal });
    grip.addEventListener("pointercancel", () => end(false), { signal });
    const escape = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end(false);
    };
    addEventListener("keydown", escape, { signal, capture: true });
  });
}
