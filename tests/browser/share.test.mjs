// The dialog with a link: it holds what is seen, in every form, and gives no secret away unasked.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkIn } from '../../web/editor/src/links/png.js';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { commandLine, note, visit } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import {
  bar,
  expectBar,
  open,
  paste,
  pieces,
  scenario,
  sideways,
  tabTo,
  template,
  textOf,
} from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const workflow = `workflows:
  - name: setup
    order_from: [jobs.first]
  - name: teardown
    order_from: [jobs.last, jobs.after]
`;

// Put together here, so that no file of the project holds what looks like a secret.
const token = `ghp_${'a1b2c3d4e5f6'.repeat(3)}`;
const withSecret = (place) => `${workflow}env:\n  TOKEN: ${place}\n`;

const share = (page) => page.getByRole('button', { name: 'Share', exact: true });
const dialog = (page) => page.getByRole('dialog', { name: 'Share' });
const field = (page, name) => dialog(page).getByRole('textbox', { name });
const opened = async (link) => JSON.parse(await commandLine(['open', '--format', 'json', link]));
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const pasted = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Presses a button that saves a file; its name and what it holds. */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function openWith(page, text) {
  await open(page);
  await paste(template(page), text);
  await expectBar(page, 'jobs.first', /succeeded/);
}

testPage('the link holds what is seen, and opens', {}, async (page) => {
  await openWith(page, workflow);
  await paste(scenario(page), 'tasks:\n  jobs.after: { runs_for: 9s }');
  await page.getByRole('combobox', { name: 'Stage' }).selectOption('teardown');
  await expectBar(page, 'jobs.after', /succeeded at 39s/);
  await pieces(page, 'jobs.after').last().click();
  await page.getByRole('row', { selected: true }).filter({ has: bar(page, 'jobs.after') }).waitFor();
  await share(page).click();
  const link = await field(page, 'Link').inputValue();
  assert.deepEqual(await opened(link), {
    template: workflow,
    scenario: 'tasks:\n  jobs.after: { runs_for: 9s }',
    stage: 'teardown',
    seed: null,
    view: { task: 'jobs.after', window: null, cursor: null },
  });
  await dialog(page).getByText(`${link.length} characters`, { exact: true }).waitFor();
  assert.equal(await field(page, 'Markdown').inputValue(), `[teardown in Laneway](${link})`);
  assert.equal(await field(page, 'Command line').inputValue(), `laneway open '${link}'`);
  const embed = await field(page, 'Embed').inputValue();
  assert.ok(embed.startsWith(`<iframe src="${link.replace('/#', '/embed.html#')}" title="teardown in Laneway"`));
  await visit(page, link);
  await expectBar(page, 'jobs.after', /succeeded at 39s/);
  await note(page).waitFor();
});

testPage('every form is copied, by keyboard alone', clipboard, async (page) => {
  await openWith(page, workflow);
  await page.keyboard.press('Escape');
  await tabTo(page, share(page), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const link = await field(page, 'Link').inputValue();
  for (const [name, expected] of [
    ['Link', link],
    ['Markdown', `[A workflow in Laneway](${link})`],
    ['Embed', await field(page, 'Embed').inputValue()],
    ['Command line', `laneway open '${link}'`],
  ]) {
    await tabTo(page, dialog(page).getByRole('button', { name: `Copy: ${name}` }));
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: `Copied: ${name}` }).waitFor();
    assert.equal(await pasted(page), expected);
  }
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.ok(await share(page).evaluate((button) => button === document.activeElement), 'the focus is back');
});

testPage('every form is the one that the command line prints', {}, async (page) => {
  await openWith(page, workflow);
  await share(page).click();
  const scenarioFile = join(await mkdtemp(join(tmpdir(), 'laneway-share-')), 'scenario.yaml');
  const link = await field(page, 'Link').inputValue();
  await writeFile(scenarioFile, (await opened(link)).scenario);
  for (const [name, format] of [['Link', 'link'], ['Markdown', 'markdown'], ['Embed', 'embed'], ['Command line', 'command']]) {
    const options = ['share', '-', '--scenario', scenarioFile, '--site', page.url(), '--format', format];
    assert.equal(`${await field(page, name).inputValue()}\n`, await commandLine(options, workflow), name);
  }
});

testPage('the timeline is saved as the picture that the command line draws', {}, async (page) => {
  await openWith(page, workflow);
  await paste(scenario(page), '');
  await expectBar(page, 'jobs.first', /succeeded at 30s/);
  await share(page).click();
  const svg = await saved(page, 'Save as SVG');
  assert.equal(svg.name, 'setup.svg');
  assert.equal(svg.bytes.toString(), await commandLine(['export', '-', '--to', 'svg'], workflow));
  await dialog(page).getByRole('status').filter({ hasText: 'setup.svg is saved' }).waitFor();
  const texts = await saved(page, 'Save template');
  assert.equal(texts.bytes.toString(), workflow);
  assert.equal(await dialog(page).getByRole('button', { name: 'Save scenario' }).count(), 0);
});

testPage('a picture in PNG holds its link, and is opened as one', {}, async (page) => {
  await openWith(page, workflow);
  await share(page).click();
  const link = await field(page, 'Link').inputValue();
  const png = await saved(page, 'Save as PNG');
  assert.equal(linkIn(png.bytes), link);
  assert.equal(linkIn(png.bytes.subarray(0, 200)), undefined, 'a part of it is no picture');
  // The width stands in the header, in pixels.
  assert.equal(png.bytes.readUInt32BE(16), 1920);
  await page.keyboard.press('Escape');
  await paste(template(page), 'workflows: []');
  await page.evaluate(([bytes]) => {
    const files = new DataTransfer();
    files.items.add(new File([Uint8Array.from(bytes)], 'setup.png', { type: 'image/png' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true }));
    }
  }, [Array.from(png.bytes)]);
  await note(page).waitFor();
  await expectBar(page, 'jobs.first', /succeeded/);
});

testPage('what happened is copied in words', clipboard, async (page) => {
  await openWith(page, workflow);
  await share(page).click();
  await dialog(page).getByRole('button', { name: 'Copy summary' }).click();
  await dialog(page).getByText('The summary is in the clipboard.').waitFor();
  assert.match(await pasted(page), /^`setup` succeeded after 30s\.\n/);
});

testPage('a long link says that it is', {}, async (page) => {
  const tasks = Array.from({ length: 900 }, (_, index) => `jobs.t${(index * 7919) % 100_003}`);
  await openWith(page, `${workflow}  - name: many\n    order_from: [${tasks}]\n`);
  await share(page).click();
  await dialog(page).getByText('Some chat and mail programs cut links that long').waitFor();
});

testPage('a secret is not in the link before that is decided', {}, async (page) => {
  const text = withSecret(token);
  await openWith(page, text);
  await share(page).click();
  await dialog(page).getByRole('listitem').filter({ hasText: /Template 7:10.*GitHub token/ }).waitFor();
  assert.equal(await dialog(page).getByRole('textbox').count(), 0);
  await dialog(page).getByRole('button', { name: 'Redact' }).click();
  const redacted = await opened(await field(page, 'Link').inputValue());
  assert.match(redacted.template, /TOKEN: "\$\{TOKEN\}"/);
  assert.equal(await textOf(template(page)), text, 'the text is as it was');
  await page.keyboard.press('Escape');
  await share(page).click();
  await dialog(page).getByRole('button', { name: 'Share anyway' }).click();
  assert.equal((await opened(await field(page, 'Link').inputValue())).template, text);
});

testPage('what cannot be redacted is left to a human', {}, async (page) => {
  await openWith(page, `${withSecret(token)}# old: ${token}\n`);
  await share(page).click();
  await dialog(page).getByRole('button', { name: 'Redact' }).click();
  await dialog(page).getByText('take it out by hand').first().waitFor();
  assert.equal(await dialog(page).getByRole('listitem').count(), 1);
  assert.equal(await dialog(page).getByRole('button', { name: 'Redact' }).count(), 0);
  await dialog(page).getByRole('button', { name: 'Share anyway' }).click();
  const shared = await opened(await field(page, 'Link').inputValue());
  assert.match(shared.template, /TOKEN: "\$\{TOKEN\}"/);
});

testPage('says so when it cannot be loaded, and tries again', {}, async (page) => {
  await openWith(page, workflow);
  await page.route('**/link-engine*', (route) => route.fulfill({ contentType: 'text/plain', body: '' }));
  await share(page).click();
  await dialog(page).getByText('The link could not be made.').waitFor();
  await page.unroute('**/link-engine*');
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await field(page, 'Link').waitFor();
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-share-${what}.png` });
    };
    await openWith(page, `${withSecret(token)}# old: ${token}\n`);
    await share(page).click();
    await dialog(page).getByRole('button', { name: 'Redact' }).waitFor();
    await shoot('secrets');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await dialog(page).getByRole('button', { name: 'Share anyway' }).click();
    await field(page, 'Link').waitFor();
    await shoot('link');
    assert.deepEqual(await violations(page), []);
  });
}
