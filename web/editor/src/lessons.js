// Lessons: loaded when they are first wanted, with their style.
import dialog from "../../styles/dialog.css";
import drag from "../../styles/lesson-drag.css";
import place from "../../styles/lesson-place.css";
import style from "../../styles/lessons.css";

export { lessons } from "./lessons/school.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([dialog, style, drag, place].join("\n"));
document.adoptedStyleSheets.push(sheet);
