// How far the end of a bar is moved, drawn over the picture until the edit is made.
import { element } from "../prose.js";
import { barOf, pictureAt } from "./picture.js";
import { spoken } from "./time.js";

/** Draws it on a row; `show` says how long the task took and takes, and `end` takes it away. */
export function stretch(row) {
  const { end, top, height, millisPerPixel } = barOf(row);
  const label = element("output", [], { className: "hand__label" });
  const bar = element("div", [], { className: "hand__bar" });
  const host = element("div", [bar, label], { className: "hand__stretch" });
  host.style.top = `${top}px`;
  bar.style.height = `${height}px`;
  const picture = pictureAt(row);
  picture.parentElement.append(host);
  return {
    show(before, now, note = "") {
      const moved = (now - before) / millisPerPixel;
      const at = end ?? Number(picture.dataset.labels);
      const [from, to] = moved < 0 ? [at + moved, at] : [at, at + moved];
      host.classList.toggle("hand__stretch--shorter", moved < 0);
      bar.style.left = `${from}px`;
      bar.style.width = `${end === undefined ? 0 : to - from}px`;
      label.style.left = `${Math.min(Math.max(at + moved, 80), picture.clientWidth - 80)}px`;
      label.textContent = now === before ? spoken(now) : `${spoken(now)} instead of ${spoken(before)}${note}`;
    },
    end: () => host.remove(),
  };
}
