// Links as their users meet them, and as programs do.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';

const corpus = new URL('../../corpus/links/', import.meta.url);

/** The note about the link in the address. */
export const note = (page) => page.getByRole('region', { name: 'Link' });
export const choice = (page, name) => note(page).getByRole('button', { name });

/** Goes to an address as if it were typed into a new tab. */
export async function visit(page, address) {
  // What is still on its way would be missed.
  await page.waitForLoadState('networkidle');
  await page.goto('about:blank');
  await page.goto(address);
}

/** Every link that was ever written, with what it holds. */
export async function written() {
  const names = await readdir(corpus);
  const read = async (name) => {
    const [link, holds] = await Promise.all(
      ['link', 'holds.json'].map((file) => readFile(new URL(`${name}/${file}`, corpus), 'utf8')),
    );
    return { name, link, holds: JSON.parse(holds) };
  };
  return Promise.all(names.map(read));
}

/** Asks the program that the page asks about links; the answers, or what was thrown. */
export async function ask(page, questions) {
  return page.evaluate(async (all) => {
    const links = await import('./links.js');
    return Promise.all(all.map((question) => links.ask(question).catch((error) => ({ thrown: String(error) }))));
  }, questions);
}

/** What the command line prints; the template, if there is one, comes from its standard input. */
export async function commandLine(options, input = '') {
  const program = process.env.LANEWAY;
  assert.ok(program, 'LANEWAY names no command line: run `cargo xtask test --only browser`');
  const running = spawn(program, options);
  // Not every command reads it.
  running.stdin.on('error', () => {}).end(input);
  const printed = ['', ''];
  [running.stdout, running.stderr].forEach((stream, index) =>
    stream.setEncoding('utf8').on('data', (part) => (printed[index] += part)),
  );
  const code = await new Promise((resolve, reject) => running.on('close', resolve).on('error', reject));
  assert.equal(code, 0, `${options}: ${printed[1]}`);
  return printed[0];
}

/** Numbers below a limit, the same ones for the same seed (xorshift, 32 bits). */
export function dice(seed) {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
