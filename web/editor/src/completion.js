// Words that fit at the cursor. The engine knows them; the editor only chooses among them by what is
// typed, and drops an answer that no longer fits the text.
import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  selectedCompletion,
} from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { element, prose } from "./prose.js";

const WORD = /^[\p{L}\p{N}_.*-]*$/u;
/** Where a word is likely to be wanted before any of it is typed: behind a key, a dash, a bracket. */
const INVITING = /(?:[:[,]|^\s*-) ?$/;
const AT_A_WORD = /[\p{L}\p{N}_.*-]$/u;

/** Completion by `askWords`, which gets an offset and promises words, or `null`. */
export function completion(askWords) {
  return [
    autocompletion({ override: [source(askWords)], icons: false, maxRenderedOptions: 60 }),
    Prec.highest(keymap.of([{ key: "Enter", run: leaveWhatIsWritten }])),
    keymap.of([{ key: "Tab", run: acceptCompletion }]),
  ];
}

function source(askWords) {
  return async (context) => {
    if (!context.explicit && !isInviting(context)) return null;
    const words = await askWords(context.pos).catch(() => null);
    if (words === null || words.items.length === 0) return null;
    return { from: words.range.start, to: words.range.end, options: options(words.items), validFor: WORD };
  };
}

function isInviting({ state, pos }) {
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  return AT_A_WORD.test(before) || INVITING.test(before);
}

/** The engine's order is that of likelihood: it decides among words that fit equally well. */
function options(items) {
  return items.map(({ label, insert, doc }, index) => ({
    label,
    apply: insert,
    boost: -index / items.length,
    info: doc.length > 0 ? () => element("div", prose(doc)) : undefined,
  }));
}

/** Enter behind a word that stands there in full begins a new line. */
function leaveWhatIsWritten(view) {
  if (completionStatus(view.state) !== "active") return false;
  const chosen = selectedCompletion(view.state);
  const { head } = view.state.selection.main;
  if (chosen === null || view.state.sliceDoc(head - chosen.apply.length, head) !== chosen.apply) return false;
  closeCompletion(view);
  return false;
}
