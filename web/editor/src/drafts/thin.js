// Which earlier states of a draft are worth keeping. Pure, and tested as it is.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A state that stood for so long was left on purpose. */
const PAUSE = 2 * MINUTE;
/** Who writes without a pause has a state kept so often. */
const AT_LEAST_EACH = 10 * MINUTE;
/** Of each draft. */
const MOST_STATES = 40;
const MOST_CHARACTERS = 400_000;

/**
 * Whether the state before a change is kept.
 *
 * @param {{ template: string, scenario: string }} before
 * @param {{ template: string, scenario: string }} after
 * @param {number} stood how long it stood, in milliseconds
 * @param {number} sinceLast how long ago the last state was kept
 */
export function isWorthKeeping(before, after, stood, sinceLast) {
  return stood > PAUSE || sinceLast > AT_LEAST_EACH || isReplaced(before, after);
}

/** Whether more than half of what was there is gone at once. */
function isReplaced(before, after) {
  const size = before.template.length + before.scenario.length;
  return 2 * (shared(before.template, after.template) + shared(before.scenario, after.scenario)) < size;
}

/** How many characters at the beginning and at the end are the same. */
function shared(one, other) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return start + end;
}

/** The states that stay, the newest first: all of the last hour, one an hour of the last day, one a day before that;
 * of those no more than there is room for, and the newest in any case. */
export function thin(states, now) {
  const seen = new Set();
  const apart = states.filter(({ at }) => {
    const age = now - at;
    const span = age > DAY ? DAY : age > HOUR ? HOUR : 0;
    if (span === 0) return true;
    const slot = `${span}:${Math.floor(at / span)}`;
    return !seen.has(slot) && seen.add(slot);
  });
  let characters = 0;
  return apart.slice(0, MOST_STATES).filter(({ template, scenario }, index) => {
    characters += template.length + scenario.length;
    return index === 0 || characters <= MOST_CHARACTERS;
  });
}
