// The earlier states of each draft.
import { isWorthKeeping, thin } from "./thin.js";

const keyOf = (id) => `laneway.history:${id}`;
const BEFORE = "laneway.draft.before";

/** Earlier states, the newest first: `{ at, template, scenario }`, `at` in milliseconds. */
export function states(id) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id))) ?? [];
  } catch {
    return [];
  }
}

/** Keeps a state of a draft as of `at`; the same state is kept once, as of the last time. Fails where the storage does. */
export function keep(id, { template, scenario }, at = Date.now()) {
  const others = states(id).filter((state) => state.template !== template || state.scenario !== scenario);
  write(id, thin([{ at, template, scenario }, ...others], Date.now()));
}

/** Writes as many of the newest as there is room for. */
function write(id, all) {
  for (let count = all.length; ; count >>= 1) {
    try {
      localStorage.setItem(keyOf(id), JSON.stringify(all.slice(0, count)));
      return;
    } catch (error) {
      if (count <= 1) throw error;
    }
  }
}

/** Keeps the state before a change if it is worth that; `changed` is when the draft was last changed before. */
export function note(id, was, json, changed) {
  if (was === null) return;
  const [before, after] = [JSON.parse(was), JSON.parse(json)];
  const now = Date.now();
  const last = states(id)[0]?.at ?? changed;
  if (!isWorthKeeping(before, after, now - changed, now - last)) return;
  keep(id, before, Math.min(changed || now, now));
}

/** Keeps what was put aside before this was loaded. */
export function takeAside() {
  const aside = localStorage.getItem(BEFORE);
  if (aside === null) return;
  try {
    const { id, kept } = JSON.parse(aside);
    keep(id, JSON.parse(kept));
  } finally {
    localStorage.removeItem(BEFORE);
  }
}

/** Frees the older half of every history; says whether there was any. */
export function makeRoom() {
  const ids = Object.keys(localStorage).filter((key) => key.startsWith(keyOf("")));
  let freed = false;
  for (const key of ids) {
    const id = key.slice(keyOf("").length);
    const all = states(id);
    localStorage.removeItem(key);
    freed ||= all.length > 0;
    try {
      if (all.length > 1) write(id, all.slice(0, all.length >> 1));
    } catch {
      // Then there is no room for any of it.
    }
  }
  return freed;
}
