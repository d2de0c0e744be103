// What a file is, by what it holds. Pure, and tested as it is.

/** What is read at most, in bytes; the engine's own limit. */
export const MOST_BYTES = 8 * 1024 * 1024;

const TEMPLATE_KEYS = ["workflows", "services", "jobs", "charts", "infrastructure", "app_imports"];
const SCENARIO_KEYS = ["seed", "defaults", "tasks", "faults", "cluster", "options"];

/**
 * The text of a file, or why it has none that could be shown.
 *
 * @param {Uint8Array} bytes
 * @returns {{ text?: string, refusal?: string }} the refusal goes on behind the name of the file
 */
export function textOf(bytes) {
  if (bytes.length > MOST_BYTES) return { refusal: "is larger than 8 MiB, which no template is" };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { refusal: "is written in UTF-16; save it as UTF-8" };
  }
  if (bytes.includes(0)) return { refusal: "is no text" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.replace(/\r\n?/g, "\n") };
  } catch {
    return { refusal: "is no text in UTF-8" };
  }
}

/**
 * What a text is: a `template` (also a file of another tool, which the engine explains), a `scenario`, or something
 * that is no text to edit: a run that was recorded or simulated, or something else, named by what it is.
 *
 * @param {string} name of the file: it decides only where the text says nothing
 * @returns {{ pane?: "template" | "scenario", isRun?: true, isOutput?: string }}
 */
export function kindOf(name, text) {
  const output = outputOf(text);
  if (output === RUN) return { isRun: true };
  if (output) return { isOutput: output };
  const keys = keysOf(text);
  const pane = paneOf(keys);
  if (pane) return { pane };
  return { pane: keys.size === 0 && /scenario/i.test(name) ? "scenario" : "template" };
}

/**
 * Where a text belongs that says so by its keys.
 *
 * @returns {"template" | "scenario" | undefined}
 */
export const belongsTo = (text) => paneOf(keysOf(text));

/** The keys at the left edge. */
const keysOf = (text) => new Set(Array.from(text.matchAll(/^["']?([\w-]+)["']?[ \t]*:/gm), ([, key]) => key));

function paneOf(keys) {
  if (TEMPLATE_KEYS.some((key) => keys.has(key))) return "template";
  return SCENARIO_KEYS.some((key) => keys.has(key)) && !keys.has("apiVersion") ? "scenario" : undefined;
}

/** A trace, or a report of one run. */
const RUN = "run";

/** What Laneway itself has printed, by the keys that `docs/schema` requires. */
function outputOf(text) {
  if (!text.startsWith("{")) return undefined;
  const [firstLine] = text.split("\n", 1);
  const value = parsed(text) ?? parsed(firstLine);
  if (value?.version === undefined) return undefined;
  const has = (...keys) => keys.every((key) => key in value);
  if (has("plan", "epoch")) return RUN;
  if (has("stage", "tasks", "critical_path")) return RUN;
  if (has("files")) return "a list of problems, as `laneway check --format json` prints it";
  if (has("stage")) return "figures of many runs, as Laneway prints them as JSON";
  return undefined;
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}
