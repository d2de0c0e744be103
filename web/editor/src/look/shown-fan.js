/** The moments of the fan that is seen, each with its name; none without one. */
export function shownFan() {
  return JSON.parse(document.querySelector(".look__fan")?.dataset.moments ?? "[]");
}
