// What to expect of many runs, and what to change next: panels beside the timeline, and the workers that
// fill them. They are loaded when the first is shown, and bring their own style.
import advice from "../../styles/advice.css";
import diff from "../../styles/diff.css";
import style from "../../styles/foresight.css";

export { foresee } from "./foresight/views.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([style, advice, diff].join("\n"));
document.adoptedStyleSheets.push(sheet);
