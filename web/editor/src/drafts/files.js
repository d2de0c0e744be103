// Files as the page's texts.
import { linkIn } from "../links/png.js";
import { sentence } from "../prose.js";
import { keep } from "./history.js";
import { kindOf, textOf } from "./kinds.js";
import { say } from "./notes.js";
import { create, nameOf, open, textsOf } from "./shelf.js";

/**
 * Opens files: a picture that has a link in it as that link; a template as a draft of its own, with the scenario if there is one, too; a scenario alone beside the
 * template that is in the editor; a recorded run over what is predicted.
 *
 * @param {object} desk of `desk.js`
 * @param {File[]} files
 */
export async function openFiles(desk, files) {
  desk.flush();
  const read = await Promise.all(files.map(readFile));
  const linked = read.find(({ link }) => link);
  if (linked) {
    location.hash = linked.link.slice(linked.link.indexOf("#"));
    return;
  }
  const texts = {};
  const refused = [];
  for (const file of read) {
    if (file.isRun) continue;
    const refusal = file.refusal ?? (texts[file.pane] && `is a second ${file.pane}; open it by itself`);
    if (refusal) refused.push(`\`${file.name}\` ${refusal}.`);
    else texts[file.pane] = file;
  }
  const opened = texts.template ? asDraft(desk, texts) : texts.scenario ? asScenario(desk, texts.scenario) : undefined;
  const words = [...(opened ? [opened.words] : []), ...refused].join(" ");
  const kind = refused.length > 0 ? "refused-file" : "opened";
  if (words) say(kind, sentence(words), [...(opened?.choices ?? []), ["Close"]]);
  const run = read.findLast((file) => file.isRun);
  if (run) await showRun(run, Boolean(opened));
}

/** How long the timeline is waited for, and a new picture of texts that came along; in ms. */
const PATIENCE = 10_000;
const PAUSE = 100;
const NEW_PICTURE = 700;

/** The timeline's tools show it, as soon as they are there. */
async function showRun({ name, text }, isNew) {
  const rest = (time) => new Promise((resolve) => setTimeout(resolve, time));
  if (isNew) await rest(NEW_PICTURE);
  for (let waited = 0; waited < PATIENCE; waited += PAUSE) {
    const event = new CustomEvent("laneway-recorded", { detail: { name, text }, cancelable: true });
    if (!dispatchEvent(event)) return;
    await rest(PAUSE);
  }
  say("refused-file", sentence(`\`${name}\` is a run, but there is no picture to show it over.`), [["Close"]]);
}

async function readFile(file) {
  const name = file.name;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const link = linkIn(bytes);
    if (link) return { name, link };
    const { text, refusal } = textOf(bytes);
    if (refusal) return { name, refusal };
    const { pane, isRun, isOutput } = kindOf(name, text);
    if (isRun) return { name, isRun, text };
    if (isOutput) return { name, refusal: `is ${isOutput}, and no text to edit. Open the template that it was made of` };
    return { name, pane, text };
  } catch {
    return { name, refusal: "cannot be read" };
  }
}

function asDraft(desk, { template, scenario }) {
  const before = desk.kept === null ? undefined : desk.id;
  const words = scenario
    ? `\`${template.name}\` and \`${scenario.name}\` are a draft of their own now.`
    : `\`${template.name}\` is a draft of its own now.`;
  const json = JSON.stringify({ template: template.text, scenario: scenario?.text ?? "" });
  try {
    open(desk, create(template.name.replace(/\.(ya?ml|txt|json)$/i, ""), json));
  } catch (error) {
    // Where nothing can be kept, undo still brings back what was there.
    console.warn(error);
    desk.show(template.text, scenario?.text ?? "");
    return { words: `\`${template.name}\` is open, but cannot be kept in this browser.`, choices: [] };
  }
  const back = before !== undefined && textsOf(before);
  const choices = back ? [[`Back to ${nameOf(before)}`, () => open(desk, before)]] : [];
  return { words, choices };
}

function asScenario(desk, scenario) {
  try {
    if (desk.kept !== null) keep(desk.id, JSON.parse(desk.kept));
  } catch (error) {
    // Undo brings back what was there, too.
    console.warn(error);
  }
  desk.show(undefined, scenario.text);
  return { words: `\`${scenario.name}\` is the scenario now.`, choices: [] };
}
