// A text in the wrong editor: a template in the place of the scenario, or the other way round.
import { belongsTo } from "./kinds.js";
import { say, unsay } from "./notes.js";

const KIND = "misplaced";
/** A text says in its first characters what it is, if it does. */
const BEGINNING = 20_000;
const other = { template: "scenario", scenario: "template" };

/** What has been left where it is; nothing more is said of it. */
let left;

/** Says of the texts of a draft if one of them is in the wrong editor, and offers to move it; undo brings it back. */
export function lookAtPlaces(desk, texts) {
  const found = ["scenario", "template"].find((pane) => belongsTo(texts[pane].slice(0, BEGINNING)) === other[pane]);
  if (!found || texts[found] === left) return unsay(KIND);
  const [text, right] = [texts[found], other[found]];
  const move = () => (found === "scenario" ? desk.show(text, "") : desk.show("", text));
  say(KIND, [`What stands in the ${found} looks like a ${right}.`], [
    [`Move it to the ${right}`, move],
    ["Leave it", () => (left = text)],
  ]);
}
