// The lines between panes: dragged, or moved by keys; what was chosen is remembered. On narrow screens there are none.

const KEY = "laneway.panes";

/** What each line divides, in percent: how much of it is left for what comes first. */
const lines = {
  columns: { usual: 40, least: 22, most: 72 },
  rows: { usual: 60, least: 15, most: 85 },
};

/** One press of an arrow key, in percent. */
const STEP = 2;

/** Puts the panes as they were left, also the lines once they are there. */
export function restorePanes() {
  for (const [name, share] of Object.entries(stored())) if (name in lines) apply(name, share);
}

/** Hears the lines from now on, whenever they come to be. */
export function dividePanes() {
  restorePanes();
  addEventListener("pointerdown", drag);
  addEventListener("keydown", press);
  addEventListener("dblclick", ({ target }) => nameOf(target) && set(target, undefined));
}

const nameOf = (element) => (element.matches?.(".divider") ? element.dataset.divides : undefined);

function drag(event) {
  const { target: line, pointerId, button } = event;
  const name = nameOf(line);
  if (!name || button !== 0) return;
  event.preventDefault();
  line.focus();
  line.setPointerCapture(pointerId);
  const stop = new AbortController();
  const { signal } = stop;
  line.addEventListener("pointermove", (moved) => set(line, shareAt(name, line, moved)), { signal });
  for (const end of ["pointerup", "pointercancel"]) line.addEventListener(end, () => stop.abort(), { signal });
}

/** How much of the panes lies before the pointer. What stands between both texts counts for neither. */
function shareAt(name, line, { clientX, clientY }) {
  const panes = line.parentElement.getBoundingClientRect();
  if (name === "columns") return ((clientX - panes.left) / panes.width) * 100;
  const [upper, lower] = ["template", "scenario"].map((id) => document.getElementById(id).getBoundingClientRect());
  return ((clientY - upper.top) / (upper.height + lower.height)) * 100;
}

function press(event) {
  const name = nameOf(event.target);
  if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
  const now = shareOf(name);
  const { least, most } = lines[name];
  const [back, on] = name === "columns" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const wished = { [back]: now - STEP, [on]: now + STEP, Home: least, End: most, Enter: null }[event.key];
  if (wished === undefined) return;
  event.preventDefault();
  set(event.target, wished ?? undefined);
}

/** Moves a line; without a share it is where it usually is. */
function set(line, share) {
  const name = nameOf(line);
  const { least, most } = lines[name];
  const kept = share === undefined ? undefined : Math.round(Math.min(Math.max(share, least), most));
  apply(name, kept);
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), [name]: kept }));
  } catch {
    // A browser that refuses storage only forgets it.
  }
}

function apply(name, share) {
  const { style } = document.documentElement;
  const now = Number.isFinite(share) ? share : lines[name].usual;
  style.setProperty(`--${name}-before`, `${now}fr`);
  style.setProperty(`--${name}-behind`, `${100 - now}fr`);
  const line = document.querySelector(`.divider[data-divides="${name}"]`);
  line?.setAttribute("aria-valuenow", now);
}

const shareOf = (name) =>
  Number.parseFloat(document.documentElement.style.getPropertyValue(`--${name}-before`)) || lines[name].usual;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
