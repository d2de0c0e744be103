// The lines that belong to what is selected in the timeline.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** Carries `{ start, end }`, or `null` for no mark. */
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

function decorate(doc, range) {
  if (range === null) return Decoration.none;
  const first = doc.lineAt(Math.min(range.start, doc.length)).number;
  const last = doc.lineAt(Math.min(Math.max(range.start, range.end - 1), doc.length)).number;
  const marks = [];
  for (let number = first; number <= last; number += 1) marks.push(line.range(doc.line(number).from));
  return Decoration.set(marks);
}
