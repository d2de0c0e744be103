// A field for a place of the scenario, with a list of those that are offered: it is searched by typing, and
// any other place can be typed as well. The pattern is the editable combobox of the ARIA Authoring Practices.
import { element } from "../../prose.js";

/** So many are listed at once; typing finds the others. */
const MOST = 120;

/**
 * The field, and its list, which stands behind it.
 *
 * @param {() => void} onChoose another place has been chosen
 */
export function placePicker(id, onChoose) {
  let groups = [];
  let options = [];
  let active = -1;
  let chosen = "";
  const list = element("div", [], { id: `${id}-list`, className: "place-list", role: "listbox", ariaLabel: "Places of the scenario", hidden: true });
  const input = element("input", [], { id, type: "text", role: "combobox", autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.ariaExpanded = "false";

  function open(search) {
    options = [];
    list.replaceChildren(...drawn(groups, search, options, choose));
    list.hidden = options.length === 0;
    input.ariaExpanded = String(!list.hidden);
    // What fits best is what Enter takes.
    const same = options.findIndex(({ dataset }) => dataset.path === (search.trim() || chosen));
    activate(same < 0 && search.trim() ? 0 : same);
  }

  function close() {
    list.hidden = true;
    input.ariaExpanded = "false";
    activate(-1);
  }

  function activate(index) {
    options[active]?.removeAttribute("aria-selected");
    active = index;
    const option = options[active];
    if (!option) return void input.removeAttribute("aria-activedescendant");
    option.ariaSelected = "true";
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function choose(path) {
    close();
    input.value = path;
    if (path === chosen) return;
    chosen = path;
    onChoose();
  }

  /** The option that is active, else what has been typed. */
  function take() {
    choose(options[active]?.dataset.path ?? (input.value.trim() || chosen));
  }

  const keys = {
    ArrowDown: () => (list.hidden ? open("") : activate((active + 1) % options.length)),
    ArrowUp: () => (list.hidden ? open("") : activate((Math.max(active, 0) + options.length - 1) % options.length)),
    Enter: take,
    Escape: () => (list.hidden ? (input.value = chosen) : close()),
  };
  input.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("focus", () => {
    chosen = input.value;
    input.select();
  });
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("blur", take);
  return { input, list, offer: (offered) => (groups = offered) };
}

/** The groups in which something has all words of the search; their options are put into `options`. */
function drawn(groups, search, options, choose) {
  const words = search.toLowerCase().split(/[\s.]+/).filter(Boolean);
  const fits = ({ path, about }) => words.every((word) => `${path} ${about}`.toLowerCase().includes(word));
  return groups.flatMap(({ group, places }) => {
    const found = places.filter(fits).slice(0, MOST - options.length);
    if (found.length === 0) return [];
    const made = found.map((place) => option(place, group, choose));
    made.forEach((it, index) => (it.id = `place-${options.length + index}`));
    options.push(...made);
    const head = element("div", [group], { className: "place-group", ariaHidden: "true" });
    return [element("div", [head, ...made], { role: "group", ariaLabel: group })];
  });
}

function option({ path, now, about }, group, choose) {
  const said = [now, about && `of ${about}`].filter(Boolean).join(", ");
  // Within the group of a task the rest of the path is enough.
  const name = path.startsWith(`tasks.${group}.`) ? path.slice(`tasks.${group}.`.length) : path;
  const made = element("div", [element("span", [name]), element("small", [said])], { role: "option" });
  made.dataset.path = path;
  // The field keeps the focus.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", () => choose(path));
  return made;
}
