// What to expect of many runs: a panel beside the timeline, and the workers that fill it. It is loaded
// when it is first shown, and brings its own style.
import style from "../../styles/foresight.css";

export { foresee } from "./foresight/panel.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
