// Questions to a program of the engine's (`web/src/on_demand.rs`), each of which has one answer.
import { line } from "./line.js";

/**
 * What asks: a function that promises the answer to a question. The program's worker starts with the first, and
 * ends when it has answered everything.
 *
 * @param {string} engine the program
 */
export function asker(engine) {
  /** Those who wait for an answer, in the order in which they asked. */
  const waiting = [];
  const worker = line(engine, "", hear, fail);

  function hear(told) {
    waiting.shift().resolve(told);
    if (waiting.length === 0) worker.end();
  }

  function fail() {
    for (const { reject } of waiting.splice(0)) reject(new Error(`The program ${engine} has stopped.`));
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.ask(question);
    });
}
