// Drafts as their users meet them.

import assert from 'node:assert/strict';
import { eventually, expectBar, paste, template } from './playground.mjs';

export const workflow = (task) => `workflows:\n  - name: setup\n    order_from: [${task}]`;

/** The note about drafts and files. */
export const note = (page) => page.getByRole('region', { name: 'Draft' });
export const choice = (page, name) => note(page).getByRole('button', { name });

export const dialog = (page) => page.getByRole('dialog', { name: 'Drafts' });
export const shelf = (page) => dialog(page).getByRole('list', { name: 'Your drafts' }).getByRole('listitem');
export const past = (page) => dialog(page).getByRole('list', { name: 'Earlier states' }).getByRole('listitem');
export const act = (page, name) => dialog(page).getByRole('button', { name, exact: true });

export async function openDrafts(page) {
  await page.getByRole('button', { name: 'Drafts' }).click();
  await dialog(page).waitFor();
}

/** The names of the drafts, the present one with a star. */
export const names = (page) =>
  shelf(page).evaluateAll((items) =>
    items.map((item) => `${item.querySelector('.shelf-name').textContent}${item.ariaCurrent ? ' *' : ''}`),
  );

/** What the storage has under a key. */
export const stored = (page, key) => page.evaluate((it) => localStorage.getItem(it), key);

/** The templates of all drafts that are kept. */
export const kept = (page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key === 'laneway.draft' || key.startsWith('laneway.draft:'))
      .flatMap((key) => {
        const json = localStorage.getItem(key);
        return json.startsWith('{') ? [JSON.parse(json).template] : [];
      })
      .sort(),
  );

/** Writes a workflow with this task into the template, and waits until it is kept. */
export async function write(page, task) {
  await paste(template(page), workflow(task));
  await expectBar(page, task, /succeeded|ready/);
  await eventually(async () => assert.ok((await kept(page)).includes(workflow(task))));
}

/** Waits until what looks after drafts is loaded, which is when one is first changed. */
export async function keeperIsThere(page) {
  await eventually(async () => assert.ok(await stored(page, 'laneway.drafts')));
}

/** Drops files on an element, as a user who drags them there; each a name and a text or bytes. */
export async function drop(locator, ...files) {
  const plain = files.map(([name, content]) => [name, typeof content === 'string' ? content : Array.from(content)]);
  await locator.evaluate((element, all) => {
    const dataTransfer = new DataTransfer();
    for (const [name, content] of all) {
      dataTransfer.items.add(new File([typeof content === 'string' ? content : new Uint8Array(content)], name));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, plain);
}
