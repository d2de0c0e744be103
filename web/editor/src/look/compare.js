// The run beside another: of other texts, or from a file with a scenario.
import { compare } from "../drawing.js";
import { openDialog } from "../frame.js";
import { button, element, sentence } from "../prose.js";
import { OTHER_TEXTS, told } from "./compared.js";
import { isRun, showRecorded } from "./recorded.js";

/** A button that opens the comparison of what `inputs` tells. */
export function comparing(inputs) {
  const opener = button("Compare", () => open(inputs));
  opener.title = "Beside another scenario, or a run that was recorded";
  opener.ariaHasPopup = "dialog";
  return { tool: element("div", [opener], { className: "look__compare" }) };
}

function open(inputs) {
  const shown = inputs();
  const { body, dialog } = openDialog("look-compare", ["Compare"]);
  const field = element("textarea", [], { value: shown.scenario, rows: 6, spellcheck: false, ariaLabel: "Other scenario" });
  const file = element("input", [], { type: "file", accept: ".yaml,.yml,.json,.jsonl,.txt", ariaLabel: "File with a scenario or a recorded run" });
  const result = element("div", [], { className: "look-compare-result", ariaLive: "polite" });
  const run = (name = "The text") => {
    if (!isRun(field.value)) return show(result, shown, field.value);
    dialog.close();
    return showRecorded({ name, text: field.value });
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    field.value = await chosen.text();
    run(chosen.name);
  });
  body.append(
    element("p", [
      "What is in the picture, beside the same template with another scenario: change it here, or choose a file. " +
        "A trace of ",
      element("code", ["laneway run"]),
      " is shown over what is predicted for it.",
    ]),
    field,
    element("div", [button("Compare", () => run()), file], { className: "look-compare-tools" }),
    result,
  );
}

async function show(result, shown, scenario) {
  result.replaceChildren(element("p", ["Comparing …"], { role: "status" }));
  const own = { ...shown, view: {} };
  try {
    const compared = await compare(own, { shared: { ...own, scenario } }, look(result));
    if (compared.trouble) result.replaceChildren(element("p", sentence(compared.trouble), { className: "refused", role: "alert" }));
    else result.replaceChildren(...told(compared, OTHER_TEXTS));
  } catch (error) {
    console.warn(error);
    result.replaceChildren(element("p", ["The runs could not be compared. Check the connection, then try again."], { role: "alert" }));
  }
}

/** How it is drawn where it is shown. */
function look(place) {
  return { width: Math.max(320, Math.floor(place.clientWidth)), theme: document.documentElement.dataset.theme };
}
