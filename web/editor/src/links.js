// Links in the address of the page: loaded when there is one.
import style from "../../styles/links.css";
import { ask } from "./links/engine.js";

export { ask };
export { visit } from "./links/visit.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);

/** Promises what a link holds and what is wrong with it, flat, with line ends as the editors keep them; or a `lesson`. */
export async function follow(link) {
  const { shared, trouble } = (await ask({ follow: link })).followed;
  if (!shared) return { trouble };
  // What is left of one is a workflow like any other.
  if (shared.lesson !== undefined && trouble === null) return { lesson: shared.lesson };
  const [template, scenario] = [shared.template, shared.scenario].map((it) => it.replace(/\r\n?/g, "\n"));
  const { task, window, cursor } = shared.view;
  const [from, until] = window ?? [];
  return { template, scenario, stage: shared.stage, seed: shared.seed, task, from, until, cursor, trouble };
}
