// The end of a bar is dragged to where it should be.
import { followed } from "./followed.js";
import { barOf, subjectOf } from "./picture.js";
import { say } from "./say.js";
import { stretch } from "./stretch.js";
import { snapped } from "./time.js";

/** A hand is never quite still. */
const STILL = 3;

/** Follows the pointer until it lets go; Escape leaves all as it is. */
export async function drag(event, row, grip, wishes) {
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  grip.classList.add("hand__grip--held");
  const { millisPerPixel } = barOf(row);
  const task = row.dataset.task;
  const drawn = stretch(row);
  const from = event.clientX;
  let x = from;
  let takes;
  const wished = () =>
    Math.abs(x - from) < STILL ? takes.millis : snapped(takes.millis + (x - from) * millisPerPixel, millisPerPixel);
  const show = () => takes && drawn.show(takes.millis, wished(), takes.is_drawn ? ", always" : "");
  const letGo = followed(grip, (moved) => {
    x = moved.clientX;
    show();
  });
  const known = wishes.about(subjectOf(row)).then((told) => {
    takes = told.about?.takes;
    show();
    return told;
  });
  const isKept = await letGo;
  grip.classList.remove("hand__grip--held");
  const told = await known;
  drawn.end();
  if (told.refused) return say(told.refused);
  const millis = wished();
  if (isKept && millis !== takes.millis) await wishes.wish({ duration: { task, millis } });
}
