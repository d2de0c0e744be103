// Presenting a lesson: large type, and a step for each press of a key, as remote controls send them.

const NEXT = ["ArrowRight", "PageDown"];
const BACK = ["ArrowLeft", "PageUp"];

let listening;

/** Turns it on or off. */
export function present(button, isOn = !("present" in document.documentElement.dataset)) {
  document.documentElement.toggleAttribute("data-present", isOn);
  button.setAttribute("aria-pressed", String(isOn));
}

/** Listens for the keys of the lesson in `host`, while it is presented. */
export function keys(host, { next, back }) {
  document.removeEventListener("keydown", listening);
  listening = (event) => {
    const isPresented = "present" in document.documentElement.dataset && host.firstChild;
    const isTaken = event.target.closest("input, select, textarea, dialog, [contenteditable], [role=treegrid], [role=slider]");
    if (!isPresented || isTaken || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = NEXT.includes(event.key) ? next : BACK.includes(event.key) ? back : undefined;
    if (event.key === "Escape") present(host.querySelector("[aria-pressed]"), false);
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", listening);
}
