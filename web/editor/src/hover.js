// What is under the pointer, in words: what it means, and what it does in the simulation.
import { hoverTooltip } from "@codemirror/view";
import { element, prose } from "./prose.js";

/** How long the pointer rests before it is told, in milliseconds. */
const REST = 350;

/** Hovers by `askMeaning`, which gets an offset and promises a meaning, or `null`. */
export function hover(askMeaning) {
  return hoverTooltip(
    async (view, offset) => {
      const { doc } = view.state;
      const meaning = await askMeaning(offset).catch(() => null);
      // Its places are those of the text that was asked about.
      if (meaning === null || view.state.doc !== doc) return null;
      const { start, end } = meaning.range;
      const create = () => ({ dom: element("div", prose(meaning.text), { className: "cm-meaning" }) });
      return { pos: start, end, above: true, create };
    },
    { hoverTime: REST, hideOnChange: true },
  );
}
