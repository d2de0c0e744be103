// The dialog with the page about a code. The browser closes it at Escape, and gives the focus back
// to the button that opened it. It brings its own style, as few visits need either.
import { button, element } from "../prose.js";
import { draw } from "./draw.js";
import { pageOf } from "./pages.js";
import style from "../../../styles/rule-page.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);

/**
 * Opens the page about a code.
 *
 * @param {string} code the code of a problem
 * @param {(template: string, scenario?: string) => void} onTry the user wants an example in the editors
 */
export function openRule(code, onTry) {
  const heading = element("h2", [element("code", [code])], { id: "rule-heading" });
  const head = element("div", [heading, button("Close", () => dialog.close())], { className: "rule-head" });
  const body = element("div", [], { className: "rule-body" });
  const dialog = element("dialog", [head, body], { className: "rule-page" });
  dialog.setAttribute("aria-labelledby", heading.id);
  // A press beside it closes it too, where the browser knows this.
  dialog.setAttribute("closedby", "any");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  const tried = ({ template, scenario }) => {
    // Closed first: closing gives the focus back, and the editor is to have it.
    dialog.close();
    onTry(template, scenario ?? undefined);
  };
  fill(body, code, tried);
}

/** Says that the page is loading, then shows it, or what has gone wrong. */
async function fill(body, code, onTry) {
  const say = (text) => body.replaceChildren(element("p", [text], { role: "status" }));
  say("Loading …");
  try {
    const page = await pageOf(code);
    if (page) body.replaceChildren(...draw(page, onTry));
    else say("There is no page about this problem.");
  } catch {
    const again = button("Try again", () => {
      fill(body, code, onTry);
      body.closest("dialog").querySelector("button").focus();
    });
    say("The page could not be loaded. Check the connection.");
    body.append(again);
  }
}
