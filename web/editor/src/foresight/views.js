// The panel beside the timeline: one view at a time, each made when it is first shown.
import { element } from "../prose.js";
import { advice } from "./advice.js";
import { forecast } from "./forecast.js";
import { sweep } from "./sweep.js";

const makers = { forecast, advice, sweep };
const made = {};

/**
 * Shows one view of one state of the texts.
 *
 * @param {{ view: string, generation: number, inputs: object }} wanted a `Foresight` of `web/src/model`
 * @param {(pane: string, text: string, changes: string) => void} onApply the user wants these changes, in
 *   JSON, which are for this text of the template or the scenario
 */
export function foresee(wanted, onApply) {
  const { view } = wanted;
  made[view] ??= create(view, onApply);
  for (const [name, { host }] of Object.entries(made)) host.hidden = name !== view;
  made[view].show(wanted);
}

function create(view, onApply) {
  const host = element("div", [], { className: view });
  document.getElementById("foresight").append(host);
  return { host, show: makers[view](host, onApply) };
}
