// A note above the editors that says what becomes of the files, and offers what can be done about it.
import { button, element, sentence } from "../prose.js";
import { compare } from "./compare.js";

export class Note {
  #choices;
  #shown;

  /** @param {{ save: Function, take: Function, keep: Function, copy: Function }} choices what the user can do */
  constructor(choices) {
    this.#choices = choices;
  }

  /** Says how things stand, if they stand otherwise than before. */
  say(state) {
    const { kind, words, offers } = standing(state);
    const shown = JSON.stringify([kind, words, offers]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const host = document.getElementById("visit");
    const focused = document.activeElement?.closest("#visit button")?.dataset.choice;
    const act = { ...this.#choices, compare: () => compare(state.drafts, this.#choices) };
    const buttons = offers.map(([choice, name, isFirst]) => {
      const made = button(name, act[choice]);
      made.dataset.choice = choice;
      if (isFirst) made.className = "primary";
      return made;
    });
    const note = element("section", [
      element("p", words.flatMap(sentence), { role: "status" }),
      element("div", buttons, { className: "visit-choices" }),
    ]);
    note.className = `visit file ${kind}`;
    note.setAttribute("aria-label", "File");
    host.replaceChildren(note);
    // Who walks with the keyboard stays where they are.
    if (focused) (note.querySelector(`[data-choice="${focused}"]`) ?? host).focus({ preventScroll: true });
  }

  clear() {
    document.getElementById("visit").replaceChildren();
  }
}

/** What is said of the files, and what is offered. */
function standing({ drafts, isWritable, isReached }) {
  const files = drafts.filter(({ name }) => name !== undefined);
  const names = listed(files);
  const copy = ["copy", "Edit a copy"];
  const failure = files.find((it) => it.failure)?.failure;
  if (failure) {
    return { kind: "broken", words: [`Nothing was saved: ${failure}`], offers: [["save", "Try again", true], copy] };
  }
  if (!isReached) {
    const words = ["`laneway serve` cannot be reached: the files are not followed any more. Start it again at this address."];
    return { kind: "broken", words, offers: [copy] };
  }
  const conflicts = files.filter((it) => it.isInConflict);
  if (conflicts.length > 0) {
    const words = [`${listed(conflicts)} has changed on disk, and you have changed it here. Both are kept until you choose.`];
    const keep = isWritable ? "Keep mine" : "Stay with mine";
    return { kind: "partly", words, offers: [["compare", "Compare", true], ["take", "Take the file’s"], ["keep", keep]] };
  }
  const lost = files.find((it) => it.file.trouble);
  if (lost) {
    const words = [`${lost.file.trouble}. What was there last is shown.`.replace(/^c/, "C")];
    const anew = isWritable && lost.isGone ? [["save", "Write it anew", true]] : [];
    return { kind: "partly", words, offers: [...anew, copy] };
  }
  return usual(drafts, names, isWritable, copy);
}

function usual(drafts, names, isWritable, copy) {
  const isChanged = drafts.some((it) => it.isChanged);
  const hasUnsaved = drafts.some((it) => it.isChanged && it.name === undefined);
  const words = [`You are looking at ${names}, and at every change that is saved there.`];
  if (hasUnsaved) words.push(" The scenario has no file: `--scenario FILE` gives it one.");
  if (!isWritable) words.push(isChanged ? " What you have changed here is not saved." : " What you change here is not saved.");
  const canSave = isWritable && drafts.some((it) => it.canBeSaved);
  const save = canSave ? [["save", "Save", true]] : [];
  if (canSave) words.push(" What you have changed here is not saved yet.");
  return { kind: "", words, offers: [...save, copy] };
}

/** Names as code, the last one after an `and`. */
function listed(drafts) {
  return drafts.map(({ name }) => `\`${name.replaceAll("`", "'")}\``).join(" and ");
}
