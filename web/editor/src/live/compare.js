// What stands in the editors beside what stands in the files, when both have changed.
import dialogStyle from "../../../styles/dialog.css";
import diffStyle from "../../../styles/diff.css";
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";
import { diff } from "../refactoring/diff.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([dialogStyle, diffStyle].join("\n"));

/** Opens a dialog with the difference; `take` the files' texts, or `keep` those in the editors. */
export function compare(drafts, { take, keep }) {
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  const { dialog, body } = openDialog("compare-dialog", ["Yours and the file’s"]);
  for (const draft of drafts.filter((it) => it.isInConflict)) {
    const whole = { range: { start: 0, end: draft.file.text.length }, text: draft.text };
    body.append(element("h3", [draft.name]), diff(draft.file.text, [whole]));
  }
  body.prepend(element("p", ["A minus stands before what only the file has, a plus before what only you have."]));
  const choose = (act) => () => {
    dialog.close();
    act();
  };
  const mine = button("Keep mine", choose(keep));
  const theirs = button("Take the file’s", choose(take));
  body.append(element("div", [theirs, mine], { className: "dialog-foot" }));
  theirs.focus();
}
