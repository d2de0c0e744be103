// What is under the pointer or at the cursor, in words: what it means, and what it does in the
// simulation.
import { activateHover, hoverTooltip, keymap } from "@codemirror/view";
import { element, prose } from "./prose.js";

/** How long the pointer rests before it is told, in milliseconds. */
const REST = 350;

/** Hovers by `askMeaning`, which gets an offset and promises a meaning, or `null`. */
export function hover(askMeaning) {
  const tooltip = hoverTooltip(
    async (view, offset) => {
      const { doc } = view.state;
      const meaning = await askMeaning(offset).catch(() => null);
      // Its places are those of the text that was asked about.
      if (meaning === null || view.state.doc !== doc) return null;
      const { start, end } = meaning.range;
      const create = () => ({ dom: element("div", prose(meaning.text), { className: "cm-meaning", role: "tooltip" }) });
      return { pos: start, end, above: true, create };
    },
    { hoverTime: REST, hideOnChange: true },
  );
  return [tooltip, keymap.of([{ key: "F1", run: (view) => tell(view, tooltip) }])];
}

/** Tells what stands at the cursor, until the text or the cursor changes. */
function tell(view, tooltip) {
  const until = (transaction) => transaction.docChanged || transaction.selection !== undefined;
  activateHover(view, view.state.selection.main.head, 1, { tooltip, until });
  return true;
}
