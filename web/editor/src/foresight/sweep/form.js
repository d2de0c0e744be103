// What is varied, and how: a place of the scenario, its values, budgets, and how many runs.
import { element, sentence } from "../../prose.js";
import { runsPicker } from "../parts.js";
import { placePicker } from "./place-picker.js";

/** How long typing has to pause before it is asked about, in milliseconds. */
const PAUSE = 350;
const RUNS = [1_000, 10_000, 100_000];

/**
 * The fields, and what they say.
 *
 * @param {() => void} onChange they say something else
 */
export function form(onChange) {
  let runs = RUNS[1];
  // What the user has not chosen is proposed.
  const isChosen = { path: false, values: false };
  let pause;

  const place = placePicker("sweep-path", () => {
    isChosen.path = true;
    isChosen.values = false;
    change();
  });
  const values = input("sweep-values", { placeholder: "10s..5m/12" });
  const budgets = input("sweep-budgets", { placeholder: "p95<10m, halt<1%" });
  values.addEventListener("input", () => {
    isChosen.values = true;
    later();
  });
  budgets.addEventListener("input", later);
  for (const made of [values, budgets]) {
    made.addEventListener("keydown", ({ key }) => key === "Enter" && change());
  }
  const fields = {
    path: field("Vary", place.input, place.list),
    values: field("Values", values),
    budgets: field("Budgets", budgets),
  };

  const all = Object.values(fields);
  const howOften = runsPicker(RUNS, runs, (chosen) => {
    runs = chosen;
    change();
  });

  function later() {
    clearTimeout(pause);
    pause = setTimeout(change, PAUSE);
  }

  function change() {
    clearTimeout(pause);
    onChange();
  }

  return {
    whole: element("div", [...all.map(({ whole }) => whole), howOften, ...all.map(({ error }) => error)], { className: "sweep-form" }),
    values: () => ({
      path: isChosen.path ? place.input.value : null,
      values: isChosen.values ? values.value : null,
      budgets: budgets.value,
      runs,
    }),
    /** What is proposed is now chosen, whatever happens to the texts. */
    keep() {
      isChosen.path = true;
      isChosen.values = true;
    },
    show({ places, path, values: proposed }) {
      place.offer(places);
      if (!isChosen.path) place.input.value = path;
      if (!isChosen.values) values.value = proposed;
      for (const { refuse } of all) refuse("");
    },
    refuse: (name, message) => fields[name].refuse(message),
  };
}

function input(id, properties) {
  return element("input", [], { id, type: "text", autocomplete: "off", spellcheck: false, ...properties });
}

/** A labelled input, and what is wrong with it, which is set below all fields: it may be long. */
function field(name, made, ...more) {
  const error = element("p", [], { id: `${made.id}-error`, className: "field-error", role: "alert", hidden: true });
  const label = element("label", [name], { htmlFor: made.id });
  const whole = element("div", [label, made, ...more], { className: `field ${made.id}` });
  const refuse = (message) => {
    error.replaceChildren(...sentence(message));
    error.hidden = message === "";
    made.ariaInvalid = message === "" ? null : "true";
    if (message === "") made.removeAttribute("aria-describedby");
    else made.setAttribute("aria-describedby", error.id);
  };
  return { whole, error, refuse };
}
