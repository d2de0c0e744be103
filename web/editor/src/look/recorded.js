// A run that was recorded, over what is predicted for it: dropped on the page, chosen as a file, or followed while it
// happens (`laneway serve --trace`).
import { compare } from "../drawing.js";
import { openDialog } from "../frame.js";
import { button, element, sentence } from "../prose.js";
import { RECORDED, told } from "./compared.js";

/** A trace has a line of JSON for each event, a report is one value. */
export const isRun = (text) => /^\s*\{\s*"version"/.test(text);

/** Tells what the picture shows; the last timeline counts. */
let inputs;
/** The run that was brought last: `{ name, text }`. */
let run;
/** The dialog that is open. */
let shown;
/** The button that opens it again. */
const again = button("Recorded", () => open());
again.title = "The recorded run, over what is predicted for it";
again.ariaHasPopup = "dialog";

addEventListener("laneway-recorded", (event) => {
  if (!inputs) return;
  // Whoever brought it knows by this that it is shown.
  event.preventDefault();
  showRecorded(event.detail);
});

/** The button, once there is a run, over the timeline whose `inputs` these are. */
export function recording(own) {
  inputs = own;
  const tool = element("div", [again], { className: "look__compare" });
  tool.hidden = !run;
  recording.tool = tool;
  return { tool };
}

/** Shows a run, or more of the one that is followed: that opens no dialog again which was closed. */
export function showRecorded({ name, text, isMore = false }) {
  run = { name, text };
  if (recording.tool) recording.tool.hidden = false;
  if (shown) return shown.draw();
  return isMore ? undefined : open();
}

function open() {
  const { body } = openDialog("look-compare", ["Recorded run"], () => (shown = undefined));
  const name = element("p", [], {});
  const result = element("div", [], { className: "look-compare-result", ariaLive: "polite" });
  result.append(element("p", ["Comparing …"], { role: "status" }));
  body.append(name, result);
  let drawn;
  let isBusy = false;
  const draw = async () => {
    if (isBusy) return;
    isBusy = true;
    // What comes meanwhile is drawn next.
    while (drawn !== run) {
      drawn = run;
      name.replaceChildren(element("code", [run.name]), ", over what the texts in the editors predict.");
      result.replaceChildren(...(await compared(result, run.text)));
    }
    isBusy = false;
  };
  shown = { draw };
  return draw();
}

async function compared(place, text) {
  const look = { width: Math.max(320, Math.floor(place.clientWidth)), theme: document.documentElement.dataset.theme };
  try {
    const answer = await compare({ ...inputs(), view: {} }, { trace: text }, look);
    if (answer.trouble) return [element("p", sentence(answer.trouble), { className: "refused", role: "alert" })];
    return told(answer, RECORDED);
  } catch (error) {
    console.warn(error);
    return [element("p", ["The runs could not be compared. Check the connection, then try again."], { role: "alert" })];
  }
}
