// What keys mean in the grid, besides those that go through it.

const actions = {
  "[": { nudge: -1 },
  "-": { nudge: -1 },
  "]": { nudge: 1 },
  "+": { nudge: 1 },
  "=": { nudge: 1 },
  e: { edit: "first" },
  m: { edit: "move" },
};

/** What to do; nothing for all other keys. */
export function meaning({ key, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey ? undefined : actions[key.toLowerCase()];
}
