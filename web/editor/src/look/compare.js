// The run beside another: of an example, of other texts from files, or one that was recorded.
import { compare } from "../drawing.js";
import { openDialog } from "../frame.js";
import { spoken } from "../hand/time.js";
import { button, element, sentence } from "../prose.js";

const MOST = 200;

/** A button that opens the comparison of what `inputs` tells. */
export function comparing(inputs) {
  const opener = button("Compare", () => open(inputs()));
  opener.title = "Beside another scenario, or a run that was recorded";
  opener.ariaHasPopup = "dialog";
  return { tool: element("div", [opener], { className: "look__compare" }) };
}

function open(shown) {
  const { body } = openDialog("look-compare", ["Compare"]);
  const field = element("textarea", [], { value: shown.scenario, rows: 6, spellcheck: false, ariaLabel: "Other scenario" });
  const file = element("input", [], { type: "file", accept: ".yaml,.yml,.json,.jsonl,.txt", ariaLabel: "File with a scenario or a recorded run" });
  const result = element("div", [], { className: "look-compare-result", ariaLive: "polite" });
  const run = () => show(result, shown, field.value);
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    field.value = await chosen.text();
    run();
  });
  body.append(
    element("p", [
      "What is in the picture, beside the same template with another scenario: change it here, or choose a file. " +
        "A file of ",
      element("code", ["laneway simulate --format trace"]),
      " is compared as it was recorded.",
    ]),
    field,
    element("div", [button("Compare", run), file], { className: "look-compare-tools" }),
    result,
  );
}

/** A trace has a line of JSON for each event. */
const isTrace = (text) => /^\s*\{"/.test(text);

async function show(result, shown, text) {
  result.replaceChildren(element("p", ["Comparing …"], { role: "status" }));
  const own = { ...shown, view: {} };
  const other = isTrace(text) ? { trace: text } : { shared: { ...own, scenario: text } };
  const look = { width: Math.max(320, Math.floor(result.clientWidth)), theme: document.documentElement.dataset.theme };
  try {
    const { svg, comparison, trouble } = await compare(own, other, look);
    if (trouble) result.replaceChildren(element("p", sentence(trouble), { className: "refused", role: "alert" }));
    else result.replaceChildren(...told(svg, comparison));
  } catch (error) {
    console.warn(error);
    result.replaceChildren(element("p", ["The runs could not be compared. Check the connection, then try again."], { role: "alert" }));
  }
}

function told(svg, { words, tasks }) {
  const headline = `In the picture, beside the other: ${words}.`;
  const picture = element("img", [], {
    src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`,
    alt: "The timeline, with the outlines of the other run behind its bars",
  });
  const moved = tasks.map(difference).filter((it) => it.by !== 0);
  moved.sort((one, other) => Math.abs(other.by) - Math.abs(one.by));
  const rows = moved.slice(0, MOST).map(({ task, before, after, words }) =>
    element("tr", [element("th", [task], { scope: "row" }), ...[before, after, words].map((it) => element("td", [it]))]),
  );
  const heads = ["Task", "Other", "In the picture", "Difference"].map((it) => element("th", [it], { scope: "col" }));
  const table = element("table", [element("thead", [element("tr", heads)]), element("tbody", rows)]);
  const list = moved.length > 0 ? table : element("p", ["Every task starts and ends as in the other."]);
  return [element("p", sentence(headline), { className: "look-compare-words" }), picture, list];
}

/** What became of a task: `by` says how much, for an order. */
function difference({ task, before, after }) {
  const [then, now] = [before, after].map((it) => it?.settled_ms ?? null);
  const passage = (it) => {
    if (!it) return "not there";
    const [from, until] = [it.start_ms, it.settled_ms].map((at) => (at === null ? "…" : spoken(at)));
    return it.start_ms === null ? "never ran" : `${from} – ${until}`;
  };
  const said = { task, before: passage(before), after: passage(after) };
  if (then === null || now === null) {
    const isSame = said.before === said.after;
    return { ...said, by: isSame ? 0 : Infinity, words: isSame ? "" : after?.outcome?.replaceAll("_", " ") ?? "gone" };
  }
  const by = now - then;
  const isMoved = by !== 0 || said.before !== said.after;
  const words = by === 0 ? "starts otherwise" : `${spoken(Math.abs(by))} ${by > 0 ? "later" : "earlier"}`;
  return { ...said, by: by || (isMoved ? 0.1 : 0), words };
}
