// The card with the keys.
import { openDialog } from "../frame.js";
import { element } from "../prose.js";

const isMac = /mac/i.test(navigator.platform);
const MOD = isMac ? "⌘" : "Ctrl";
const ALT = isMac ? "⌥" : "Alt";

/** What can be done, and the keys that do it; keys of one stroke are joined, further ways come behind. */
const groups = {
  "In the template and the scenario": [
    ["Complete a word", ["Ctrl", "Space"]],
    ["Say what stands at the cursor, and when it runs", ["F1"]],
    ["Next problem, with its fixes", ["F8"]],
    ["All problems, with their fixes", [MOD, "Shift", "M"]],
    ["Refactor what stands in this line", [ALT, "Enter"]],
    ["Undo", [MOD, "Z"]],
    ["Redo", isMac ? [MOD, "Shift", "Z"] : [MOD, "Y"]],
    ["Find and replace", [MOD, "F"]],
    ["Comment lines out, or in again", [MOD, "/"]],
    ["Leave the editor", ["Esc"], ["Tab"]],
  ],
  "In the timeline": [
    ["Go from row to row", ["↑"], ["↓"]],
    ["Go through what happened to a task", ["←"], ["→"]],
    ["Select a task, and mark it in the template", ["Enter"]],
    ["Let a task take less time, or more", ["-"], ["+"]],
    ["Zoom in, or out", ["W"], ["S"], [MOD, "Wheel"]],
    ["See earlier, or later", ["A"], ["D"]],
    ["See all of the run", ["0"]],
    ["Find tasks", ["/"]],
    ["Fold a step, or unfold it", ["←"], ["→"]],
    ["Go to the cause, or to the effect", ["U"], ["J"]],
    ["Go to the next failure, or the one before", ["N"], ["Shift", "N"]],
    ["Edit a task or a step: time, faults, needs", ["E"]],
    ["Move a task to another step", ["M"]],
    ["Close what is told", ["Esc"]],
    ["While it is played: one moment back or on", [","], ["."]],
  ],
  "On the player's slider": [
    ["Play, or pause", ["Space"]],
    ["One moment back or on", ["←"], ["→"]],
    ["To the beginning, or to the end", ["Home"], ["End"]],
  ],
  "On the lines between panes": [
    ["Move the line", ["←"], ["→"], ["↑"], ["↓"]],
    ["Put it where it usually is", ["Enter"]],
  ],
  "Everywhere else": [
    ["Find any command", [MOD, "K"], [MOD, "Shift", "P"]],
    ["Show these keys", ["?"]],
  ],
};

/** Opens the card. */
export function keys() {
  const { body } = openDialog("keys", ["Keys"]);
  // It is longer than a small screen, and holds nothing else that takes the focus.
  Object.assign(body, { tabIndex: 0, role: "group", ariaLabel: "Keys and what they do" });
  for (const [name, entries] of Object.entries(groups)) {
    const rows = entries.map(([what, ...strokes]) =>
      element("div", [element("dt", [what]), element("dd", strokes.flatMap(stroke))]),
    );
    body.append(element("h3", [name]), element("dl", rows));
  }
}

/** Keys that are pressed together, behind a space if they follow others. */
function stroke(keys, index) {
  const joined = keys.flatMap((key, place) => [...(place > 0 ? ["+"] : []), element("kbd", [key])]);
  return index > 0 ? [" ", ...joined] : joined;
}
