// Problems of the text: squiggles, gutter signs, tooltips with the same fixes as the page's list.
import { setDiagnostics } from "@codemirror/lint";

const severities = { error: "error", warning: "warning", hint: "info" };

/** A transaction that shows `problems` in place of the ones before; `onFix` gets the changes of a fix. */
export function showProblems(state, problems, onFix) {
  return setDiagnostics(state, problems.map((problem) => diagnostic(state.doc, problem, onFix)));
}

function diagnostic(doc, { severity, message, place, fixes }, onFix) {
  const from = Math.min(place.range.start, doc.length);
  const to = Math.max(from, Math.min(place.range.end, doc.length));
  const actions = fixes.map(({ title, changes }) => ({ name: title, apply: () => onFix(changes) }));
  return { from, to, severity: severities[severity], message, actions };
}
