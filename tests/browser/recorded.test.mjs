// A run that was recorded, over what is predicted for it: dropped, opened, and followed while it happens.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { drop, note } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { commandLine } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { serving } from './support/served.mjs';
import { bar, eventually, open, paste, scenario, sideways, template } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const TEMPLATE = `workflows:
  - name: setup
    parallelize:
      - step: frontend
        tasks: [services.frontend]
        wait_for_finish: false
      - step: migrate
        tasks: [jobs.migrate, jobs.scrub]
      - step: backend
        tasks: [services.backend]
`;
const PREDICTED = 'tasks:\n  services.frontend: { ready_after: { uniform: [20s, 100s] } }\n  jobs.migrate: { runs_for: 40s }\n';

/** What was recorded: the frontend took 95 s. */
const SLOW = `${TEMPLATE}services: [{name: frontend}, {name: backend}]\njobs: [{name: migrate}, {name: scrub}]\n`;
const recorded = (format) => commandLine(['simulate', '-', '--scenario', SLOW_FRONTEND, '--format', format], SLOW);
const SLOW_FRONTEND = fileURLToPath(new URL('../../crates/cli/tests/data/slow-frontend.yaml', import.meta.url));

const dialog = (page) => page.getByRole('dialog', { name: 'Recorded run' });

async function predict(page) {
  await open(page);
  await paste(template(page), SLOW);
  await paste(scenario(page), PREDICTED);
  await bar(page, 'services.frontend').waitFor();
  await page.getByRole('button', { name: 'Compare' }).waitFor();
}

for (const [name, options] of looks) {
  testPage(`a trace that is dropped is drawn over the prediction: ${name}`, options, async (page) => {
    await predict(page);
    await drop(page.getByRole('main'), ['run.jsonl', await recorded('trace')]);
    await dialog(page).getByText(/Recorded, beside the prediction: .* later, because services\.frontend takes 1m 35s instead of/).waitFor();
    await dialog(page).getByText(/The chance of a finish that late or later was [4-9](\.\d)? % \(.* from 2,000 predicted runs/).waitFor();
    const picture = dialog(page).getByRole('img', { name: /outlines of the other run.* how much later or earlier/ });
    await picture.waitFor();
    const drawn = decodeURIComponent(await picture.getAttribute('src'));
    assert.match(drawn, /services\.frontend[^<]*: ready at 1m 35s; \d+s later than predicted[;<]/);
    assert.match(drawn, />\+\d+s<\/text>/);
    assert.match(drawn, />−10s<\/text>/, 'jobs.migrate took 30s, not 40s');
    assert.match(drawn, />as predicted<\/text>/);
    const frontend = dialog(page).getByRole('row', { name: /^services\.frontend/ });
    assert.match(await frontend.innerText(), /0s – 1m 35s\s.* later$/);
    assert.equal(await sideways(page), 0);
    await page.screenshot({ path: `${folder}recorded-${name}.png` });
    assert.deepEqual(await violations(page), []);
  });
}

testPage('a report of a run is taken as well, and the dialog can be opened again', {}, async (page) => {
  await predict(page);
  await drop(page.getByRole('main'), ['run.json', await recorded('json')]);
  await dialog(page).getByText(/because services\.frontend takes 1m 35s/).waitFor();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Recorded' }).click();
  await dialog(page).getByText(/that late or later/).waitFor();
});

testPage('a run of another stage, and what is damaged, is refused with a reason', {}, async (page) => {
  await predict(page);
  const trace = await recorded('trace');
  await drop(page.getByRole('main'), ['other.jsonl', trace.replace('"stage":"setup"', '"stage":"elsewhere"')]);
  await dialog(page).getByText('The texts in the editors have no stage elsewhere, which was recorded.').waitFor();
  await drop(page.getByRole('main'), ['cut.jsonl', trace.slice(0, -9)]);
  await dialog(page).getByText(/This is no trace of a run: line \d+/).waitFor();
});

testPage('a run that is under way is shown with when it will end, and more of it as it comes', {}, async (page) => {
  await predict(page);
  const lines = (await recorded('trace')).split('\n');
  const until = (text) => lines.slice(0, lines.findIndex((line) => line.includes(text)) + 1).join('\n') + '\n';
  const bring = (text, isMore) =>
    page.evaluate(
      ([text, isMore]) => dispatchEvent(new CustomEvent('laneway-recorded', { detail: { name: 'run.jsonl', text, isMore }, cancelable: true })),
      [text, isMore],
    );
  await bring(until('"event":"task_started","at_ms":30000'), false);
  await dialog(page).getByText(/It is under way, and known for 30s\. By what is predicted it ends after about 1m/).waitFor();
  await bring(lines.join('\n'), true);
  await dialog(page).getByText(/that late or later/).waitFor();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await bring(lines.join('\n'), true);
  await eventually(async () => assert.equal(await dialog(page).count(), 0));
  assert.equal(await note(page).count(), 0);
});

const files = { 'app.yaml': SLOW, 'times.yaml': PREDICTED };
const following = { serve: serving(files, ['app.yaml', '--scenario', 'times.yaml', '--trace', 'run.jsonl', '--follow']) };

testPage('`laneway serve --trace --follow` shows a run while its trace grows', following, async (page, server) => {
  await open(page);
  await bar(page, 'services.frontend').waitFor();
  const lines = (await recorded('trace')).split('\n');
  // Cut in the middle of a line, as a file may be that is being written.
  const begun = lines.slice(0, lines.findIndex((line) => line.includes('"at_ms":30000')) + 1).join('\n');
  await server.write('run.jsonl', `${begun}\n{"event":"task_se`);
  await dialog(page).getByText(/It is under way, and known for 30s/).waitFor();
  await server.write('run.jsonl', lines.join('\n'));
  await dialog(page).getByText(/because services\.frontend takes 1m 35s/).waitFor();
});
