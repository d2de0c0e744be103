// Edits in the picture: loaded when the picture is first pointed at, or has the focus. It brings its own style.
import dialog from "../../styles/dialog.css";
import style from "../../styles/hand.css";

export { start } from "./hand/hand.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([dialog, style].join("\n"));
document.adoptedStyleSheets.push(sheet);
