// How fast the page simulates many runs, as its users ask for them: `node many-runs.mjs TEMPLATE SCENARIO RUNS`,
// where RUNS is a choice of the forecast, such as `1,000,000`. Prints the microseconds that each worker took,
// how many runs they were, and the mean end of a run in milliseconds.

import { readFile } from 'node:fs/promises';
import { launch } from './support/chromium.mjs';
import { expectRuns, openForecast, runs, save } from './support/forecast.mjs';
import { open, paste, scenario, template } from './support/playground.mjs';
import { startSite } from './support/site.mjs';

/** Simulated when the forecast is opened, before anything is measured. */
const FIRST = '10,000';
/** The page's own worker, and the one that leads the others. */
const NOT_AT_WORK = 2;

const [templateFile, scenarioFile, choice] = process.argv.slice(2);
const number = (shown) => Number(shown.replaceAll(',', ''));

/** Milliseconds from the choice of so many runs until all are there. The page says when: asking it would take its time. */
async function measure(page) {
  const took = page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        let chosenAt;
        addEventListener('change', () => (chosenAt = performance.now()), { capture: true, once: true });
        const look = () => {
          const isThere = document.querySelector('.foresight-status')?.textContent.trim() === wanted;
          if (isThere && chosenAt) resolve(performance.now() - chosenAt);
        };
        const all = { childList: true, subtree: true, characterData: true };
        new MutationObserver(look).observe(document.getElementById('foresight'), all);
      }),
    `${choice} runs`,
  );
  await runs(page).selectOption(choice);
  return took;
}

const browser = await launch();
const site = await startSite();
try {
  const page = await browser.newPage({ baseURL: site.address });
  await open(page);
  await paste(template(page), await readFile(templateFile, 'utf8'));
  await paste(scenario(page), await readFile(scenarioFile, 'utf8'));
  await openForecast(page);
  await expectRuns(page, `${FIRST} runs`);
  const took = await measure(page);
  const workers = page.workers().length - NOT_AT_WORK;
  const { forecast } = JSON.parse(await save(page));
  const { mean_ms: end } = forecast.finish.ended.mean;
  console.log(Math.round(took * 1000 * workers), number(choice) - number(FIRST), end);
} finally {
  await browser.close();
  await site.stop();
}
