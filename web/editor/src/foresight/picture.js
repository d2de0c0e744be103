// What many runs say: how the stage ends and when, what halts it, what its end depends on.
import { element, sentence } from "../prose.js";
import { chart } from "./chart.js";
import { reproduce } from "./command.js";
import { folds, redraw, section, small } from "./parts.js";
import { tasks } from "./tasks.js";

const outcomes = [
  ["succeeded", "Succeeds"],
  ["with-errors", "Finishes with errors"],
  ["halted", "Halts"],
];

/**
 * The picture in `body`.
 *
 * @param {() => void} onExport the user wants the forecast as the command line prints it
 */
export function picture(body, { onExport }) {
  const fold = folds();

  return {
    draw(shown) {
      const parts = [
        element("p", sentence(shown.words[0]), { className: "words" }),
        ends(shown),
        shown.finish.length > 0 && times(shown.finish),
        shown.chart && chart(shown, fold),
        shown.words.length > 1 && inWords(shown.words.slice(1)),
        shown.halted && halts(shown.halted),
        tasks(shown.tasks, fold),
        reproduce(shown.command, { json: onExport }),
      ];
      redraw(body, parts.filter(Boolean));
    },
    clear: () => body.replaceChildren(),
  };
}

/** How likely each end is, as a bar and in figures. */
function ends(shown) {
  const all = outcomes.map(([kind, name], index) => ({ kind, name, ...shown.outcomes[index] }));
  const bar = all
    .filter(({ millionths }) => millionths > 0)
    .map(({ kind, millionths }) => {
      const piece = element("span", [], { className: kind });
      piece.style.flexGrow = millionths;
      return piece;
    });
  const list = all.map(({ kind, name, chance, interval }) =>
    element("div", [
      element("dt", [element("i", [], { className: kind }), name]),
      element("dd", [element("strong", [chance]), small(interval)]),
    ]),
  );
  return section("How it ends", [
    element("div", bar, { className: "ends-bar", ariaHidden: "true" }),
    element("dl", list, { className: "ends", ariaLabel: "How it ends" }),
  ]);
}

/** By when how many of the successful runs have ended. */
function times(finish) {
  const list = finish.map(({ name, at, interval }) =>
    element("div", [element("dt", [name]), element("dd", [element("strong", [at]), small(interval)])]),
  );
  return section("When it succeeds, it ends", [element("dl", list, { className: "moments", ariaLabel: "When it ends" })]);
}

/** What the figures mean; the first sentence stands above them. */
function inWords(sentences) {
  return section("What that means", [
    element("p", sentences.flatMap((words) => [...sentence(words), " "]), { className: "words" }),
  ]);
}

function halts({ middle, range, by, more }) {
  const list = by.map(({ task, chance, interval }) =>
    element("li", [element("strong", [task]), ` in ${chance} of the runs `, small(interval)]),
  );
  if (more > 0) list.push(element("li", [`and ${more} more`]));
  return section("When it halts", [
    element("p", [`Half of the halts come by ${middle}, all within ${range}. What halts it:`]),
    element("ul", list, { className: "halts" }),
  ]);
}
