// By keyboard: shorter and longer in friendly steps. What is struck in one go becomes one edit.
import { keyOf, subjectOf } from "./picture.js";
import { say } from "./say.js";
import { stretch } from "./stretch.js";
import { next, spoken } from "./time.js";

/** So long after the last stroke the edit is made, in milliseconds. */
const PAUSE = 700;

/** A function that hears each stroke: the row, and 1 for longer or -1 for shorter. */
export function nudging(wishes) {
  let current;

  function end(isKept) {
    const { task, takes, wished, drawn, timer, stop } = current;
    clearTimeout(timer);
    stop.abort();
    drawn.end();
    current = undefined;
    if (isKept && takes && wished !== takes.millis) wishes.wish({ duration: { task, millis: wished } });
  }

  async function begin(row) {
    const begun = { key: keyOf(row), task: row.dataset.task, strokes: 0, drawn: stretch(row), stop: new AbortController() };
    current = begun;
    const keys = (event) => {
      if (event.key === "Escape") end(false);
      else if (event.key === "Enter") end(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", keys, { signal: begun.stop.signal, capture: true });
    const told = await wishes.about(subjectOf(row));
    if (current !== begun) return;
    if (!told.about) {
      end(false);
      say(told.refused);
      return;
    }
    begun.takes = told.about.takes;
    begun.wished = begun.takes.millis;
    const strokes = begun.strokes;
    for (let stroke = 0; stroke < Math.abs(strokes); stroke += 1) step(Math.sign(strokes));
    settle();
  }

  function step(direction) {
    current.wished = next(current.wished, direction);
  }

  function settle() {
    const { takes, wished, drawn, task } = current;
    drawn.show(takes.millis, wished, takes.is_drawn ? ", always" : "");
    announce(`${task} takes ${spoken(wished)}`);
    clearTimeout(current.timer);
    current.timer = setTimeout(() => end(true), PAUSE);
  }

  return (row, direction) => {
    if (current && current.key !== keyOf(row)) end(true);
    if (!current) begin(row);
    if (!current.takes) {
      current.strokes += direction;
      return;
    }
    step(direction);
    settle();
  };
}

let live;

/** For those who do not see it. */
function announce(text) {
  if (!live) {
    live = Object.assign(document.createElement("div"), { className: "visually-hidden", ariaLive: "polite" });
    document.body.append(live);
  }
  live.textContent = text;
}
