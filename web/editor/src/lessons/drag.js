// A question that is answered by dragging: the end of a bar goes to where the reader expects it, and then it is seen where
// it is.
import { spoken } from "../hand/time.js";
import { button, element, sentence } from "../prose.js";
import { board } from "./board.js";
import { play, verdictLine } from "./telling.js";

const hint = "Drag the end of the bar to where you expect it, or move it with the arrow keys.";

/** Nearer than so many times what is right is close. */
const CLOSE = 3;

/**
 * What the step asks for, as elements.
 *
 * @param {object} asked a `ShownDrag` of `web/src/foresight/shown`
 * @param {number | undefined} given what has been answered before
 * @param {object} on as `taskView` has it
 */
export function drag(asked, given, on) {
  const status = verdictLine();
  const drawn = board(asked, () => (say.disabled = false));
  const say = button("That is my guess", () => reveal(drawn.value(), true));
  say.className = "primary";
  say.disabled = true;
  const told = element("p", sentence(hint), { className: "course-hint" });

  function reveal(guessed, isNew) {
    const hadFocus = say === document.activeElement;
    drawn.fix(guessed);
    say.hidden = true;
    told.hidden = true;
    if (isNew) on.answer(guessed);
    const tell = () => {
      drawn.reveal();
      status.say(...verdictOf(asked, guessed));
      on.done();
    };
    if (isNew) play(on, status, tell, hadFocus);
    else tell();
  }

  const view = [told, drawn.view, say, status.view];
  if (given !== undefined) reveal(given, false);
  return view;
}

/** `right`, `close` or `wrong`, and the sentence that says so. */
export function verdictOf({ answer, spoken: end, within, verb }, guessed) {
  if (answer === null) return ["wrong", `You said ${spoken(guessed)}, but the run has no such end.`];
  const off = guessed - answer;
  const said = `You said ${spoken(guessed)}; ${verb} at ${end}`;
  if (Math.abs(off) <= within) return ["right", `${said}: that is right.`];
  const missed = `${spoken(Math.abs(off))} too ${off < 0 ? "early" : "late"}`;
  return Math.abs(off) <= within * CLOSE ? ["close", `${said}: close, ${missed}.`] : ["wrong", `${said}: ${missed}.`];
}
