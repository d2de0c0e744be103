// How far the reader has come in each lesson. It is kept in this browser, and nowhere else.
const KEY = "laneway.lessons";

function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function keep(progress) {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
  } catch {
    // A browser that refuses storage only forgets it.
  }
}

/** So many steps of a lesson have been seen, of so many; nothing if it has not been begun. */
export const progressOf = (id) => all()[id];

/** Notes that this many steps have been seen. */
export function reached(id, seen, of) {
  const progress = all();
  progress[id] = { seen: Math.max(seen, progress[id]?.seen ?? 0), of };
  keep(progress);
}

/** Forgets everything. */
export const reset = () => keep({});
