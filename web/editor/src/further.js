// What an editor can do besides holding a text: completion, hover, problems, colours, search. It is loaded when there
// is a first answer to show or when the editor is used, whichever comes first, so that the first picture need not wait.
import { Compartment } from "@codemirror/state";
import { gutter } from "@codemirror/view";

/** As wide as the signs of problems will be, so that nothing moves when they come. */
const ROOM_FOR_SIGNS = gutter({ class: "cm-gutter-lint" });

let loading;
/** The module `more.js`, once it is there. */
let more;

function load() {
  loading ??= import("./more.js").catch((error) => {
    // The text can be written without; the next time it is tried again.
    loading = undefined;
    console.warn(error);
  });
  return loading;
}

/** The further abilities of one editor. */
export class Further {
  #asking = new Compartment();
  #reading = new Compartment();
  #keys = new Compartment();
  #asks;
  #view;
  /** The text that was checked last, and what is wrong with it. */
  #checked = { doc: null, problems: [] };
  #isEquipped = false;
  /** Whether any problem is shown. */
  #isMarked = false;

  constructor(askWords, askMeaning) {
    this.#asks = { askWords, askMeaning };
  }

  /** What asks the engine. */
  asking() {
    return this.#asking.of(more ? more.asking(this.#asks) : []);
  }

  /** What shows how the text is made, and what is wrong with it. */
  reading() {
    return this.#reading.of(more ? more.reading() : ROOM_FOR_SIGNS);
  }

  /** The keys of all that. */
  keys() {
    return this.#keys.of(more ? more.keys() : []);
  }

  /** Goes with a view from now on. */
  serve(view) {
    this.#view = view;
    this.#isEquipped = more !== undefined;
    view.contentDOM.addEventListener("focus", () => this.#equip());
  }

  /** Underlines problems; they must have been found in the present text. */
  setProblems(problems) {
    this.#checked = { doc: this.#view.state.doc, problems };
    if (this.#isEquipped) this.#show();
    // What is seen at first comes first.
    else window.lanewayPicture().then(() => this.#equip());
  }

  /** Applies the changes of a fix, unless the text is no longer the one its problem was found in. */
  fix(changes) {
    this.#fix(changes);
  }

  #fix = (changes) => {
    if (!this.#checked.doc?.eq(this.#view.state.doc)) return;
    this.#view.dispatch({
      changes: changes.map(({ range, text }) => ({ from: range.start, to: range.end, insert: text })),
      userEvent: "input.fix",
      scrollIntoView: true,
    });
  };

  async #equip() {
    if (this.#isEquipped) return;
    more ??= await load();
    if (!more || this.#isEquipped) return;
    this.#isEquipped = true;
    this.#view.dispatch({
      effects: [
        this.#asking.reconfigure(more.asking(this.#asks)),
        this.#reading.reconfigure(more.reading()),
        this.#keys.reconfigure(more.keys()),
      ],
    });
    if (this.#checked.doc?.eq(this.#view.state.doc)) this.#show();
  }

  #show() {
    const { problems } = this.#checked;
    // Every transaction takes time, and this comes with every key.
    if (problems.length === 0 && !this.#isMarked) return;
    this.#isMarked = problems.length > 0;
    this.#view.dispatch(more.showProblems(this.#view.state, problems, this.#fix));
  }
}
