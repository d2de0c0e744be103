import assert from 'node:assert/strict';
import { test } from 'node:test';
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
