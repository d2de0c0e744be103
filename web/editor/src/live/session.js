// The line to `laneway serve`, and what is done about what it tells of the files and about what the user changes.
import { Draft } from "./draft.js";
import { Note } from "./note.js";

const panes = ["template", "scenario"];

export class Session {
  #source;
  /** What was told last: `Told` of `crates/cli/src/serve/follow.rs`. */
  #told;
  #isReached = true;
  #drafts = {};
  #note;
  #title = document.title;
  /** The version of the recorded run that was shown last, and whether any was. */
  #shownRun;
  #isRunShown = false;

  /** Starts to listen; promises what is told first. */
  start() {
    return new Promise((resolve, reject) => {
      this.#source = new EventSource("./live/events");
      this.#source.onmessage = ({ data }) => {
        this.#told = JSON.parse(data);
        this.#isReached = true;
        resolve(this.#told);
        this.#hear();
        if (this.#note) this.#showRun(true);
      };
      this.#source.onerror = () => {
        this.#isReached = false;
        if (this.#told) this.#say();
        else this.#giveUp(reject);
      };
    });
  }

  #giveUp(reject) {
    this.#source.close();
    reject(new Error("There is no answer from `laneway serve`."));
  }

  /** The editors hold the files from now on. */
  show(onChoice) {
    if (this.#note) return this.#say();
    this.#note = new Note({
      save: () => this.save(),
      take: () => this.#settle((draft) => draft.take()),
      keep: () => this.#settle((draft) => draft.keep()),
      copy: () => onChoice("copy"),
    });
    for (const pane of panes) this.#drafts[pane] = new Draft(pane, this.#told[pane]);
    document.title = `${this.#told.template.name}: Laneway`;
    addEventListener("laneway-edited", this.#say);
    addEventListener("keydown", this.#onKey);
    addEventListener("beforeunload", this.#onLeave);
    this.#hear();
    this.#showRun();
  }

  /** The editors hold something else. */
  end() {
    if (!this.#note) return;
    this.#source.close();
    this.#note.clear();
    this.#note = undefined;
    document.title = this.#title;
    removeEventListener("laneway-edited", this.#say);
    removeEventListener("keydown", this.#onKey);
    removeEventListener("beforeunload", this.#onLeave);
  }

  /** Saves what is changed; says what stands in the way. */
  async save() {
    for (const pane of panes) {
      const draft = this.#drafts[pane];
      if (!draft.canBeSaved) continue;
      draft.failure = await this.#put(pane, draft);
    }
    this.#say();
  }

  async #put(pane, draft) {
    const { text, version } = draft;
    // Set first: that it is saved may be told before it is answered.
    draft.savedText = text;
    try {
      const headers = { "x-laneway-token": this.#told.token, "if-match": version };
      const response = await fetch(`./live/${pane}`, { method: "PUT", headers, body: text });
      if (!response.ok) return (await response.text()).trim();
      const answer = await response.json();
      // What has changed meanwhile is told of by itself.
      return answer.failed;
    } catch {
      return "`laneway serve` cannot be reached.";
    }
  }

  #settle(decide) {
    for (const pane of panes) if (this.#drafts[pane].isInConflict) decide(this.#drafts[pane]);
    this.#say();
  }

  #hear() {
    if (!this.#note) return;
    for (const pane of panes) this.#drafts[pane].hear(this.#told[pane]);
    this.#say();
  }

  /** The timeline's tools show the recorded run; they come a moment after the first picture. */
  async #showRun(isMore = false) {
    const { name, text, version } = this.#told.trace ?? {};
    if (typeof text !== "string" || version === this.#shownRun) return;
    this.#shownRun = version;
    // What is being written may end in the middle of a line.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole === "") return;
    const detail = { name, text: whole, isMore: isMore && this.#isRunShown };
    for (let tries = 0; tries < 600 && this.#shownRun === version; tries++) {
      if (!dispatchEvent(new CustomEvent("laneway-recorded", { detail, cancelable: true }))) {
        this.#isRunShown = true;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  #say = () => {
    const drafts = panes.map((pane) => this.#drafts[pane]);
    this.#note?.say({ drafts, isWritable: this.#told.isWritable, isReached: this.#isReached });
  };

  #onKey = (event) => {
    if (!this.#told.isWritable || event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    this.save();
  };

  /** The browser asks before it throws changes away. */
  #onLeave = (event) => {
    if (panes.some((pane) => this.#drafts[pane].isChanged)) event.preventDefault();
  };
}
