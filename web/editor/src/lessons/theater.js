// Plays the run for a lesson, by the player of the page.

let player;
let onOver;
let isAwaited = false;

async function load() {
  player ??= (await import(new URL("./play.js", import.meta.url))).theater;
  player.watch(hear);
}

function hear({ isPlaying, isOver, isClosed }) {
  if (isAwaited && !isPlaying && !isClosed) {
    isAwaited = false;
    // On narrow screens it is below the lesson.
    document.getElementById("play").scrollIntoView({ block: "nearest" });
    // Not before the player has done what it is about.
    queueMicrotask(() => player.toggle());
  } else if (onOver && (isClosed || (isOver && !isPlaying))) {
    const call = onOver;
    onOver = undefined;
    call();
  }
}

/** Plays what `open` shows, as soon as it is there; `over` hears that it has come to its end or was closed. */
export async function perform(open, over) {
  try {
    await load();
  } catch (error) {
    // Without its player a lesson tells the answer at once; the page says what could not be loaded.
    console.warn(error);
    open();
    return over();
  }
  isAwaited = true;
  onOver = over;
  open();
}

/** Nobody waits for the end any more. */
export function interrupt() {
  isAwaited = false;
  onOver = undefined;
}
