// The lines that belong to what is selected in the timeline, or happens where it is played.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** Carries all that is to be marked, as `{ start, end }`. */
export const setMark = StateEffect.define();

const line = Decoration.line({ class: "cm-markedLine" });

export const markedLines = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setMark)) now = decorate(transaction.state.doc, effect.value);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(doc, ranges) {
  const marked = new Set();
  for (const { start, end } of ranges) {
    const first = doc.lineAt(Math.min(start, doc.length)).number;
    const last = doc.lineAt(Math.min(Math.max(start, end - 1), doc.length)).number;
    for (let number = first; number <= last; number += 1) marked.add(number);
  }
  const numbers = [...marked].sort((one, other) => one - other);
  return Decoration.set(numbers.map((number) => line.range(doc.line(number).from)));
}
