// Steps of which only the heading is shown.
import { button, element } from "../prose.js";

/** A button for all of them; the sign on a heading folds one. */
export function folding(timeline, look) {
  const all = button("Fold", () => {
    const isFolded = look.shown().folded.length > 0;
    set(isFolded ? [] : [...Array(Number(look.grid().dataset.steps)).keys()]);
  });

  all.title = "Show only the lines of steps, or all tasks";

  function set(folded) {
    all.textContent = folded.length > 0 ? "Unfold" : "Fold";
    look.show({ folded });
  }

  /** Folds a step, or unfolds it. */
  function toggle(step, isFolded = !look.shown().folded.includes(step)) {
    const others = look.shown().folded.filter((it) => it !== step);
    set(isFolded ? [...others, step].sort((a, b) => a - b) : others);
  }

  timeline.addEventListener("click", (event) => {
    const sign = event.target.closest("[data-fold]");
    if (!sign) return;
    event.stopPropagation();
    toggle(Number(sign.dataset.fold));
  }, true);
  return { tool: element("div", [all], { className: "look__fold" }), toggle };
}
