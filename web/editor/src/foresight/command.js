// The same on the command line: what prints it, and what it prints, as files.
import { button, element } from "../prose.js";
import { section } from "./parts.js";

/**
 * A command, and buttons for files.
 *
 * @param {Record<string, () => void>} wanted by the kind of a file what to do when the user wants it
 */
export function reproduce(command, wanted) {
  const code = element("code", [command], { tabIndex: 0 });
  code.dataset.key = "command";
  const copy = button("Copy", async () => {
    await navigator.clipboard.writeText(command);
    copy.textContent = "Copied";
  });
  copy.dataset.key = "copy";
  const files = Object.entries(wanted).map(([kind, onWanted]) => {
    const made = button(`Save as ${kind.toUpperCase()}`, onWanted);
    made.dataset.key = kind;
    return made;
  });
  return section("The same on the command line", [
    element("div", [code, copy, ...files], { className: "command" }),
  ]);
}
