// Everything that opens in front of the page. It is loaded when the first of them is opened, and
// brings its own style, as few visits need either.
import dialog from "../../styles/dialog.css";
import diff from "../../styles/diff.css";
import draftsDialog from "../../styles/drafts.css";
import keysCard from "../../styles/keys.css";
import commandPalette from "../../styles/palette.css";
import refactoringDialog from "../../styles/refactoring.css";
import reportDialog from "../../styles/report.css";
import rulePage from "../../styles/rule-page.css";
import shareDialog from "../../styles/share.css";

export { drafts } from "./drafts/dialog.js";
export { keys } from "./keys/card.js";
export { palette } from "./palette/palette.js";
export { refactoring } from "./refactoring/dialog.js";
export { report } from "./report/dialog.js";
export { rule } from "./rules/page.js";
export { share } from "./links/share.js";

const sheet = new CSSStyleSheet();
const sheets = [dialog, diff, draftsDialog, keysCard, commandPalette, refactoringDialog, reportDialog, rulePage, shareDialog];
sheet.replaceSync(sheets.join("\n"));
document.adoptedStyleSheets.push(sheet);
