// Colours that the system forces, letters of twice the size, and users who want nothing to move: in every view and in
// front of it. And nothing of what is written leaves the browser, whatever is looked at.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { expectBar, open, paste, pick, scenario, sideways, template } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const secret = 'jobs.unheard-of-name';
const workflow = `workflows:\n  - name: setup\n    order_from: [services.db, ${secret}]\n`;
const chances = `tasks:\n  ${secret}: { runs_for: { uniform: [1m, 3m] } }\n`;

/** What is seen of a run, each once all of it is there. */
const views = {
  Timeline: (page) => page.getByRole('treegrid').waitFor(),
  Forecast: (page) => page.getByText('10,000 runs', { exact: true }).waitFor(),
  Advice: (page) => page.getByText(/^Every change was measured in the same [\d,]+ runs\.$/).waitFor(),
  Sweep: (page) => page.getByRole('region', { name: 'Sweep' }).getByRole('combobox', { name: 'Vary' }).waitFor(),
};

/** What opens in front of the page: the button that opens it, and what is in it once all of it is there. */
const dialogs = {
  share: ['Share', (dialog) => dialog.getByRole('textbox', { name: 'Link' })],
  refactor: ['Refactor', (dialog) => dialog.getByRole('radio').first()],
  keys: ['Keys', (dialog) => dialog.getByRole('heading').first()],
};

async function show(page, view) {
  await page.getByRole('button', { name: view, exact: true }).click();
  await views[view](page);
}

async function openDialog(page, name) {
  const [button, content] = dialogs[name];
  await page.getByRole('button', { name: button }).click();
  await content(page.getByRole('dialog')).waitFor();
}

async function openWorkflow(page) {
  await open(page);
  await paste(scenario(page), chances);
  await paste(template(page), workflow);
  await expectBar(page, secret, /succeeded/);
}

/** Does something in every view, and with every dialog. */
async function everywhere(page, act) {
  for (const view of Object.keys(views)) {
    await show(page, view);
    await act(view.toLowerCase());
  }
  for (const name of Object.keys(dialogs)) {
    await openDialog(page, name);
    await act(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

/** How many colours a canvas shows. */
const colours = (page) =>
  page.locator('.timeline__canvas').evaluate((canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

for (const colorScheme of ['light', 'dark']) {
  testPage(`forced colours, ${colorScheme}: everything can be told apart`, { forcedColors: 'active', colorScheme }, async (page) => {
    await open(page);
    await pick(page, 'A halt while something runs');
    await page.getByText('halted').first().waitFor();
    assert.ok((await colours(page)) > 4, 'the picture has colours of its own');
    // The ground and the text of every control are the system's, and so is the frame around what has the focus.
    const button = page.getByRole('button', { name: 'Share' });
    await button.focus();
    const { color, ground, frame } = await button.evaluate((element) => {
      const style = getComputedStyle(element);
      return { color: style.color, ground: style.backgroundColor, frame: style.outlineStyle };
    });
    assert.notEqual(color, ground);
    assert.equal(frame, 'solid');
    await openWorkflow(page);
    await everywhere(page, async (what) => {
      await page.screenshot({ path: `${folder}forced-${colorScheme}-${what}.png` });
      // How text stands out is up to the system; axe reckons with colours that are not shown.
      const found = (await violations(page)).filter((it) => !it.startsWith('color-contrast'));
      assert.deepEqual(found, [], what);
    });
  });
}

testPage('200 % zoom: nothing is cut off, and nothing scrolls sideways', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, async (page) => {
  await openWorkflow(page);
  await everywhere(page, async (what) => {
    await page.screenshot({ path: `${folder}zoomed-${what}.png` });
    assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
    const cut = await page.evaluate(() => {
      const shown = [...document.querySelectorAll('button, select, input, h2, dt')].filter((it) => it.checkVisibility());
      const isCut = (it) => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflow === 'hidden';
      return shown.filter((it) => isCut(it) && !it.closest('.visually-hidden')).map((it) => it.outerHTML);
    });
    assert.deepEqual(cut, [], what);
  });
});

testPage('nothing moves for users who want that', { reducedMotion: 'reduce' }, async (page) => {
  await openWorkflow(page);
  await everywhere(page, async (what) => {
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((it) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(it);
          const isSlow = transitionDuration.split(',').some((duration) => parseFloat(duration) > 0);
          return isSlow || animationName !== 'none' || scrollBehavior === 'smooth';
        })
        .map((it) => it.outerHTML.slice(0, 200)),
    );
    assert.deepEqual(moving, [], what);
  });
});

testPage('what is written stays in the browser, whatever is looked at', {}, async (page) => {
  // Every request to another host fails every test; here those to its own are looked at as well.
  const requests = [];
  page.context().on('request', (request) => requests.push(request));
  page.on('websocket', (socket) => assert.fail(`a connection to ${socket.url()}`));
  await openWorkflow(page);
  await everywhere(page, async () => {});
  await page.reload();
  await expectBar(page, secret, /succeeded/);
  assert.ok(requests.length > 10, 'requests are seen');
  for (const request of requests) {
    const { pathname, search } = new URL(request.url());
    assert.deepEqual([request.method(), search, request.postData()], ['GET', '', null], pathname);
    assert.ok(!JSON.stringify([pathname, request.headers()]).includes('unheard-of'), pathname);
  }
});
