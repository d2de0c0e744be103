// The playhead over the timeline. The page draws its parts (`web/src/view/timeline/moment.rs`) and says where the
// axis stands; here they are moved, without anything being painted anew.

/** Moves the line, and what hides the time behind it, to a share of the axis. */
export function move(share) {
  for (const part of document.querySelectorAll(".playhead__line, .playhead__future")) {
    part.style.setProperty("--played", share);
  }
}

/** Lets the playhead be dragged along the axis; `seek` hears the share of it, `settle` that it was let go of. */
export function onDrag(seek, settle) {
  document.addEventListener("pointerdown", (event) => {
    const axis = event.target.closest(".timeline__axis");
    const playhead = document.querySelector(".playhead");
    if (!axis || !playhead || event.button !== 0) return;
    event.preventDefault();
    axis.setPointerCapture(event.pointerId);
    const drag = ({ clientX }) => {
      const [left, width] = ["--axis-left", "--axis-width"].map((name) => parseFloat(playhead.style.getPropertyValue(name)));
      const x = clientX - axis.getBoundingClientRect().left - left;
      seek(Math.min(1, Math.max(0, x / width)));
    };
    const drop = () => {
      axis.removeEventListener("pointermove", drag);
      settle();
    };
    drag(event);
    axis.addEventListener("pointermove", drag);
    axis.addEventListener("lostpointercapture", drop, { once: true });
  });
}
