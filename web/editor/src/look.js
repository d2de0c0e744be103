// What of a run is looked at: the tools over the timeline, the wheel, fingers and keys. Loaded when the first picture
// stands, and brings its own style.
import style from "../../styles/look.css";
import { finding } from "./look/find.js";
import { folding } from "./look/fold.js";
import { following } from "./look/follow.js";
import { keys } from "./look/keys.js";
import { looking } from "./look/looking.js";
import { minimap } from "./look/minimap.js";
import { panning } from "./look/pan.js";
import { zooming } from "./look/zoom.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);

/** Brings the tools to a timeline. */
export function start(timeline) {
  const look = looking(timeline);
  const find = finding(look);
  const follow = following(look);
  const zoom = zooming(timeline, look);
  const fold = folding(timeline, look);
  timeline.querySelector(".timeline__tools").append(find.tool, follow.tool, fold.tool, zoom.tool);
  minimap(timeline, look);
  panning(timeline, look);
  keys(timeline, { find, follow, zoom, fold });
}
