// How a run is played: time moves from one moment to the next, and rests at each for as long as its sentence
// takes to read. Pure: whoever has the frames says how much time has passed.

/** How long all the ways between moments take together, in milliseconds. */
const TRAVEL = 12_000;
/** How long it rests at a moment, and how long at all moments together, however many there are. */
const REST = 2_200;
const ALL_RESTS = 45_000;

/** The index of the last moment up to `at`; the first one before anything has happened. */
export function indexAt(moments, at) {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The index of the moment that is told at `at`: at the very beginning the first of those that happen then. */
export const told = (moments, at) => (at <= 0 ? 0 : indexAt(moments, at));

/** Where one stands at a moment: nothing is left of the rest there. */
export const standing = (moments, index) => ({ at: moments[index].at, index, rest: 0 });

/** Where one stands that goes on playing from there: the moment is read first. */
export const resting = ({ moments }, place) => ({ ...place, rest: rest(moments) });

const rest = (moments) => Math.min(REST, ALL_RESTS / moments.length);

/**
 * Where the playhead stands after `passed` milliseconds of playing.
 *
 * @param {{ moments: { at: number }[], end: number }} run
 * @param {{ at: number, index: number, rest: number }} place where it stood
 * @param {boolean} jumps whether it goes from moment to moment without being seen on the way
 * @returns where it stands; `isOver` once nothing is left to come
 */
export function after({ moments, end }, place, passed, jumps) {
  let { at, index, rest: left } = place;
  const speed = end / TRAVEL;
  let budget = passed;
  for (;;) {
    const rested = Math.min(left, budget);
    left -= rested;
    budget -= rested;
    if (left > 0) return { at, index, rest: left, isOver: false };
    if (index + 1 >= moments.length) return { at, index, rest: 0, isOver: true };
    const next = moments[index + 1];
    const way = jumps || speed === 0 ? 0 : (next.at - at) / speed;
    if (way > budget) return { at: at + budget * speed, index, rest: 0, isOver: false };
    budget -= way;
    ({ at } = next);
    index += 1;
    left = rest(moments);
  }
}
