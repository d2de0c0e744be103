// The player of a run: loaded when it is first wanted, with its style.
import style from "../../styles/play.css";

export { play, theater } from "./play/player.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
