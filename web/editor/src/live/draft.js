// A file beside what the editor makes of it.

const labels = { template: "Template text", scenario: "Scenario text" };

export class Draft {
  #editor;
  /** The file as the editor's text was made from it. */
  #base;
  /** The file as it is by now. */
  #file;
  /** What was sent to be saved last. */
  savedText;
  /** Why that was not possible, if it was not. */
  failure;

  /**
   * @param {"template" | "scenario"} pane
   * @param {object | null} file a `ToldFile` of `crates/cli/src/serve/follow.rs`; none if no such file is followed
   */
  constructor(pane, file) {
    this.pane = pane;
    this.#editor = window.lanewayEditor?.editors[labels[pane]];
    this.#base = this.#file = file ?? { text: "" };
  }

  /** Takes note of the file. It goes into the editor, unless the user has changed that. */
  hear(file) {
    if (!file) return;
    const isSame = file.version === this.#file.version && file.text === this.#file.text;
    this.#file = file;
    if (!isSame) this.failure = undefined;
    if (isSame || file.text === null) return;
    if (file.text === this.text || file.text === this.savedText) this.#base = file;
    else if (!this.isChanged) this.take();
  }

  /** Shows the file as it is; undo brings back what was there. */
  take() {
    this.#base = this.#file;
    this.#editor?.update(this.#file.text);
  }

  /** Stays with what is in the editor, to be saved over the file as it is. */
  keep() {
    this.#base = this.#file;
  }

  get file() {
    return this.#file;
  }

  get name() {
    return this.#file.name;
  }

  get text() {
    return this.#editor?.text ?? this.#base.text;
  }

  /** The file's version that the text may be saved over. */
  get version() {
    return this.isGone ? this.#file.version : this.#base.version;
  }

  get isChanged() {
    return this.text !== (this.#base.text ?? "");
  }

  get isGone() {
    return this.#file.isThere === false;
  }

  /** Both have changed. */
  get isInConflict() {
    return this.isChanged && this.#file.text !== null && this.#file.version !== this.#base.version;
  }

  get canBeSaved() {
    return this.name !== undefined && !this.isInConflict && (this.isGone || (this.isChanged && this.#file.text !== null));
  }
}
