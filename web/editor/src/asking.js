// A worker that answers one question after the other, as promises.
import { line } from "./line.js";

/**
 * A function that asks it.
 *
 * @param {string} engine its program
 * @param {string} name what it is to be, where the program can be several things
 * @param {boolean} stays whether it is there for the next question, too, or ends when it has answered all
 */
export function asking(engine, name, stays = false) {
  /** Those who wait for an answer, in the order in which they asked. */
  const waiting = [];
  const worker = line(engine, name, hear, fail);

  function hear(told) {
    waiting.shift().resolve(told);
    if (waiting.length === 0 && !stays) worker.end();
  }

  function fail() {
    for (const { reject } of waiting.splice(0)) reject(new Error(`The ${engine} has stopped.`));
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.ask(question);
    });
}
