// What to expect of many runs, what to change next, and what one figure does: panels beside the timeline, and the workers that
// fill them. They are loaded when the first is shown, and bring their own style.
import advice from "../../styles/advice.css";
import diff from "../../styles/diff.css";
import style from "../../styles/foresight.css";
import sweep from "../../styles/sweep.css";

export { foresee } from "./foresight/views.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([style, advice, diff, sweep].join("\n"));
document.adoptedStyleSheets.push(sheet);
