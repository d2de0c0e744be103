// A text that was pasted into the wrong editor is recognised, and moved if the user wants that.

import assert from 'node:assert/strict';
import { violations } from './support/accessibility.mjs';
import { choice, note } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, open, paste, scenario, template, textOf } from './support/playground.mjs';

const workflow = 'workflows:\n  - name: setup\n    order_from: [jobs.first]';
const behaviour = 'defaults:\n  jobs: { runs_for: 7s }';

testPage('a template in the place of the scenario is moved, and undo brings it back', {}, async (page) => {
  await open(page);
  await paste(scenario(page), workflow);
  await note(page).getByText('What stands in the scenario looks like a template.').waitFor();
  await choice(page, 'Move it to the template').click();
  await expectBar(page, 'jobs.first', /succeeded at 30s/);
  assert.equal(await textOf(template(page)), workflow);
  assert.equal(await textOf(scenario(page)), '');
  await note(page).waitFor({ state: 'detached' });
  await scenario(page).press('ControlOrMeta+z');
  await eventually(async () => assert.equal(await textOf(scenario(page)), workflow));
});

testPage('so is a scenario in the place of the template; what is left there is not spoken of again', {}, async (page) => {
  await open(page);
  await paste(scenario(page), '');
  await paste(template(page), behaviour);
  await note(page).getByText('What stands in the template looks like a scenario.').waitFor();
  await choice(page, 'Leave it').click();
  await note(page).waitFor({ state: 'detached' });
  await paste(template(page), `${behaviour}\n`);
  await choice(page, 'Move it to the scenario').click();
  await eventually(async () => assert.equal(await textOf(scenario(page)), `${behaviour}\n`));
  assert.equal(await textOf(template(page)), '');
});

for (const [look, options] of looks) {
  testPage(`the note looks right: ${look}`, options, async (page) => {
    await open(page);
    await paste(scenario(page), workflow);
    await choice(page, 'Move it to the template').waitFor();
    assert.deepEqual(await violations(page), []);
  });
}
