// Problems of the text: squiggles, gutter signs, tooltips with the same fixes as the page's list.
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";

const severities = { error: "error", warning: "warning", hint: "info" };

const setChecked = StateEffect.define();

/** The text that the present problems were found in. */
const checkedText = StateField.define({
  create: () => null,
  update(checked, transaction) {
    return transaction.effects.reduce((now, effect) => (effect.is(setChecked) ? effect.value : now), checked);
  },
});

export const problemGutter = [lintGutter(), checkedText];

/** A transaction that shows `problems` in place of the ones before. */
export function showProblems(state, problems) {
  const spec = setDiagnostics(state, problems.map((problem) => diagnostic(state.doc, problem)));
  return { effects: [spec.effects, setChecked.of(state.doc)].flat() };
}

/** Applies `changes` if they were made for the text as it is now. */
export function applyFix(view, changes) {
  const checked = view.state.field(checkedText);
  if (checked === null || !checked.eq(view.state.doc)) return;
  view.dispatch({
    changes: changes.map(({ range, text }) => ({ from: range.start, to: range.end, insert: text })),
    userEvent: "input.fix",
    scrollIntoView: true,
  });
}

function diagnostic(doc, { severity, message, place, fixes }) {
  const from = Math.min(place.range.start, doc.length);
  const to = Math.max(from, Math.min(place.range.end, doc.length));
  const actions = fixes.map(({ title, changes }) => ({ name: title, apply: (view) => applyFix(view, changes) }));
  return { from, to, severity: severities[severity], message, actions };
}
