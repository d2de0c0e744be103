// Files that `laneway serve` follows: loaded when there are some.
import links from "../../styles/links.css";
import style from "../../styles/live.css";
import { Session } from "./live/session.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([links, style].join("\n"));
document.adoptedStyleSheets.push(sheet);

const session = new Session();

/** Promises what the files hold now, in the form in which a link's texts come, too. */
export async function follow() {
  const { template, scenario } = await session.start();
  return { template: template.text ?? "", scenario: scenario?.text ?? "", isFile: true };
}

/**
 * Says what becomes of the files, or nothing more of them when other texts are in the editors.
 *
 * @param {string} kind whose texts are in the editors: `file`, or any other of `web/src/interop/links.rs`
 * @param {(choice: string) => void} onChoice the user has chosen what is to become of the texts
 */
export function visit(kind, onChoice) {
  if (kind === "file") session.show(onChoice);
  else session.end();
}
