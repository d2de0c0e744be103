// What `further.js` loads: everything that an editor can do besides holding a text.
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { completion } from "./completion.js";
import { hover } from "./hover.js";

export { showProblems } from "./problems.js";

/** What asks the engine: which words fit at a place, and what stands at a place. */
export const asking = ({ askWords, askMeaning }) => [completion(askWords), hover(askMeaning)];

/** What shows how the text is made, and what is wrong with it. */
export const reading = () => [
  lintGutter(),
  indentOnInput(),
  bracketMatching(),
  highlightSelectionMatches(),
  yaml(),
  syntaxHighlighting(classHighlighter),
];

/** The keys of all that. */
export const keys = () => keymap.of([...searchKeymap, ...lintKeymap]);
