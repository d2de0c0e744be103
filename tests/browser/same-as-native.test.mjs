// The page's programs, in WebAssembly, give the bytes that native code gives. They are built for small size and
// in one piece, native code is built for tests with every check, so this is also a comparison of an optimised
// build with one that is not.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import { startLead } from './support/lead.mjs';
import { difference, native } from './support/native.mjs';
import { open } from './support/playground.mjs';

/** What the engine says of one run each. */
const reports = (page, cases) =>
  page.evaluate(
    (all) =>
      Promise.all(
        all.map(({ template, scenario, stage }) =>
          window.laneway.simulateJson(template, scenario, stage ?? undefined),
        ),
      ),
    cases.map(({ template, scenario, stage }) => ({ template, scenario, stage })),
  );

/** What the lead and its helpers say of so many runs each. */
const forecasts = (page, cases, runs) =>
  page.evaluate(
    async ([all, count]) => {
      const found = [];
      for (const inputs of all) found.push(await window.forecastJson(inputs, count));
      return found;
    },
    [cases.map(({ template, scenario, stage }) => ({ template, scenario, stage, seed: null })), runs],
  );

/** Those of the cases of which something else is found, and what. */
const different = (cases, expected, found) =>
  cases.flatMap(({ name }, at) => {
    const line = difference(expected[at], found[at]);
    return line === undefined ? [] : [`${name}, ${line}`];
  });

async function compareReports(page, words) {
  const wrong = [];
  let count = 0;
  for await (const cases of native([...words, 0], 250)) {
    const found = await reports(page, cases);
    wrong.push(...different(cases, cases.map(({ report }) => report), found));
    count += cases.length;
  }
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${count} differ`);
  return count;
}

/** How many cases are compared, and how many of them left something to chance. */
async function compareForecasts(page, words, runs) {
  await startLead(page);
  const wrong = [];
  let [count, drawn] = [0, 0];
  for await (const cases of native([...words, runs], 50)) {
    const found = await forecasts(page, cases, runs);
    wrong.push(...different(cases, cases.map(({ forecast }) => forecast), found));
    count += cases.length;
    drawn += cases.filter(({ forecast }) => forecast !== null).length;
  }
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} of ${count} differ`);
  return { count, drawn };
}

testPage('every simulated case is the same, byte for byte', {}, async (page) => {
  await open(page);
  const count = await compareReports(page, ['corpus']);
  assert.ok(count > 100, `${count} cases`);
});

testPage('10,000 random plans are the same, byte for byte', {}, async (page) => {
  await open(page);
  assert.equal(await compareReports(page, ['plans', 10_000]), 10_000);
});

// More runs than one portion of them holds, so that several are merged.
testPage('forecasts of the simulated cases are the same, byte for byte', {}, async (page) => {
  await open(page);
  const { count, drawn } = await compareForecasts(page, ['corpus'], 3000);
  assert.ok(count > 100 && drawn >= 4, `${drawn} of ${count} cases`);
});

testPage('forecasts of 1,000 random plans are the same, byte for byte', {}, async (page) => {
  await open(page);
  const { count, drawn } = await compareForecasts(page, ['plans', 1000], 100);
  assert.ok(count === 1000 && drawn > 900, `${drawn} of ${count} plans`);
});
