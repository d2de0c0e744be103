// Whom to ask what can be wished for, and to have it: the engine, and the page that makes the edit.
import { asking } from "../asking.js";
import { say } from "./say.js";

const stopped = "The engine for edits stopped. Check the connection, then try again. Your text is kept.";

/**
 * @param {() => object} inputs what the picture shows
 * @param {(...edit: string[]) => void} onAdjust hears edits
 */
export function wishing(inputs, onAdjust) {
  const ask = asking("foresight-engine", "hand", true);
  /** What is known of tasks, in one state of the texts. */
  let known = { state: "", about: new Map() };

  /** What can be wished for with a subject: `{ about }`, or `{ refused }` with the reason. */
  function about(subject) {
    const now = inputs();
    const state = JSON.stringify(now);
    if (state !== known.state) known = { state, about: new Map() };
    const key = JSON.stringify(subject);
    if (!known.about.has(key)) {
      const promise = ask({ about: { inputs: now, subject } }).catch(() => {
        known.about.delete(key);
        return { refused: stopped };
      });
      known.about.set(key, promise);
    }
    return known.about.get(key);
  }

  /** Has a wish granted; promises why not, or nothing. */
  async function grant(wish) {
    const now = inputs();
    const told = await ask({ grant: { inputs: now, wish } }).catch(() => ({ refused: stopped }));
    if (told.refused) return told.refused;
    const { text, changes, after, done, words } = told.granted;
    onAdjust(text, now[text], JSON.stringify(changes), after, done, words);
    keepInSight(Object.values(wish)[0].task);
    return undefined;
  }

  return {
    about,
    grant,
    /** Asks before it is wanted. */
    prepare: (subject) => void about(subject),
    /** Has a wish granted, and says it in the page where that cannot be. */
    async wish(wish) {
      const why = await grant(wish);
      if (why) say(why);
    },
  };
}

/** The note about an edit takes room: what was edited stays in sight. */
function keepInSight(task) {
  const row = () => document.querySelector(`.timeline__row[data-task="${CSS.escape(task)}"]`);
  // Once the page has drawn it.
  if (task) setTimeout(() => row()?.scrollIntoView({ block: "nearest" }), 100);
}
