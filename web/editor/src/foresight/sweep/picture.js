// What the runs of all values say: in words, as a plot, for one value in figures, and for all in a table.
import { element, sentence } from "../../prose.js";
import { reproduce } from "../command.js";
import { folds, redraw } from "../parts.js";
import { explorer } from "./explorer.js";
import { table } from "./table.js";

/** Figures stay in one line with their unit. */
const unbroken = (words) => words.replaceAll(" %", "\u00a0%");

/**
 * The picture in `body`.
 *
 * @param {(kind: string) => void} onExport the user wants a file as the command line prints it
 * @param {(changes: object[]) => void} onWrite the user wants a value in the scenario
 */
export function picture(body, { onExport, onWrite }) {
  const fold = folds();
  const explore = explorer(onWrite);

  return {
    draw(shown) {
      redraw(body, [
        element("p", shown.words.flatMap((words) => [...sentence(unbroken(words)), " "]), { className: "words" }),
        explore(shown),
        fold("values", "As a table", table(shown)),
        reproduce(shown.command, { json: () => onExport("json"), csv: () => onExport("csv") }),
      ]);
    },
    clear: () => body.replaceChildren(),
  };
}
