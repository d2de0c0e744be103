// What a change does to a text, line by line: a line that goes has a minus, one that comes a plus.
import { structuredPatch } from "diff";
import { element } from "../prose.js";

/** Unchanged lines around each change. */
const CONTEXT = 3;
/** How long lines may be compared, in milliseconds: the user waits. */
const PATIENCE = 1000;

const kinds = { "-": ["del", "−"], "+": ["ins", "+"], " ": ["span", " "] };

/** The difference that `changes` make, which are ascending and count UTF-16 units of `text`. */
export function diff(text, changes) {
  const patch = structuredPatch("", "", text, changed(text, changes), "", "", { context: CONTEXT, timeout: PATIENCE });
  if (!patch) return element("p", ["The change is too large to be shown line by line."]);
  const lines = patch.hunks.flatMap((hunk, index) => [...gap(hunk, index), ...drawn(hunk)]);
  return element("pre", lines, { className: "diff", tabIndex: 0, role: "group", ariaLabel: "Changed lines" });
}

/** The text after `changes`. */
function changed(text, changes) {
  let after = "";
  let kept = 0;
  for (const { range, text: inserted } of changes) {
    after += text.slice(kept, range.start) + inserted;
    kept = range.end;
  }
  return after + text.slice(kept);
}

/** Says where the text goes on, behind lines that are left out. */
function gap({ oldStart }, index) {
  return index > 0 || oldStart > 1 ? [element("span", [`line ${oldStart}`], { className: "gap" })] : [];
}

function drawn({ oldStart, newStart, lines }) {
  let before = oldStart;
  let after = newStart;
  // What is left is a note about the end of the text.
  const known = lines.filter((line) => line[0] in kinds);
  return known.map((line) => {
    const [tag, sign] = kinds[line[0]];
    const numbers = [tag === "ins" ? "" : before++, tag === "del" ? "" : after++];
    const number = (value) => element("span", [String(value)], { className: "number", ariaHidden: "true" });
    return element(tag, [...numbers.map(number), element("b", [sign]), line.slice(1), "\n"]);
  });
}
