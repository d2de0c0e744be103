// The playground's view of CodeMirror: a text, its problems, and a mark. Positions are UTF-16 code
// units. Every change that the page makes is a transaction, so undo always works.
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory, undo } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { Annotation, EditorState } from "@codemirror/state";
import {
  EditorView,
  closeHoverTooltips,
  drawSelection,
  hasHoverTooltips,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import "./desk.js";
import { Further } from "./further.js";
import { markedLines, setMark } from "./mark.js";
import { dividePanes, restorePanes } from "./panes.js";
import { theme } from "./theme.js";

dividePanes();

/** How long Tab leaves the editor after Escape, in milliseconds. */
const LEAVE_WITHIN = 2000;

/** Escape lets Tab leave, whatever else it does, such as dropping a selection. */
const escapeThenTab = {
  key: "Escape",
  run(view) {
    view.setTabFocusMode(LEAVE_WITHIN);
    // What is told of the pointer's place, too.
    if (hasHoverTooltips(view.state)) view.dispatch({ effects: closeHoverTooltips });
    return false;
  },
};

/** What could be changed at the cursor. */
const refactorAtCursor = (onRefactor) => ({
  key: "Alt-Enter",
  run(view) {
    onRefactor(view.state.selection.main.head);
    return true;
  },
});

/** All editors that there are, by their labels. */
export const editors = {};

/** On transactions that the page makes, so that they are not reported back as the user's. */
const byPage = Annotation.define();

/**
 * Puts an editor into `host`.
 *
 * @param {HTMLElement} host
 * @param {{ label: string, helpId: string, text: string }} options names for assistive technology
 *   (`helpId` is the element that explains the keys) and the first text
 * @param {(text: string) => void} onChange the text has changed, whoever changed it
 * @param {(offset: number) => void} onCursor the user has moved the cursor
 * @param {(offset: number) => void} onRefactor the user wants to see what could be changed here
 * @param {(offset: number) => Promise} askWords which words fit at a place
 * @param {(offset: number) => Promise} askMeaning what stands at a place
 */
export function mount(host, options, onChange, onCursor, onRefactor, askWords, askMeaning) {
  restorePanes();
  const listener = EditorView.updateListener.of((update) => {
    if (update.docChanged) {
      onChange(update.state.doc.toString());
      host.dispatchEvent(new Event("laneway-edited", { bubbles: true }));
    }
    const byUser = !update.transactions.some((transaction) => transaction.annotation(byPage));
    if (byUser && (update.selectionSet || update.docChanged)) {
      onCursor(update.state.selection.main.head);
    }
  });
  const further = new Further(askWords, askMeaning);
  const state = (doc) =>
    EditorState.create({
      doc,
      extensions: [
        further.asking(),
        keymap.of([refactorAtCursor(onRefactor)]),
        extensions(options, further),
        listener,
      ],
    });
  const view = new EditorView({ parent: host, state: state(options.text) });
  further.serve(view);
  const open = (text) => {
    view.setState(state(text));
    onChange(view.state.doc.toString());
  };
  return (editors[options.label] = new Editor(view, further, open));
}

function extensions({ label, helpId }, further) {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    further.reading(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    highlightActiveLine(),
    markedLines,
    theme,
    keymap.of([escapeThenTab, ...defaultKeymap, ...historyKeymap]),
    further.keys(),
    keymap.of([indentWithTab]),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": helpId,
      autocapitalize: "off",
      spellcheck: "false",
      // Focusable already; said again for tools that look for what scrolls and cannot be focused.
      tabindex: "0",
    }),
  ];
}

/** What the page can do with an editor. */
class Editor {
  #view;
  #further;
  /** Whether any line is marked. */
  #isMarked = false;

  constructor(view, further, open) {
    this.#view = view;
    this.#further = further;
    /** Holds another text from now on, with nothing to undo. */
    this.open = open;
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  /** Makes `text` of what is there, and leaves all that both have in common where it is; one step for undo. */
  update(text) {
    const before = this.text;
    const shorter = Math.min(before.length, text.length);
    let from = 0;
    while (from < shorter && before[from] === text[from]) from += 1;
    let kept = 0;
    while (kept < shorter - from && before.at(-1 - kept) === text.at(-1 - kept)) kept += 1;
    this.#view.dispatch({
      changes: { from, to: before.length - kept, insert: text.slice(from, text.length - kept) },
      annotations: [byPage.of(true), isolateHistory.of("full")],
    });
  }

  /** Replaces the whole text; one step for undo. */
  replace(text) {
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      effects: EditorView.scrollIntoView(0),
      annotations: [byPage.of(true), isolateHistory.of("full")],
      userEvent: "input.replace",
    });
  }

  /** Underlines problems; they must have been found in the present text. */
  setProblems(problems) {
    this.#further.setProblems(problems);
  }

  /** Applies the changes of a fix, unless the text is no longer the one its problem was found in. */
  fix(changes) {
    this.#further.fix(changes);
  }

  /** Makes the changes if the text is `text`, as one step for undo, and takes the focus. */
  refactor(text, changes) {
    if (this.#view.state.doc.toString() !== text) return;
    this.#view.dispatch({
      changes: changes.map(({ range, text: insert }) => ({ from: range.start, to: range.end, insert })),
      selection: { anchor: changes[0].range.start },
      scrollIntoView: true,
      annotations: isolateHistory.of("full"),
      userEvent: "input.refactor",
    });
    this.#view.focus();
  }

  /** Makes the changes if the text is `text`, as one step for undo, and leaves the focus where it is. */
  adjust(text, changes) {
    if (this.#view.state.doc.toString() !== text) return;
    const made = changes.map(({ range, text: insert }) => ({ from: range.start, to: range.end, insert }));
    const { from, insert } = made[0];
    // Past what is put in on the same line, so that one sees it.
    const anchor = from + insert.length;
    this.#view.dispatch({
      changes: made,
      selection: { anchor },
      annotations: [byPage.of(true), isolateHistory.of("full")],
      userEvent: "input.adjust",
    });
    this.#bringIntoSight(anchor);
  }

  /** Takes the last step back if the text is `text`. */
  undo(text) {
    if (this.#view.state.doc.toString() === text) undo(this.#view);
  }

  /** Selects a range, scrolls to it, and takes the focus if asked to. */
  reveal(start, end, focus) {
    const length = this.#view.state.doc.length;
    const anchor = Math.min(start, length);
    const head = Math.min(end, length);
    this.#view.dispatch({
      selection: { anchor, head },
      effects: focus ? EditorView.scrollIntoView(anchor, { y: "center" }) : [],
      annotations: byPage.of(true),
    });
    if (focus) this.#view.focus();
    else this.#bringIntoSight(anchor);
  }

  /** Marks the lines of ranges, which are given as pairs of places, and no others. */
  mark(places) {
    const ranges = Array.from({ length: places.length / 2 }, (_, index) => ({
      start: places[2 * index],
      end: places[2 * index + 1],
    }));
    // Every transaction takes time, and this comes with every key.
    if (ranges.length === 0 && !this.#isMarked) return;
    this.#isMarked = ranges.length > 0;
    this.#view.dispatch({ effects: setMark.of(ranges), annotations: byPage.of(true) });
    if (ranges.length > 0) this.#bringIntoSight(ranges[0].start);
  }

  /** Scrolls the text as little as it takes, and never the page around it. */
  #bringIntoSight(place) {
    const { scrollDOM, state } = this.#view;
    const { top, height } = this.#view.lineBlockAt(Math.min(place, state.doc.length));
    const [above, below] = [top - height, top + 2 * height - scrollDOM.clientHeight];
    if (scrollDOM.scrollTop > above) scrollDOM.scrollTop = Math.max(0, above);
    else if (scrollDOM.scrollTop < below) scrollDOM.scrollTop = below;
  }
}

/** For the program of the page, which finds it by this name. */
window.lanewayEditor = { mount, editors };
