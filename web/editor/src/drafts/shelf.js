// The drafts in the local storage: their names, and when they were changed. Each has its texts under a key of its own
// (`web/editor/src/desk.js`), so that two tabs never write the same place; a draft of which the list knows nothing is
// still there. Everything is in the local storage, as texts have to be: one place that both tabs see at once, and in which
// nothing is on its way when the page is closed. Texts are small; the history of each draft is bounded.

const LIST = "laneway.drafts";
const FIRST = "laneway.draft";
const PREFIX = `${FIRST}:`;
const FIRST_NAME = "My draft";

/** How long a deleted draft can be brought back, in milliseconds. */
const BRING_BACK_WITHIN = 30 * 24 * 60 * 60 * 1000;

/** How often it is noted that a draft is being changed, in milliseconds. */
const TOUCH_EACH = 10_000;

/** What a new draft holds. */
const BEGINNING = {
  template: "services:\n  - name: web\nworkflows:\n  - name: setup\n    order_from: [services.web]\n",
  scenario: "",
};

const keyOf = (id) => (id ? PREFIX + id : FIRST);

/** Another name for a place in the storage; it says nothing. */
const newId = () => Math.random().toString(36).slice(2);

function read() {
  try {
    return JSON.parse(localStorage.getItem(LIST)) ?? {};
  } catch {
    return {};
  }
}

function change(id, changes) {
  const list = read();
  list[id] = { ...list[id], ...changes };
  localStorage.setItem(LIST, JSON.stringify(list));
}

/** All drafts, the last changed first: `{ id, name, changed, deleted }`, both times in milliseconds or 0. */
export function drafts() {
  const list = read();
  const keys = Object.keys(localStorage).filter((key) => key === FIRST || key.startsWith(PREFIX));
  const ids = keys.map((key) => key.slice(PREFIX.length)).filter((id) => textsOf(id));
  const all = ids.map((id) => ({
    id,
    name: list[id]?.name ?? (id ? "Another draft" : FIRST_NAME),
    changed: list[id]?.changed ?? 0,
    deleted: list[id]?.deleted ?? 0,
  }));
  return all.sort((one, other) => other.changed - one.changed || one.name.localeCompare(other.name));
}

export const nameOf = (id) => drafts().find((draft) => draft.id === id)?.name ?? FIRST_NAME;

/** The texts of a draft as they are stored; null if there is none. */
export const stored = (id) => localStorage.getItem(keyOf(id));

/** The texts of a draft; undefined if there is none, or it is none. */
export function textsOf(id) {
  try {
    const { template, scenario } = JSON.parse(stored(id));
    return { template: String(template), scenario: String(scenario) };
  } catch {
    return undefined;
  }
}

/** A name that no draft has, near to this one. */
function freeName(name) {
  const taken = new Set(drafts().map((draft) => draft.name));
  const bare = name.replace(/ \d+$/, "");
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${bare} ${number}`;
  return free;
}

/** Keeps new texts under a name like this one; gives the draft's id. Fails where the storage does. */
export function create(name = FIRST_NAME, json = JSON.stringify(BEGINNING)) {
  const id = newId();
  const free = freeName(name);
  localStorage.setItem(keyOf(id), json);
  change(id, { name: free, changed: Date.now() });
  return id;
}

export const rename = (id, name) => change(id, { name });

export const duplicate = (id) => create(nameOf(id), stored(id));

/** Notes that a draft is changed now; without a name it is called like the one of `origin`. */
export function touch(id, origin = id) {
  const known = read()[id];
  if (known?.name && Date.now() - known.changed < TOUCH_EACH) return;
  const name = known?.name ?? (origin === id ? nameOf(id) : freeName(nameOf(origin)));
  change(id, { changed: Date.now(), deleted: 0, name });
}

/** Takes a draft out of sight; it can be brought back for some time. */
export const remove = (id) => change(id, { deleted: Date.now() });

export const bringBack = (id) => change(id, { deleted: 0 });

/** Frees what has been deleted long enough, or all that is deleted. */
export function sweep(isTight = false) {
  const now = Date.now();
  const old = drafts().filter(({ deleted }) => deleted && (isTight || now - deleted > BRING_BACK_WITHIN));
  for (const { id } of old) forget(id);
  return old.length;
}

/** Frees a draft, its history and its name. */
export function forget(id) {
  const list = read();
  delete list[id];
  localStorage.removeItem(keyOf(id));
  localStorage.removeItem(`laneway.history:${id}`);
  localStorage.setItem(LIST, JSON.stringify(list));
}

/** Works on a draft from now on, if it is still there. */
export function open(desk, id) {
  const texts = textsOf(id);
  if (!texts) return;
  desk.work(id);
  desk.open(texts.template, texts.scenario);
}
