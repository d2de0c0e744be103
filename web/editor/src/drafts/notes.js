// Notes above the editors about what became of a draft, each with what can be done about it.
import { button, element } from "../prose.js";
import { keep } from "./history.js";
import { forget, nameOf, open, stored, textsOf } from "./shelf.js";

/** What is said now, of which a later note of the same kind takes the place. */
let shown;

/**
 * Says something.
 *
 * @param {string} kind
 * @param {(Node | string)[]} words
 * @param {[string, (() => void)?][]} choices what the buttons say, and what each does before the note goes away
 */
export function say(kind, words, choices) {
  shown = kind;
  const host = document.getElementById("kept");
  const buttons = choices.map(([name, act]) =>
    button(name, () => {
      // The button goes away; who walks with the keyboard goes on from its place.
      host.focus({ preventScroll: true });
      unsay(kind);
      act?.();
    }),
  );
  const note = element("section", [
    element("p", words, { role: "status" }),
    element("div", buttons, { className: "kept-choices" }),
  ]);
  note.className = `kept ${kind}`;
  note.setAttribute("aria-label", "Draft");
  host.replaceChildren(note);
}

/** Takes back what was said last, if it is of this kind. */
export function unsay(kind) {
  if (shown !== kind) return;
  shown = undefined;
  document.getElementById("kept").replaceChildren();
}

const quoted = (name) => element("strong", [name]);

/** Says, once, that nothing can be kept, as long as that is so. */
export function sayRefused(isRefused) {
  if (!isRefused) unsay("refused");
  else if (!refusalKnown) {
    say(
      "refused",
      ["This browser cannot keep your draft: its storage is full or switched off. Save it as files before you close the page (Drafts)."],
      [["Close"]],
    );
  }
  refusalKnown = isRefused;
}

let refusalKnown = false;

/** This tab shows what another one has changed meanwhile. */
export function sayChangedElsewhere(desk, json) {
  say(
    "elsewhere",
    ["This draft was just changed in another tab. If you go on here, what you write becomes a draft of its own."],
    [["Show the change", () => take(desk, json)], ["Close"]],
  );
}

/** Another tab and this one have changed the same draft: this one goes on in a new one. */
export function sayAlsoElsewhere(desk, otherId) {
  const ownId = desk.id;
  const same = (act) => () => desk.id === ownId && act();
  say(
    "both",
    [
      quoted(nameOf(otherId)),
      " was changed in another tab, too. Nothing is lost: what you write here is kept as ",
      quoted(nameOf(ownId)),
      ".",
    ],
    [
      ["Keep both"],
      ["Keep only this", same(() => keepOnlyThis(desk, otherId))],
      ["Keep only the other", same(() => keepOnlyTheOther(desk, otherId))],
    ],
  );
}

/** Shows what is kept now; undo brings back what was shown. */
function take(desk, json) {
  desk.kept = stored(desk.id) ?? json;
  const { template, scenario } = JSON.parse(desk.kept);
  desk.show(template, scenario);
}

/** The other state goes into the history of the draft that both were. */
function keepOnlyThis(desk, otherId) {
  const ownId = desk.id;
  const other = textsOf(otherId);
  if (other) keep(otherId, other);
  localStorage.setItem(desk.key(otherId), stored(ownId));
  desk.work(otherId);
  forget(ownId);
}

function keepOnlyTheOther(desk, otherId) {
  const ownId = desk.id;
  const own = textsOf(ownId);
  if (!own || !textsOf(otherId)) return;
  keep(otherId, own);
  open(desk, otherId);
  forget(ownId);
}
