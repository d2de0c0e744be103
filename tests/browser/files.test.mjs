// Files: opened by a button or dropped on the page, told apart, and saved again.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { act, choice, dialog, drop, kept, names, note, openDrafts, workflow, write } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { commandLine } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, expectProblems, fixes, open, scenario, sideways, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const corpus = new URL('../corpus/err/', import.meta.url);

const slow = 'tasks:\n  jobs.dropped: { runs_for: 5m }\n';

testPage('a template and a scenario are opened as a draft of their own', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.mine');
  await drop(template(page), ['slow.yaml', slow], ['shop.yaml', workflow('jobs.dropped')]);
  await expectBar(page, 'jobs.dropped', /succeeded at 5m/);
  await note(page).getByText('shop.yaml and slow.yaml are a draft of their own now.').waitFor();
  assert.deepEqual(await kept(page), [workflow('jobs.dropped'), workflow('jobs.mine')]);
  await openDrafts(page);
  await eventually(async () => assert.deepEqual(await names(page), ['shop *', 'My draft']));
  await page.keyboard.press('Escape');
  await choice(page, 'Back to My draft').click();
  await expectBar(page, 'jobs.mine', /succeeded/);
});

testPage('a scenario alone goes beside the template, and can be undone', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.dropped');
  const before = await textOf(scenario(page));
  await drop(page.getByRole('treegrid'), ['times.yaml', slow]);
  await expectBar(page, 'jobs.dropped', /succeeded at 5m/);
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal(await textOf(scenario(page)), before));
});

testPage('the button opens files, too', {}, async (page) => {
  await open(page);
  await openDrafts(page);
  const chooser = page.waitForEvent('filechooser');
  await act(page, 'Open files …').click();
  const files = [{ name: 'shop.yml', mimeType: 'text/yaml', buffer: Buffer.from(workflow('jobs.chosen')) }];
  await (await chooser).setFiles(files);
  await expectBar(page, 'jobs.chosen', /succeeded/);
});

testPage('what cannot be shown is refused, and nothing is touched', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.mine');
  const problems = await commandLine(['check', '-', '--format', 'json'], workflow('jobs.mine'));
  const cases = [
    [['picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1])], /picture\.png is no text\./],
    [['latin.yaml', new Uint8Array([0x61, 0xe9, 0x62])], /latin\.yaml is no text in UTF-8\./],
    [['wide.yaml', new Uint8Array([0xff, 0xfe, 0x61, 0])], /wide\.yaml is written in UTF-16; save it as UTF-8\./],
    [['huge.yaml', 'a'.repeat(8 * 1024 * 1024 + 1)], /huge\.yaml is larger than 8 MiB/],
    [['problems.json', problems], /problems\.json is a list of problems/],
  ];
  for (const [file, expected] of cases) {
    await drop(page.getByRole('main'), file);
    await note(page).getByText(expected).waitFor();
    await choice(page, 'Close').click();
  }
  await drop(page.getByRole('main'), ['a.yaml', workflow('jobs.a')], ['b.yaml', workflow('jobs.b')]);
  await expectBar(page, 'jobs.a', /succeeded/);
  await note(page).getByText('b.yaml is a second template').waitFor();
  assert.ok((await kept(page)).includes(workflow('jobs.mine')));
});

testPage('a docker-compose file becomes a template in one step that can be undone', {}, async (page) => {
  await open(page);
  const compose = await readFile(new URL('another-tool-compose.yaml', corpus), 'utf8');
  await drop(template(page), ['compose.yaml', compose]);
  await expectProblems(page, /This is a docker-compose file, not a template/);
  await fixes(page).first().click();
  await expectBar(page, 'jobs.migrate', /succeeded/);
  await expectProblems(page);
  await template(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expectProblems(page, /This is a docker-compose file, not a template/);
});

testPage('the texts are saved as files that can be opened again', {}, async (page) => {
  await open(page);
  await drop(template(page), ['my shop.yaml', workflow('jobs.dropped')], ['slow.yaml', slow]);
  await expectBar(page, 'jobs.dropped', /succeeded at 5m/);
  await openDrafts(page);
  const downloads = [];
  page.on('download', (download) => downloads.push(download));
  await act(page, 'Save as files').click();
  await eventually(async () => assert.equal(downloads.length, 2));
  const saved = await Promise.all(
    downloads.map(async (it) => [it.suggestedFilename(), await readFile(await it.path(), 'utf8')]),
  );
  assert.deepEqual(saved.sort(), [
    ['my-shop.scenario.yaml', slow],
    ['my-shop.yaml', workflow('jobs.dropped')],
  ]);
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-${what}.png` });
    };
    await open(page);
    const workflows = await readFile(new URL('another-tool-github-actions.yaml', corpus), 'utf8');
    await drop(template(page), ['release.yml', workflows]);
    await expectProblems(page, /This is a GitHub Actions workflow, not a template/);
    await shoot('file-of-another-tool');
    const compose = await readFile(new URL('another-tool-compose.yaml', corpus), 'utf8');
    await drop(template(page), ['compose.yaml', compose], ['photo.jpg', new Uint8Array([0xff, 0xd8, 0])]);
    await expectProblems(page, /This is a docker-compose file, not a template/);
    await note(page).getByText('photo.jpg is no text').waitFor();
    await shoot('docker-compose');
    assert.deepEqual(await violations(page), []);
    assert.equal(await dialog(page).count(), 0);
  });
}
