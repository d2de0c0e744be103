// The dialog with the drafts, and with the history of the present one.
import { openDialog } from "../frame.js";
import { button, element } from "../prose.js";
import { history } from "./past.js";
import { row } from "./row.js";
import { saveAsFiles } from "./save.js";
import { bringBack, create, drafts as all, nameOf, open, remove, textsOf } from "./shelf.js";

const texts = {
  shared: "You are looking at a shared workflow. Opening a draft leaves it; it is not among them unless you edit a copy.",
  none: "Nothing is kept yet. What you write is kept here by itself, in this browser alone.",
  refused: "This browser keeps no drafts: its storage is full or switched off. What is in the editors can be saved as files.",
};

/**
 * Opens the dialog.
 *
 * @param {{ template: string, scenario: string }} present what is in the editors
 * @param {boolean} isShared whether that is what a link holds
 */
export function drafts(present, isShared) {
  const desk = window.lanewayDesk;
  const { dialog, body } = openDialog("drafts", ["Drafts"]);
  new Drafts({ desk, dialog, body, present, isShared }).draw();
}

class Drafts {
  constructor(parts) {
    Object.assign(this, parts);
    /** What was done last, and can be taken back. */
    this.said = [];
  }

  /** Draws everything anew, and puts the focus on what is found, if anything is. */
  draw(focus) {
    this.body.replaceChildren(...this.parts());
    if (focus) this.body.querySelector(focus)?.focus();
  }

  parts() {
    let kept;
    try {
      kept = all();
    } catch (error) {
      console.warn(error);
    }
    if (!kept) return [element("p", [texts.refused], { role: "status" }), this.foot(false)];
    const shown = kept.filter(({ deleted }) => !deleted);
    const gone = kept.filter(({ deleted }) => deleted);
    const list = element("ul", shown.map((draft) => this.row(draft)), { className: "shelf", ariaLabel: "Your drafts" });
    const note = this.isShared ? [element("p", [texts.shared], { className: "drafts-note" })] : [];
    const said = element("div", this.said, { className: "drafts-said", role: "status" });
    const past = this.isShared || !this.isKept() ? [] : [history(this)];
    const none = shown.length === 0 ? [element("p", [texts.none], { className: "drafts-note" })] : [list];
    return [...note, ...none, said, ...this.deleted(gone), this.foot(true), ...past];
  }

  isKept() {
    return this.desk.kept !== null;
  }

  isPresent({ id }) {
    return !this.isShared && id === this.desk.id;
  }

  row(draft) {
    return row(draft, this.isPresent(draft), {
      onOpen: () => this.leaveWith(() => open(this.desk, draft.id)),
      onChanged: (focus) => this.draw(focus),
      onDelete: () => this.delete(draft),
    });
  }

  /** Does what changes the editors, which the dialog stands before. */
  leaveWith(act) {
    this.dialog.close();
    act();
  }

  delete(draft) {
    const wasPresent = this.isPresent(draft);
    remove(draft.id);
    if (wasPresent) {
      const next = all().find(({ deleted }) => !deleted);
      this.opens(next ? next.id : create());
    }
    const undo = button("Undo", () => {
      bringBack(draft.id);
      if (wasPresent) this.opens(draft.id);
      this.said = [];
      this.draw("[aria-current] .shelf-name");
    });
    this.said = [element("span", ["Deleted ", element("strong", [draft.name]), "."]), undo];
    this.draw(".drafts-said button");
  }

  /** Opens a draft while the dialog stays. */
  opens(id) {
    open(this.desk, id);
    this.present = textsOf(id) ?? this.present;
  }

  /** What can still be brought back. */
  deleted(gone) {
    if (gone.length === 0) return [];
    const items = gone.map(({ id, name }) => {
      const back = button("Bring back", () => {
        bringBack(id);
        this.said = [];
        this.draw(".drafts-foot button");
      });
      back.setAttribute("aria-label", `Bring back ${name}`);
      return element("li", [element("span", [name], { className: "shelf-name" }), back]);
    });
    return [element("details", [
      element("summary", [`Deleted (${gone.length}), kept for 30 days`]),
      element("ul", items, { className: "shelf" }),
    ])];
  }

  foot(canKeep) {
    const fresh = button("New draft", () => this.leaveWith(() => open(this.desk, create())));
    const pick = element("input", [], { type: "file", multiple: true, hidden: true, accept: ".yaml,.yml,.json,.txt" });
    pick.addEventListener("change", () => {
      this.dialog.close();
      this.desk.tell("openFiles", [...pick.files]);
    });
    const files = button("Open files …", () => pick.click());
    files.title = "A template, a scenario, or both at once; they can also be dropped on the page";
    const name = this.isShared ? "shared" : canKeep ? nameOf(this.desk.id) : "draft";
    const save = button("Save as files", () => saveAsFiles(name, this.present));
    return element("div", [...(canKeep ? [fresh] : []), files, pick, save], { className: "drafts-foot" });
  }
}
