// What edits in the picture: the tool on the row that is pointed at, the keys of the grid, and the menu. All of it goes by
// what `web/src/view/timeline` writes on the rows, so that it stays right when they are drawn anew.
import { drag } from "./drag.js";
import { meaning } from "./keys.js";
import { menu } from "./menu.js";
import { nudging } from "./nudge.js";
import { pictureAt, rowAt, subjectOf } from "./picture.js";
import { tool } from "./tool.js";
import { wishing } from "./wishing.js";

/**
 * Starts it, for the life of the page.
 *
 * @param {() => object} inputs what the picture shows
 * @param {(...edit: string[]) => void} onAdjust hears an edit: which text, that text, its changes as JSON, the text
 *   afterwards, what is different, and what that does to the run
 * @param {Event} event how the picture was reached
 */
export function start(inputs, onAdjust, event) {
  const wishes = wishing(inputs, onAdjust);
  const edit = (row, focus = "first") => menu(subjectOf(row), row, wishes, focus);
  const tools = tool({ onEdit: edit, onGrasp: (event, row, grip) => drag(event, row, grip, wishes), onReach: wishes.prepare });
  const nudge = nudging(wishes);

  addEventListener("pointerover", tools.point);
  addEventListener("focusin", tools.focus);
  addEventListener("keydown", (event) => {
    const row = rowAt(event.target);
    const action = row && meaning(event);
    if (!action) return;
    event.preventDefault();
    if (action.edit) edit(row, action.edit);
    if (action.nudge && row.dataset.task) nudge(row, action.nudge);
  });
  // By the pointer, the key for it, or a long touch.
  addEventListener("contextmenu", (event) => {
    const row = pictureAt(event.target) && rowAt(event.target);
    if (!row) return;
    event.preventDefault();
    edit(row);
  });
  // The note of an edit goes away under its buttons.
  addEventListener("click", (event) => {
    if (event.target.closest?.(".ghost-note button")) document.getElementById("timeline").focus();
  });
  (event.type === "focusin" ? tools.focus : tools.point)(event);
}
