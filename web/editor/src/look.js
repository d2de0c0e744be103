// What of a run is looked at: the tools over the timeline, the wheel, fingers and keys. Loaded when the first picture
// stands, and brings its own style.
import dialog from "../../styles/dialog.css";
import style from "../../styles/look.css";
import { comparing } from "./look/compare.js";
import { fanning } from "./look/fan.js";
import { finding } from "./look/find.js";
import { folding } from "./look/fold.js";
import { following } from "./look/follow.js";
import { keys } from "./look/keys.js";
import { looking } from "./look/looking.js";
import { minimap } from "./look/minimap.js";
import { panning } from "./look/pan.js";
import { printing } from "./look/print.js";
import { recording } from "./look/recorded.js";
import { tabulating } from "./look/table.js";
import { zooming } from "./look/zoom.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync([dialog, style].join("\n"));
document.adoptedStyleSheets.push(sheet);

/**
 * Brings the tools to a timeline.
 *
 * @param {HTMLElement} timeline
 * @param {() => object} inputs tells what the picture shows
 */
export function start(timeline, inputs) {
  const look = looking(timeline);
  const find = finding(look);
  const follow = following(look);
  const zoom = zooming(timeline, look);
  const fold = folding(timeline, look);
  const table = tabulating(inputs);
  const comparison = comparing(inputs);
  const recorded = recording(inputs);
  const fan = fanning(timeline, look, inputs);
  const tools = timeline.querySelector(".timeline__tools");
  tools.append(...[find, follow, fold, comparison, recorded, table, fan].map((it) => it.tool));
  /** Where names stand above their bars, there is no corner for it. */
  const place = () => {
    const isStacked = timeline.classList.contains("timeline--stacked");
    const home = isStacked ? tools : timeline.querySelector(".timeline__corner");
    if (zoom.tool.parentElement !== home) home.append(zoom.tool);
  };
  new MutationObserver(place).observe(timeline, { attributeFilter: ["class"] });
  place();
  minimap(timeline, look);
  panning(timeline, look);
  printing(timeline, look, inputs, fan.told);
  keys(timeline, { find, follow, zoom, fold });
}
