// The parts of the view for other pages.
import { element, sentence } from "../prose.js";

/** While the engine draws. */
export function working() {
  return element("p", ["Drawing the timeline …"], { className: "note", role: "status" });
}

/**
 * The picture, what it says in words, and the way into the playground.
 *
 * @param {{ svg: string, stage: string, summary: string[] }} drawn
 * @param {string} address of the playground
 */
export function shown({ svg, stage, summary }, address) {
  const picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  // The page says the same in words: who cannot see the picture need not read it twice.
  picture.setAttribute("aria-hidden", "true");
  const rows = Array.from(picture.querySelectorAll("g[role=img] > title"), (title) => title.textContent);
  const details = element("details", [
    element("summary", ["In words"]),
    ...summary.map((words) => element("p", sentence(words))),
    element("ul", rows.map((row) => element("li", [row]))),
  ]);
  return [
    element("h1", [`Timeline of the stage ${stage}`]),
    element("div", [picture], { className: "picture" }),
    element("footer", [details, way(address)]),
  ];
}

/** Why there is no picture, and the way into the playground. */
export function troubled(trouble, address) {
  return [
    element("h1", ["Timeline"]),
    element("p", sentence(trouble), { className: "note", role: "alert" }),
    element("footer", [way(address)]),
  ];
}

function way(address) {
  return element("a", ["Open in playground"], { href: address, target: "_blank", rel: "noopener" });
}
