// All of the run in small: a press looks there, what is seen can be dragged along, and a stretch beside it is seen next.

/** Makes the small picture a tool. */
export function minimap(timeline, look) {
  timeline.addEventListener("pointerdown", (event) => {
    const map = event.target.closest(".timeline__overview");
    if (!map || event.button !== 0) return;
    event.preventDefault();
    map.setPointerCapture(event.pointerId);
    const { left, width } = map.getBoundingClientRect();
    const timeAt = ({ clientX }) => (Math.min(1, Math.max(0, (clientX - left) / width)) * look.end());
    const at = timeAt(event);
    const [from, until] = look.seen();
    const isAll = from <= 0 && until >= look.end();
    const isHeld = !isAll && event.target.closest(".timeline__brush");
    const move = (moved) => {
      const now = timeAt(moved);
      if (!isHeld) return look.see([Math.min(at, now), Math.max(at, now)]);
      const by = Math.min(look.end() - until, Math.max(-from, now - at));
      look.see([from + by, until + by]);
    };
    if (!isAll && !isHeld) look.see([at - (until - from) / 2, at + (until - from) / 2]);
    const stop = () => map.removeEventListener("pointermove", move);
    map.addEventListener("pointermove", move);
    map.addEventListener("lostpointercapture", stop, { once: true });
  });
}
