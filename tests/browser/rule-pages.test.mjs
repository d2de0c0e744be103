// The page about a problem's code opens in front of the playground, its examples can be tried, and
// it says so when it cannot be loaded.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { eventually, expectProblems, open, pick, sideways, tabTo, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const RULE = 'dependency-in-step';
const opener = (page) => page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: RULE });
const dialog = (page) => page.getByRole('dialog', { name: RULE });
const title = (page, name) => dialog(page).getByRole('heading', { name, exact: true });
const hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);

/** Opens the playground with the example whose only problem is the rule's. */
async function openLesson(page) {
  await open(page);
  await pick(page, 'B before A');
  await expectProblems(page, /^Warning, template line 5/);
}

testPage('by keyboard: opened, closed, its example tried and undone', {}, async (page) => {
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  await openLesson(page);
  assert.ok(!loaded.some((url) => /(pages\.json|dialogs\.js)$/.test(url)), 'loaded before anyone asked for it');
  const before = await textOf(template(page));

  await opener(page).focus();
  await page.keyboard.press('Enter');
  for (const name of ['Why', 'Bad', 'What is said', 'Good', 'Allowing it']) await title(page, name).waitFor();
  await dialog(page).getByText(`# laneway: allow ${RULE} reason`).waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.ok(await hasFocus(opener(page)), 'the focus is back where it was');

  await page.keyboard.press('Enter');
  const tryIt = dialog(page).getByRole('button', { name: 'Try it: bad example' });
  await tryIt.waitFor();
  const bad = await dialog(page).getByRole('group', { name: 'Bad example, template' }).textContent();
  assert.notEqual(bad, before);
  await tabTo(page, tryIt);
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'detached' });
  await eventually(async () => assert.equal(await textOf(template(page)), bad));
  assert.ok(await hasFocus(template(page)), 'the template has the focus');
  await opener(page).first().waitFor();

  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal(await textOf(template(page)), before));
});

testPage('a page that cannot be loaded says so, and can be asked for again', {}, async (page) => {
  await openLesson(page);
  await page.route('**/pages.json', (route) => route.fulfill({ body: 'not what was asked for' }));
  await opener(page).click();
  await dialog(page).getByRole('status').getByText('could not be loaded').waitFor();
  await page.unroute('**/pages.json');
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await title(page, 'Why').waitFor();
});

testPage('so does one whose program cannot be loaded', {}, async (page) => {
  await openLesson(page);
  await page.route('**/dialogs.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'throw 0' }));
  const said = page.waitForEvent('dialog');
  const click = opener(page).click();
  const alert = await said;
  assert.match(alert.message(), /could not be loaded/);
  await alert.accept();
  await click;
});

const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['narrowest', { colorScheme: 'light', viewport: { width: 320, height: 640 } }],
];

for (const [look, options] of looks) {
  testPage(`a rule's page looks right: ${look}`, options, async (page) => {
    await openLesson(page);
    await opener(page).click();
    await title(page, 'Allowing it').waitFor();
    assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
    const body = dialog(page).locator('.dialog-body');
    assert.ok(await body.evaluate((element) => element.scrollWidth <= element.clientWidth), 'the dialog scrolls sideways');
    const cut = await body.locator('pre').evaluateAll((all) => all.filter((pre) => pre.scrollHeight > pre.clientHeight));
    assert.equal(cut.length, 0, 'an example is cut below');
    await page.screenshot({ path: `${folder}${look}-rule-page.png` });
    assert.deepEqual(await violations(page), []);
  });
}
