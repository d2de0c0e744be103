// Links are the same wherever they are written, and are read wherever they were written; a damaged one breaks
// nothing.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPage } from './support/harness.mjs';
import { ask, choice, commandLine, dice, note, written } from './support/links.mjs';
import { native } from './support/native.mjs';
import { eventually, open, template, textOf } from './support/playground.mjs';

const words = [
  'workflows:\n  - name: setup\n    parallelize:\n',
  '      - step: migrate\n        tasks: [jobs.migrate, jobs.scrub]\n',
  '        wait_for_finish: false\n',
  '        halt_on_error: true\n',
  'tasks:\n  services.web: { ready_after: 30s }\n',
  'defaults:\n  jobs: { runs_for: { uniform: [10s, 20s] } }\n',
  '# übung 🚀 部署\n',
  ' \t ',
  '\r\n',
  '"\\u0000"\n',
  '- [',
  'é',
];

/** A document of any kind: mostly what people write, and now and then what nobody would. */
function documentOf(roll) {
  const text = (pieces) => Array.from({ length: pieces }, () => words[roll(words.length)]).join('');
  return {
    template: `${text(1 + roll(30))}${roll(1_000_000)}`,
    scenario: text(roll(10)),
    stage: null,
    seed: roll(2) === 0 ? null : roll(2 ** 31),
    view: { task: null, window: null, cursor: null },
  };
}

testPage('any document makes the same link on the page and in the terminal', {}, async (page) => {
  await open(page);
  const folder = await mkdtemp(join(tmpdir(), 'laneway-links-'));
  const file = join(folder, 'scenario.yaml');
  const roll = dice(20_260_101);
  const documents = Array.from({ length: 40 }, () => documentOf(roll));
  const told = await ask(page, documents.map((shared) => ({ write: { shared, redact: false } })));
  try {
    for (const [index, shared] of documents.entries()) {
      const options = ['share', '-'];
      if (shared.scenario !== '') {
        await writeFile(file, shared.scenario);
        options.push('--scenario', file);
      }
      if (shared.seed !== null) options.push('--seed', `${shared.seed}`);
      const printed = await commandLine(options, shared.template);
      assert.equal(`#${told[index].written.fragment}\n`, printed, JSON.stringify(shared));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const links = told.map(({ written }) => ({ follow: `#${written.fragment}` }));
  const back = await ask(page, links);
  assert.deepEqual(back.map(({ followed }) => followed), documents.map((shared) => ({ shared, trouble: null })));
});

testPage('1,000 random documents make the links that native code makes, and come back', {}, async (page) => {
  await open(page);
  let count = 0;
  for await (const cases of native(['links', 1000], 100)) {
    const told = await ask(page, cases.map(({ shared }) => ({ write: { shared, redact: false } })));
    assert.deepEqual(told.map(({ written }) => written.fragment), cases.map(({ fragment }) => fragment));
    const back = await ask(page, cases.map(({ fragment }) => ({ follow: `#${fragment}` })));
    assert.deepEqual(back.map(({ followed }) => followed), cases.map(({ shared }) => ({ shared, trouble: null })));
    count += cases.length;
  }
  assert.equal(count, 1000);
});

testPage('every link that was ever written is read', {}, async (page) => {
  await open(page);
  const cases = await written();
  assert.ok(cases.length >= 8, `${cases.length} links`);
  const told = await ask(page, cases.map(({ link }) => ({ follow: link })));
  for (const [index, { name, holds }] of cases.entries()) {
    assert.deepEqual(told[index], { followed: { shared: holds, trouble: null } }, name);
  }
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.#%/ é';

/** A link with one thing or more done to it that chat programs, hands and programs do. */
function mutilated(link, roll) {
  let text = link;
  for (let times = 1 + roll(3); times > 0; times -= 1) {
    const at = 3 + roll(Math.max(1, text.length - 3));
    const letter = letters[roll(letters.length)];
    text = [
      () => text.slice(0, at),
      () => text.slice(0, at) + letter + text.slice(at + 1),
      () => text.slice(0, at) + letter + text.slice(at),
      () => text.slice(0, at) + text.slice(at + 1 + roll(20)),
      () => text + text.slice(3, at),
      () => `#${1 + roll(5_000_000_000)}.${text.slice(3)}`,
    ][roll(6)]();
  }
  return text;
}

async function mutilations(count) {
  const links = (await written()).map(({ link }) => `#${link.trim().split('#').at(-1)}`);
  const roll = dice(4_711);
  return Array.from({ length: count }, () => mutilated(links[roll(links.length)], roll));
}

testPage('a mutilated link is answered with what is wrong with it', {}, async (page) => {
  await open(page);
  const links = await mutilations(200);
  const told = await ask(page, links.map((link) => ({ follow: link })));
  const troubles = new Set();
  for (const [index, { followed, thrown }] of told.entries()) {
    assert.equal(thrown, undefined, links[index]);
    if (followed.trouble === null) continue;
    assert.match(followed.trouble, /^[A-Z].*\.$/, links[index]);
    troubles.add(followed.trouble.slice(0, 30));
  }
  assert.ok(troubles.size >= 4, [...troubles].join('\n'));
  const unharmed = told.filter(({ followed }) => followed.trouble === null);
  assert.ok(unharmed.length < 10, `${unharmed.length} links are as good as before`);
});

const [{ link: whole }] = await written();
const fragment = whole.trim().split('#').at(-1);
const middle = Math.floor(fragment.length / 2);
const other = fragment[middle] === 'A' ? 'B' : 'A';
const broken = {
  'is cut off': [fragment.slice(0, middle), /The end of this link is missing/],
  'has another letter': [fragment.slice(0, middle) + other + fragment.slice(middle + 1), /changed on its way/],
  'is of a later version': [`9${fragment.slice(1)}`, /written by a later Laneway/],
  'has a version that cannot be': ['01.AAAA', /no link of Laneway/],
  'is empty': ['1.', /no link of Laneway/],
  'holds what is no text': ['1.%00%ff', /The end of this link is missing/],
};

for (const [what, [hash, words]] of Object.entries(broken)) {
  testPage(`the page starts at a link that ${what}, and says so`, {}, async (page) => {
    await page.goto(`./#${hash}`);
    await note(page).getByText(words).waitFor();
    await page.getByRole('treegrid').waitFor();
    assert.match(await textOf(template(page)), /name: setup/, 'the first example is shown');
    await choice(page, 'Close').click();
    await note(page).waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).hash, '');
  });
}

testPage('what is left of a damaged link can be looked at', {}, async (page) => {
  const { link, holds } = (await written()).find(({ name }) => name === 'v1-shop-of-two-kilobytes');
  await page.goto(`./#${link.trim().split('#').at(-1).slice(0, -40)}`);
  await choice(page, 'Show what is left').click();
  await note(page).getByText('what is left of a damaged link').waitFor();
  const first = holds.template.split('\n')[0];
  await eventually(async () => assert.ok((await textOf(template(page))).startsWith(first)));
  await choice(page, 'Back to mine').click();
  await eventually(async () => assert.ok(!(await textOf(template(page))).startsWith(first)));
});
