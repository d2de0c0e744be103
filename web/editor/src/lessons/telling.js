// How an answer is told: the run is played, and then a line says what came of it.
import { button, element } from "../prose.js";
import { perform } from "./theater.js";

/**
 * Plays the run, then tells; or tells at once, for those who would rather not wait. `hadFocus`: the keyboard was on what is
 * gone, and goes on here.
 */
export function play(on, status, tell, hadFocus = false) {
  let isTold = false;
  const once = () => {
    if (isTold) return;
    isTold = true;
    const isFocused = skip === document.activeElement;
    skip.remove();
    tell();
    // Whoever is at the keyboard stays where they are, and is told the verdict.
    if (isFocused) status.view.focus();
    status.view.scrollIntoView({ block: "nearest" });
  };
  const skip = button("Show the answer", once);
  status.view.after(skip);
  if (hadFocus) skip.focus();
  status.wait();
  perform(() => on.show(on.lesson, 0), once);
}

/** The line; `wait` while the run is played, then `say`. */
export function verdictLine() {
  const view = element("p", [], { role: "status", className: "course-verdict", tabIndex: -1 });
  return {
    view,
    wait() {
      view.textContent = "Watch what happens …";
    },
    /** `verdict`: whether it is right; or `right`, `close` or `wrong`. */
    say(verdict, words) {
      view.dataset.verdict = typeof verdict === "string" ? verdict : verdict ? "right" : "wrong";
      view.textContent = words;
    },
  };
}
