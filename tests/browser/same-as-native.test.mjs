// The page's engine, in WebAssembly, gives the bytes that the command line gives.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { testPage } from './support/harness.mjs';
import { open } from './support/playground.mjs';

const corpus = new URL('../corpus/sim/', import.meta.url);

/** A file of a case; `absent` when the case does without it. */
async function read(name, file, absent) {
  try {
    return await readFile(new URL(`${name}/${file}`, corpus), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' && absent !== undefined) return absent;
    throw error;
  }
}

/** The template of a case: in its folder, or where its file `template` says. */
async function template(name) {
  const elsewhere = await read(name, 'template', '');
  if (elsewhere === '') return read(name, 'template.yaml');
  return readFile(new URL(`../${elsewhere.trim()}`, corpus), 'utf8');
}

testPage('every simulated case is the same, byte for byte', {}, async (page) => {
  await open(page);
  const entries = await readdir(corpus, { withFileTypes: true });
  const cases = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.ok(cases.length > 50, `${cases.length} cases`);
  const different = [];
  for (const name of cases) {
    const [text, scenario, stage, expected] = await Promise.all([
      template(name),
      read(name, 'scenario.yaml', ''),
      read(name, 'stage', ''),
      read(name, 'expected.json'),
    ]);
    const inputs = [text, scenario, stage.trim() || undefined];
    const json = await page.evaluate((texts) => window.laneway.simulateJson(...texts), inputs);
    if (json !== expected) different.push(`${name}:\n${json}`);
  }
  assert.deepEqual(different, []);
});
