import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeActionRequest, CodeActionResolveRequest, CodeActionTriggerKind } from 'vscode-languageserver-protocol/node';
import { Editor } from './support/editor.mjs';

const TEMPLATE = 'untitled:/app/template.yaml';
const SCENARIO = 'untitled:/app/template.scenario.yaml';

const STEPS = `services: # 🐘
  - name: db
  - name: cache
  - name: web
    depends_on: [db]
jobs:
  - name: migrate
    halt_on_error: true
workflows:
  - name: setup
    parallelize:
      - step: db
        tasks:
          - services.db # 🐢 slow
      - step: cache
        tasks:
          - services.cache
      - step: migrate
        tasks: [jobs.migrate]
      - step: web
        tasks: [services.web]
  - name: patch
    order_from: [services.db, services.cache, services.web]
`;
const SLOW = 'tasks:\n  services.db: { ready_after: 45s }\n';
const NOTHING = 'services:\n  - name: web\n    depends_on: [api]\n  - name: api\n';

async function offers(editor, part, context = {}) {
  const found = await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: TEMPLATE },
    range: editor.range(TEMPLATE, part),
    context: { diagnostics: [], only: ['refactor'], ...context },
  });
  return found.filter((it) => it.kind === 'refactor.rewrite');
}

const titles = (actions) => actions.map((it) => it.title);
const codes = (problems) => problems.map((it) => it.code);

for (const resolves of [true, false]) {
  test(`a refactoring is listed with what it brings, and applied (edits later: ${resolves})`, async (t) => {
    const editor = await Editor.start(t, { resolves });
    await editor.open(TEMPLATE, STEPS);
    await editor.open(SCENARIO, SLOW);
    assert.ok(codes(await editor.problems(TEMPLATE)).includes('could-be-one-step'));
    const found = await offers(editor, 'step: cache');
    const merge = found.find((it) => it.title.startsWith('Merge'));
    assert.equal(merge.title, 'Merge step `cache` into step `db` (finish 2m 15s → 1m 45s)');
    assert.equal('edit' in merge, !resolves);
    const { edit } = resolves ? await editor.connection.sendRequest(CodeActionResolveRequest.type, merge) : merge;
    await editor.apply(edit);
    assert.match(editor.text(TEMPLATE), /- services\.db # 🐢 slow\n +- services\.cache\n/);
    assert.ok(!codes(await editor.problems(TEMPLATE)).includes('could-be-one-step'));
    assert.equal(await editor.stop(), 0);
  });
}

test('every kind of refactoring can be reached', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, STEPS);
  const reached = [
    ['name: migrate', /^Move `halt_on_error` of job `migrate` to its steps \(finish 2m, no change\)$/],
    ['services.cache', /^Let `services\.cache` run beside the steps that follow \(finish 2m → /],
    ['order_from', /^Run stage `patch` in 2 steps, .* \(finish 1m 30s → 1m\)$/],
  ];
  for (const [part, title] of reached) {
    const found = titles(await offers(editor, part));
    assert.ok(found.some((it) => title.test(it)), `${part}: ${found.join('; ')}`);
  }
  await editor.type(TEMPLATE, 'tasks: [jobs.migrate]', 'tasks: [jobs.migrate, services.cache]');
  const split = titles(await offers(editor, ', services.cache'));
  assert.ok(split.some((it) => /^Split step `migrate` before `services\.cache`/.test(it)), split.join('; '));
  assert.equal(await editor.stop(), 0);
});

test('a setup stage is generated from the dependencies', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, NOTHING);
  const [action] = await offers(editor, 'name: web');
  assert.match(action.title, /^Add a `setup` stage .* \(finish 1m\)$/);
  await editor.apply((await editor.connection.sendRequest(CodeActionResolveRequest.type, action)).edit);
  assert.match(editor.text(TEMPLATE), /tasks: \[services\.api\]\n.*\n +tasks: \[services\.web\]/);
  assert.deepEqual(await editor.problems(TEMPLATE), []);
  assert.equal(await editor.stop(), 0);
});

test('the scenario that is open tells what needs what', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, STEPS);
  const before = titles(await offers(editor, 'step: migrate'));
  assert.ok(!before.some((it) => it.startsWith('Merge step `migrate`')), before.join('; '));
  await editor.open(SCENARIO, 'tasks:\n  jobs.migrate: { needs: [] }\n');
  const after = titles(await offers(editor, 'step: migrate'));
  assert.ok(after.some((it) => it.startsWith('Merge step `migrate` into step `cache`')), after.join('; '));
  assert.equal(await editor.stop(), 0);
});

test('what was offered for another text is not applied to this one', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, STEPS);
  const [action] = await offers(editor, 'step: cache');
  await editor.type(TEMPLATE, 'services: #', 'services:  #');
  await assert.rejects(editor.connection.sendRequest(CodeActionResolveRequest.type, action), /has changed/);
  const nonsense = { title: 'x', data: { nonsense: true } };
  await assert.rejects(editor.connection.sendRequest(CodeActionResolveRequest.type, nonsense));
  assert.equal(await editor.stop(), 0);
});

test('nothing is worked out each time that the cursor moves', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, STEPS);
  const automatic = { only: undefined, triggerKind: CodeActionTriggerKind.Automatic };
  assert.deepEqual(await offers(editor, 'step: cache', automatic), []);
  const invoked = { only: undefined, triggerKind: CodeActionTriggerKind.Invoked };
  assert.notDeepEqual(await offers(editor, 'step: cache', invoked), []);
  assert.equal(await editor.stop(), 0);
});
