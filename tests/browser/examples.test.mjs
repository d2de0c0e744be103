// Every example draws, has nothing wrong with it, and teaches what it says.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import { bar, eventually, expectBar, expectProblems, figures, namesOf, open, pick, pieces } from './support/playground.mjs';

/** The problems that examples show, by their index. */
const LESSONS = { 0: [/^Error, template line 2/], 3: [/^Warning, template line 5.*services\.b.*services\.a/] };

testPage('every example draws its tasks; a problem is there only where it is the lesson', {}, async (page) => {
  await open(page);
  const picker = page.getByRole('combobox', { name: 'Example' });
  const titles = (await picker.getByRole('option').allTextContents()).filter((title) => /^\d/.test(title));
  assert.ok(titles.length >= 8, titles.join(', '));
  for (const [index, label] of titles.entries()) {
    await picker.selectOption({ label });
    await expectProblems(page, ...(LESSONS[index] ?? []));
    await eventually(async () => {
      assert.ok(Object.keys(await figures(page)).length >= 2, label);
      assert.ok((await page.getByRole('treegrid').getByRole('row').count()) >= 2, label);
    });
  }
});

testPage('B before A: each crashed attempt and each back-off is there', {}, async (page) => {
  await open(page);
  await pick(page, 'B before A');
  await expectBar(page, 'services.b', /ready at 1m 34s after 5 attempts/);
  const names = await namesOf(pieces(page, 'services.b'));
  const starts = names.map((name) => name.match(/^(Attempt \d+|Back-off)/)?.[1]);
  assert.deepEqual(
    starts,
    ['Attempt 1', 'Attempt 2', 'Back-off', 'Attempt 3', 'Back-off', 'Attempt 4', 'Back-off', 'Attempt 5'],
    names.join('\n'),
  );
  assert.match(names[0], /crashed at 3s.*services\.a was not ready|crashed at 3s/);
  assert.match(names[2], /6s – 16s/);
  assert.match(names[6], /42s – 1m 22s.*40s/);
  assert.match(names[7], /started at 1m 22s and was ready 12s later, at 1m 34s/);
});

testPage('the shop is much faster in steps', {}, async (page) => {
  await open(page);
  await pick(page, 'one by one');
  await eventually(async () => assert.equal((await figures(page))['All settled'], '11m 25s'));
  await pick(page, 'The same shop');
  await eventually(async () => assert.equal((await figures(page))['Last step done'], '3m 20s'));
  await bar(page, 'services.storefront').waitFor();
});

testPage('another stage can be looked at', {}, async (page) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Stage' }).selectOption('teardown');
  await expectBar(page, 'release.remove_environment', /succeeded/);
});
