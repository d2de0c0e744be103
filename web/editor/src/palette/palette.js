// The palette: everything that can be done on the page, found by typing a part of its name.
import { openDialog } from "../frame.js";
import { element } from "../prose.js";
import { commands } from "./commands.js";
import { fit } from "./fuzzy.js";

const MOST_SHOWN = 50;

let opened = null;

/** Opens the palette, or closes it. It stays away while another dialog is open. */
export function palette() {
  if (opened) {
    opened.dialog.close();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  // Read before the dialog makes the page inert.
  const all = commands();
  opened = openDialog("palette", ["Commands"], () => (opened = null));
  new Palette(opened, all).search();
}

class Palette {
  #dialog;
  #all;
  #shown = [];
  #at = 0;
  #input = element("input", [], { type: "text", autocomplete: "off", spellcheck: false, placeholder: "What do you want to do?" });
  #list = element("ul", [], { id: "palette-list", ariaLabel: "Commands" });
  #said = element("p", [], { className: "palette-said", role: "status" });

  constructor({ dialog, body }, all) {
    this.#dialog = dialog;
    this.#all = all;
    const attributes = {
      role: "combobox",
      "aria-label": "Command",
      "aria-expanded": "true",
      "aria-controls": "palette-list",
      "aria-autocomplete": "list",
    };
    for (const [name, value] of Object.entries(attributes)) this.#input.setAttribute(name, value);
    this.#list.setAttribute("role", "listbox");
    this.#input.addEventListener("input", () => this.search());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    body.append(this.#input, this.#said, this.#list);
    this.#input.focus();
  }

  /** Shows what fits, the best first. */
  search() {
    const typed = this.#input.value;
    const fitting = this.#all.flatMap((command) => {
      const own = fit(typed, command.name);
      if (own) return [{ command, ...own }];
      const withGroup = fit(typed, `${command.group} ${command.name}`);
      return withGroup ? [{ command, score: withGroup.score - 20, places: [] }] : [];
    });
    if (typed.trim() !== "") fitting.sort((one, other) => other.score - one.score);
    this.#shown = fitting.slice(0, MOST_SHOWN);
    this.#list.replaceChildren(...this.#shown.map((it, index) => this.#option(it, index)));
    const count = fitting.length;
    this.#said.textContent = count === 0 ? "No command is called like that." : `${count} ${count === 1 ? "command" : "commands"}`;
    this.#go(0);
  }

  #option({ command, places }, index) {
    const option = element("li", [
      element("span", marked(command.name, places), { className: "palette-name" }),
      element("span", [command.group], { className: "palette-group" }),
      ...(command.keys ? [element("kbd", [command.keys])] : []),
    ]);
    option.id = `palette-${index}`;
    option.setAttribute("role", "option");
    option.addEventListener("click", () => this.#choose(index));
    return option;
  }

  #go(index) {
    const options = this.#list.children;
    this.#at = options.length === 0 ? 0 : (index + options.length) % options.length;
    Array.from(options).forEach((option, place) => option.setAttribute("aria-selected", place === this.#at));
    const option = options[this.#at];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #key(event) {
    const page = 8;
    const moves = { ArrowDown: this.#at + 1, ArrowUp: this.#at - 1 };
    const jumps = { PageDown: Math.min(this.#at + page, this.#shown.length - 1), PageUp: Math.max(this.#at - page, 0) };
    const next = moves[event.key] ?? jumps[event.key];
    if (next !== undefined) this.#go(next);
    else if (event.key === "Enter" && !event.isComposing) this.#choose(this.#at);
    else return;
    event.preventDefault();
  }

  /** The focus goes back to where it was, and on from there if the command moves it. */
  #choose(index) {
    const chosen = this.#shown[index];
    if (!chosen) return;
    this.#dialog.close();
    chosen.command.run();
  }
}

/** The name with the typed characters marked. */
function marked(name, places) {
  const set = new Set(places);
  return Array.from(name.matchAll(/./gsu), ({ 0: character, index }) =>
    set.has(index) ? element("b", [character]) : character,
  );
}
