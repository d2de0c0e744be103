// Keys of the grid that say what is looked at.

/** How far a key moves, as a share of what is seen. */
const FAR = 0.25;

/** Hears the keys while the grid has the focus. */
export function keys(timeline, { find, follow, zoom, fold }) {
  const actions = {
    w: () => zoom.zoom(1 / zoom.step),
    s: () => zoom.zoom(zoom.step),
    a: () => zoom.pan(-FAR),
    d: () => zoom.pan(FAR),
    0: () => zoom.fit(),
    n: (event) => follow.go(event.shiftKey ? "failure-before" : "failure"),
    u: () => follow.go("cause"),
    j: () => follow.go("effect"),
    "/": () => find.focus(),
  };
  timeline.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest(".timeline__row");
    if (!row) return;
    const action = foldOf(row, event) ?? actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action(event);
  }, true);

  /** On a heading the arrows fold and unfold. */
  function foldOf(row, { key }) {
    const isOpen = row.ariaExpanded;
    const wanted = { ArrowLeft: "true", ArrowRight: "false" }[key];
    return wanted && isOpen === wanted ? () => fold.toggle(Number(row.dataset.step), key === "ArrowLeft") : undefined;
  }
}
