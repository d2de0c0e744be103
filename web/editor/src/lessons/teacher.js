// Who reads lessons: a worker, which also knows the answers.
import { line } from "../line.js";

/** Those who wait, in the order in which they asked. */
const waiting = [];

const worker = line("foresight-engine", "teacher", hear, fail);

/** Promises the lesson of a text: a `LessonPicture` of `web/src/foresight/shown`. */
export function readLesson(text) {
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.ask(text);
  });
}

function hear(lesson) {
  waiting.shift().resolve(lesson);
  if (waiting.length === 0) worker.end();
}

function fail() {
  for (const { reject } of waiting.splice(0)) reject(new Error("The lesson engine has stopped."));
}
