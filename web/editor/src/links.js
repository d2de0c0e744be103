// Links in the address of the page: loaded when there is one.
import style from "../../styles/links.css";
import { ask } from "./links/engine.js";

export { ask };
export { visit } from "./links/visit.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);

/** Promises what a link holds, with line ends as the editors keep them: a `Followed` of `web/src/links`, in JSON. */
export async function follow(link) {
  const { shared, trouble } = (await ask({ follow: link })).followed;
  for (const text of shared ? ["template", "scenario"] : []) {
    shared[text] = shared[text].replace(/\r\n?/g, "\n");
  }
  return JSON.stringify({ shared, trouble });
}
