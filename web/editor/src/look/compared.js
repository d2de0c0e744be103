// Two runs side by side, as the program for pictures has compared them: the picture of one over the other, who moved the
// end, how probable it was, and what became of each task.
import { spoken } from "../hand/time.js";
import { element, sentence } from "../prose.js";

const MOST = 200;

/** How the two are called: over the columns, and in the words. */
export const OTHER_TEXTS = { heads: ["Other", "In the picture"], words: "In the picture, beside the other", same: "the other" };
export const RECORDED = { heads: ["Predicted", "Recorded"], words: "Recorded, beside the prediction", same: "predicted" };

/** Elements that tell of a comparison. */
export function told({ svg, comparison, likely }, names) {
  const { words, tasks } = comparison;
  const headline = words && element("p", sentence(`${names.words}: ${words}.`), { className: "look-compare-words" });
  const chance = likely && element("p", sentence(likely), { className: "look-compare-likely" });
  const picture = element("img", [], {
    src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`,
    alt: "The timeline, with the outlines of the other run behind its bars, and how much later or earlier each ended",
  });
  const moved = tasks.map(difference).filter((it) => it.by !== 0);
  moved.sort((one, other) => Math.abs(other.by) - Math.abs(one.by));
  const rows = moved.slice(0, MOST).map(({ task, before, after, words }) =>
    element("tr", [element("th", [task], { scope: "row" }), ...[before, after, words].map((it) => element("td", [it]))]),
  );
  const heads = ["Task", ...names.heads, "Difference"].map((it) => element("th", [it], { scope: "col" }));
  const table = element("table", [element("thead", [element("tr", heads)]), element("tbody", rows)]);
  const scroll = element("div", [table], { className: "look-compare-scroll", tabIndex: 0, role: "group", ariaLabel: "Differences of the tasks" });
  const list = moved.length > 0 ? scroll : element("p", [`Every task starts and ends as ${names.same === "predicted" ? "predicted" : "in the other"}.`]);
  return [headline, chance, picture, list].filter(Boolean);
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
