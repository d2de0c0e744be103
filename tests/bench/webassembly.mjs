// Checks a template again and again in WebAssembly: `node webassembly.mjs MODULE FILE MILLISECONDS`.
// Prints the median and the 95th percentile of the processor time in microseconds, and the bytes of
// memory that the engine holds.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const FEWEST = 5;
const [module, file, milliseconds] = process.argv.slice(2);
const { problems, engine_memory: memory } = createRequire(import.meta.url)(module);
const text = readFileSync(file, 'utf8');

/** Processor time in microseconds. */
function time() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const times = [];
const start = Date.now();
while (times.length < FEWEST || Date.now() - start < Number(milliseconds)) {
  const before = time();
  problems(text);
  times.push(time() - before);
}
times.sort((a, b) => a - b);
const at = (percent) => times[Math.min(Math.floor((times.length * percent) / 100), times.length - 1)];
console.log(at(50), at(95), memory().buffer.byteLength);
