// The dialog with a report about what went wrong. It sends nothing: the user copies the text, and decides whether what
// they have written belongs to it.
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";

const happened = {
  crashed: "The simulation engine stopped over these texts.",
  "too slow": "The simulation engine took more than ten seconds over these texts.",
  "not loaded": "The simulation engine could not be loaded.",
};

/**
 * Opens it.
 *
 * @param {string} trouble one of `happened`
 * @param {object} inputs the texts, the stage and the seed: `Inputs` of `web/src/protocol.rs`
 */
export function report(trouble, inputs) {
  const { body } = openDialog("report-dialog", ["Report"]);
  const text = element("textarea", [], { readOnly: true, rows: 10, spellcheck: false });
  text.setAttribute("aria-label", "Report text");
  const withTexts = element("input", [], { type: "checkbox" });
  const write = () => (text.value = written(trouble, inputs, withTexts.checked));
  withTexts.addEventListener("change", write);
  write();
  const copy = button("Copy", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      copy.textContent = "Copied";
    } catch {
      // Where the clipboard is refused, the text is at least selected.
      text.select();
    }
  });
  copy.className = "primary";
  body.append(
    element("p", ["Nothing is sent: copy this text, and give it to whoever looks after this playground."]),
    text,
    element("label", [withTexts, " With the template and the scenario, as they are now"]),
    element("div", [copy], { className: "dialog-foot" }),
  );
  copy.focus();
}

function written(trouble, { template, scenario, stage, seed }, withTexts) {
  const version = document.querySelector('meta[name="laneway-version"]')?.content;
  const error = trouble === "crashed" && window.lanewayLastError;
  const lines = [
    `Laneway, build ${version}`,
    happened[trouble],
    ...(error ? [`Error: ${error}`] : []),
    `Browser: ${navigator.userAgent}`,
    `Template: ${size(template)}`,
    `Scenario: ${size(scenario)}`,
  ];
  if (withTexts) {
    if (stage) lines.push(`Stage: ${stage}`);
    if (seed !== null) lines.push(`Seed: ${seed}`);
    lines.push("", "--- template ---", template, "--- scenario ---", scenario);
  }
  return lines.join("\n");
}

function size(text) {
  const lines = text === "" ? 0 : text.split("\n").length;
  return `${lines.toLocaleString("en")} lines, ${text.length.toLocaleString("en")} characters`;
}
