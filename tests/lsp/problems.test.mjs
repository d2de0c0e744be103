import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol/node';
import { Editor } from './support/editor.mjs';

const TEMPLATE = 'untitled:/app/template.yaml';
const SCENARIO = 'untitled:/app/template.scenario.yaml';

const BROKEN = `workflows:
  - name: setup
    parallelize:
      - step: "🚀 launch"
        tasks: [services.wbe] # 🐢 slow
        halt_on_errors: true
services:
  - name: web
`;
const CLEAN = BROKEN.replace('wbe', 'web').replace('halt_on_errors', 'halt_on_error');

const codes = (problems) => problems.map((it) => it.code);

test('problems come when a text is opened and go when it is repaired', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, BROKEN);
  const problems = await editor.problems(TEMPLATE);
  const errors = problems.filter((it) => it.severity === DiagnosticSeverity.Error);
  assert.deepEqual(codes(errors), ['unknown-reference', 'unknown-key']);
  assert.deepEqual(
    errors.map((it) => editor.at(TEMPLATE, it.range)),
    ['services.wbe', 'halt_on_errors'],
  );
  assert.ok(errors.every((it) => it.source === 'laneway'));

  await editor.type(TEMPLATE, 'wbe', 'web');
  await editor.type(TEMPLATE, 'halt_on_errors', 'halt_on_error');
  assert.equal(editor.text(TEMPLATE), CLEAN);
  assert.deepEqual(codes(await editor.problems(TEMPLATE)), []);
  assert.equal(await editor.stop(), 0);
});

for (const documentChanges of [true, false]) {
  test(`quick fixes repair the text (documentChanges: ${documentChanges})`, async (t) => {
    const editor = await Editor.start(t, { documentChanges });
    await editor.open(TEMPLATE, BROKEN);
    for (const part of ['wbe', 'halt_on_errors']) {
      const [fix] = await editor.quickFixes(TEMPLATE, part);
      assert.equal(fix.kind, 'quickfix');
      assert.equal('documentChanges' in fix.edit, documentChanges);
      await editor.apply(fix.edit);
    }
    assert.equal(editor.text(TEMPLATE), CLEAN);
    assert.deepEqual(await editor.quickFixes(TEMPLATE, 'step'), []);
    assert.equal(await editor.stop(), 0);
  });
}

test('everything that is sure is repaired at once, for editors that ask for it', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, BROKEN);
  for (const only of [['source.fixAll'], ['source.fixAll.laneway']]) {
    const [action] = await editor.quickFixes(TEMPLATE, 'step', { only });
    assert.equal(action.kind, 'source.fixAll.laneway');
    assert.equal(action.edit.documentChanges[0].edits.length, 1);
  }
  const [action] = await editor.quickFixes(TEMPLATE, 'step', { only: ['source'] });
  await editor.apply(action.edit);
  assert.match(editor.text(TEMPLATE), /halt_on_error: true/);
  assert.ok(!codes(await editor.problems(TEMPLATE)).includes('unknown-key'));
  assert.deepEqual(await editor.quickFixes(TEMPLATE, 'step', { only: ['refactor'] }), []);
  assert.equal(await editor.stop(), 0);
});

test("the project's levels hold in the editor, too", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'laneway '));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'laneway.toml'), '[rules]\nempty-step = "off"\n');
  const template = pathToFileURL(path.join(folder, 'application.yaml')).href;
  const empty = 'workflows:\n  - name: setup\n    parallelize:\n      - { step: a, tasks: [] }\n';
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, empty);
  await editor.open(template, empty);
  assert.ok(codes(await editor.problems(TEMPLATE)).includes('empty-step'));
  assert.ok(!codes(await editor.problems(template)).includes('empty-step'));
  assert.equal(await editor.stop(), 0);
});

test('positions are bytes if the editor knows bytes', async (t) => {
  const editor = await Editor.start(t, { encodings: ['utf-8', 'utf-16'] });
  assert.equal(editor.offered.capabilities.positionEncoding, 'utf-8');
  await editor.open(TEMPLATE, 'workflows:\n  - {name: "🚀", order_from: []}\n');
  const [problem] = await editor.problems(TEMPLATE);
  assert.deepEqual(problem.range, { start: { line: 1, character: 11 }, end: { line: 1, character: 17 } });
  assert.equal(await editor.stop(), 0);
});

test('a scenario is checked against the template beside it', async (t) => {
  const editor = await Editor.start(t);
  await editor.open(TEMPLATE, CLEAN);
  await editor.open(SCENARIO, 'tasks:\n  services.wbe: { ready_after: 5s }\n');
  assert.deepEqual(codes(await editor.problems(SCENARIO)), ['unknown-task']);
  const [fix] = await editor.quickFixes(SCENARIO, 'wbe');
  await editor.apply(fix.edit);
  assert.deepEqual(codes(await editor.problems(SCENARIO)), []);
  assert.equal(await editor.stop(), 0);
});

test('nothing that an editor says ends the server', async (t) => {
  const editor = await Editor.start(t);
  editor.stdin.write('Content-Length: 9\r\n\r\n{ no JSON');
  await editor.connection.sendNotification('textDocument/didOpen', { nonsense: true });
  await editor.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: 'untitled:/never-opened.yaml', version: 7 },
    contentChanges: [{ text: 'x' }],
  });
  await assert.rejects(editor.connection.sendRequest('textDocument/codeAction', { nonsense: true }));
  await assert.rejects(editor.connection.sendRequest('no/such/method', {}));
  const outside = { start: { line: 4e9, character: 4e9 }, end: { line: 4e9, character: 4e9 } };
  await editor.open(TEMPLATE, 'workflows: [{"name": "\u{1F680}\t[');
  await editor.problems(TEMPLATE);
  await editor.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: TEMPLATE },
    range: outside,
    context: { diagnostics: [] },
  });
  assert.equal(await editor.stop(), 0);
});
