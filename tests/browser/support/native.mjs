// What native code says, to compare the page's programs with.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The cases that `tests/src/bin/native.rs` prints for these arguments, in groups of at most `size`. */
export async function* native(words, size) {
  const program = process.env.LANEWAY_NATIVE;
  assert.ok(program, 'LANEWAY_NATIVE names no program: run `cargo xtask test --only browser`');
  const child = spawn(program, words.map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let group = [];
  for await (const line of createInterface({ input: child.stdout })) {
    group.push(JSON.parse(line));
    if (group.length === size) yield group.splice(0);
  }
  if (group.length > 0) yield group;
  const [code] = await ended;
  assert.equal(code, 0, `${program} ${words.join(' ')}`);
}

/** Where the two differ first, in a line of text; `undefined` if they are the same. */
export function difference(expected, found) {
  if (expected === found) return undefined;
  const [one, other] = [expected, found].map((text) => String(text).split('\n'));
  const line = one.findIndex((text, number) => text !== other[number]);
  const at = line < 0 ? one.length : line;
  return `line ${at + 1}: native \`${one[at]?.trim()}\`, WebAssembly \`${other[at]?.trim()}\``;
}
