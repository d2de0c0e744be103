// The player: asks what happens in the run that the page hands over, and goes through it.
import { line } from "../line.js";
import { button } from "../prose.js";
import { bar } from "./bar.js";
import { after, indexAt, resting, standing, told } from "./clock.js";
import * as picture from "./picture.js";

/** How long a moment has to stay before it is announced, and how long at least between two while it plays, in ms. */
const SETTLED = 500;
const BETWEEN = 4_000;

const texts = {
  working: "Looking at what happens …",
  nothing: "The present text cannot be simulated: see the problems.",
  crashed: "The player stopped over this text. Your text is kept.",
  missing: "The player could not be loaded. Check the connection.",
};

const still = matchMedia("(prefers-reduced-motion: reduce)");

let wanted;
let hooks;
let run;
let place;
let speed = 1;
let frame;
let view;
let announcing;
let announced = 0;
let watcher;

const narrator = line("foresight-engine", "narrator", hear, fail);

/**
 * Shows the run of one state of the texts.
 *
 * @param {{ generation: number, inputs: object, at: number, isWanted: boolean }} next a `Play` of `web/src/model`
 * @param {(at: number, since: number, tasks: number[], lines: number[]) => void} onMoment the playhead stands there
 * @param {() => void} onClosed the player has been closed
 */
export function play(next, onMoment, onClosed) {
  const isSame = wanted?.generation === next.generation && run;
  wanted = next;
  hooks = { onMoment, onClosed };
  view ??= open();
  if (next.isWanted) view.toggle.focus({ preventScroll: true });
  if (isSame) return show(run, next.at);
  pause();
  run = undefined;
  view.say(texts.working);
  narrator.ask({ generation: next.generation, inputs: next.inputs });
}

/** Who wants to know what is played, such as a lesson: hears each change as
 * `{ isPlaying, isOver }`, and `{ isClosed }`. */
export const theater = {
  watch(onChange) {
    watcher = onChange;
  },
  toggle,
};

function open() {
  picture.onDrag((share) => hooks && run && seek(Math.round(share * run.end)), settle);
  document.addEventListener("keydown", onPageKey);
  return bar(document.getElementById("play"), { toggle, step, seek, settle, speed: setSpeed, close, key: onSliderKey });
}

function hear(answer) {
  const [[kind, content]] = Object.entries(answer);
  if (!hooks || content.generation !== wanted.generation) return;
  if (kind === "nothing" || content.moments.length === 0) return view.say(texts.nothing);
  show(content, wanted.at);
}

function fail(loaded) {
  pause();
  const again = button("Try again", () => play(wanted, hooks.onMoment, hooks.onClosed));
  view.say(loaded ? texts.crashed : texts.missing, " ", again);
}

function show(next, at) {
  run = next;
  view.open(run);
  stand(at);
  speak(true);
}

/** At a time: what is told is the last thing that happened up to then. */
function stand(at) {
  const time = Math.min(Math.max(at, 0), run.end);
  place = undefined;
  put({ at: time, index: told(run.moments, time), rest: 0 });
}

function put(next) {
  const isNew = next.index !== place?.index || place?.run !== run;
  place = { ...next, run };
  const share = run.end > 0 ? place.at / run.end : 0;
  picture.move(share);
  view.move(place.at, `${spoken(place.at)} / ${spoken(run.end)}`);
  if (!isNew) return;
  const moment = run.moments[place.index];
  view.tell(moment, place.index + 1, run.moments.length, tally(moment.at));
  report();
  speak(false);
}

/** Tells the page where the playhead stands. What it draws then is moved to its place. */
function report() {
  const { at, tasks, lines } = run.moments[place.index];
  hooks.onMoment(Math.round(place.at), at, tasks, lines);
  requestAnimationFrame(() => run && place && picture.move(run.end > 0 ? place.at / run.end : 0));
  watcher?.({ isPlaying: frame !== undefined, isOver: place.index + 1 === run.moments.length });
}

/** How many tasks are in each state. */
function tally(at) {
  const counts = run.names.map(() => 0);
  for (const changes of run.states) {
    const [, state] = changes[indexAt(changes.map(([since]) => ({ at: since })), at)];
    counts[state] += 1;
  }
  return run.names.map((name, index) => [name, counts[index]]).filter(([, count]) => count > 0);
}

/** In whole seconds: what happens between them is told to the millisecond. */
function spoken(at) {
  const seconds = Math.floor(at / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return [hours && `${hours}h`, (hours || minutes) && `${minutes}m`, `${seconds % 60}s`].filter(Boolean).join(" ");
}

function toggle() {
  if (!run) return;
  if (frame !== undefined) return settle();
  const isOver = place.index + 1 === run.moments.length;
  put(resting(run, isOver ? standing(run.moments, 0) : place));
  let last;
  const tick = (now) => {
    const next = after(run, place, (now - (last ?? now)) * speed, still.matches);
    last = now;
    put(next);
    if (next.isOver || isHidden()) return settle();
    frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  view.playing(true);
}

/** The page hides it while something else is seen. */
const isHidden = () => document.getElementById("play").hidden;

function pause() {
  if (frame === undefined) return;
  cancelAnimationFrame(frame);
  frame = undefined;
  view.playing(false);
}

/** Stands still where it is. */
function settle() {
  if (!run || !hooks) return;
  pause();
  report();
  speak(false);
}

function step(by) {
  if (!run) return;
  pause();
  const index = Math.min(Math.max(place.index + by, 0), run.moments.length - 1);
  put(standing(run.moments, index));
  report();
}

function seek(at) {
  if (!run) return;
  pause();
  const time = Math.min(Math.max(at, 0), run.end);
  put({ at: time, index: told(run.moments, time), rest: 0 });
}

function setSpeed(factor) {
  speed = factor;
}

function close() {
  pause();
  clearTimeout(announcing);
  const { onClosed } = hooks;
  hooks = undefined;
  place = undefined;
  onClosed();
  watcher?.({ isClosed: true });
  requestAnimationFrame(() => document.querySelector(".play-open")?.focus());
}

/** Announces what happens, once it has stayed for a moment; while it plays, only now and then. */
function speak(isNew) {
  clearTimeout(announcing);
  if (!run) return;
  const wait = frame === undefined || isNew ? SETTLED : Math.max(SETTLED, announced + BETWEEN - performance.now());
  announcing = setTimeout(() => {
    if (!hooks || !run) return;
    announced = performance.now();
    view.announce(run.moments[place.index]);
  }, wait);
}

const slider = {
  " ": toggle,
  ArrowLeft: () => step(-1),
  ArrowDown: () => step(-1),
  ArrowRight: () => step(1),
  ArrowUp: () => step(1),
  PageDown: () => step(-10),
  PageUp: () => step(10),
  Home: () => step(-Infinity),
  End: () => step(Infinity),
};

function onSliderKey(event) {
  press(event, slider[event.key]);
}

/** Wherever the focus is in the region of the timeline. */
function onPageKey(event) {
  const isTyping = event.target.closest("input:not([type=range]), select, textarea, dialog, [contenteditable]");
  if (!hooks || isTyping || isHidden() || !event.target.closest("#timeline")) return;
  press(event, { ",": () => step(-1), ".": () => step(1) }[event.key]);
}

function press(event, act) {
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}
