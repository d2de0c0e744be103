// The dialog with the page about a code.
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";
import { draw } from "./draw.js";
import { pageOf } from "./pages.js";

/**
 * Opens the page about a code.
 *
 * @param {string} code the code of a problem
 * @param {(template: string, scenario?: string) => void} onTry the user wants an example in the editors
 */
export function rule(code, onTry) {
  const { dialog, body } = openDialog("rule-page", [element("code", [code])]);
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
