// Whatever is pasted, the page stays alive: it says what is wrong, and goes on with the next text.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import {
  bar,
  clear,
  eventually,
  expectBar,
  expectProblems,
  namesOf,
  open,
  paste,
  problems,
  scenario,
  template,
} from './support/playground.mjs';

const healthy = 'workflows:\n  - name: setup\n    parallelize:\n      - step: one\n        tasks: [jobs.alive]\n';

const hostile = {
  'a megabyte of nested flow sequences': '['.repeat(1_000_000),
  'an alias bomb': `a0: &a0 [x, x]\n${Array.from(
    { length: 40 },
    (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}, *a${level}]`,
  ).join('\n')}\nworkflows: *a40\n`,
  'a deep block': Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'),
  'tabs for indentation': 'workflows:\n\t- name: setup\n\t  order_from: [jobs.a]\n',
  'bytes of a program': '\u0000\u0001\u007fELF\u0002\u0001\ufffd\ufffd{{{%%%\u0000',
};

for (const [name, text] of Object.entries(hostile)) {
  testPage(`survives ${name}`, {}, async (page) => {
    await open(page);
    await clear(scenario(page));
    await paste(template(page), text);
    await eventually(async () => {
      const shown = await namesOf(problems(page));
      assert.ok(shown.some((problem) => problem.startsWith('Error, template ')), shown.join('\n'));
    });
    await paste(template(page), healthy);
    await expectBar(page, 'jobs.alive', /succeeded at 30s/);
    await expectProblems(page);
    assert.equal(await page.getByRole('alert').count(), 0, 'the engine never stopped');
  });
}

testPage('reads Windows line endings, a byte order mark and emoji in names', {}, async (page) => {
  await open(page);
  const text = `\ufeff${healthy.replaceAll('jobs.alive', 'jobs.🚀-größe').replaceAll('\n', '\r\n')}`;
  await paste(template(page), text);
  await expectBar(page, 'jobs.🚀-größe', /succeeded at 30s/);
});

testPage('says that an empty text has nothing to simulate', {}, async (page) => {
  await open(page);
  await paste(template(page), healthy);
  await bar(page, 'jobs.alive').waitFor();
  await clear(template(page));
  await page.getByText(/cannot be simulated|Nothing to simulate/).waitFor();
  await paste(template(page), healthy);
  await page.getByText(/cannot be simulated/).waitFor({ state: 'detached' });
});
