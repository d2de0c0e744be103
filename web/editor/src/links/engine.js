// Whom to ask about links: a worker, which ends when it has answered everything.
import { line } from "../line.js";

/** Those who wait for an answer, in the order in which they asked. */
const waiting = [];

const worker = line("link-engine", "", hear, fail);

/** Asks what `web/src/links/messages.rs` says it can be asked; promises the answer. */
export function ask(question) {
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.ask(question);
  });
}

function hear(told) {
  waiting.shift().resolve(told);
  if (waiting.length === 0) worker.end();
}

function fail() {
  for (const { reject } of waiting.splice(0)) reject(new Error("The link engine has stopped."));
}
