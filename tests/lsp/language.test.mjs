import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  DefinitionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  PrepareRenameRequest,
  RenameRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor } from './support/editor.mjs';

const TEMPLATE = 'untitled:/app/shop.yaml';
const SCENARIO = 'untitled:/app/shop.scenario.yaml';

const SHOP = `workflows:
  - name: setup
    parallelize:
      - step: "🚀 first" # 🐘🐘
        tasks: [services.db, "services.wéb"]
      - { step: "🦊", tasks: [jobs.migrate] }
services:
  - { name: "wéb", depends_on: [db] }
  - name: db # 🐘
jobs:
  - name: migrate
`;
const SLOW = `tasks:
  services.db: { ready_after: 40s } # 🐢
`;

/** An editor with both texts open, in both ways to count. */
const ways = [['utf-16'], ['utf-8']];
async function shop(t, encodings) {
  const editor = await Editor.start(t, { encodings });
  await editor.open(TEMPLATE, SHOP);
  await editor.open(SCENARIO, SLOW);
  return editor;
}

const ask = (editor, request, uri, part, more = {}) =>
  editor.connection.sendRequest(request.type, {
    textDocument: { uri },
    position: editor.range(uri, part).end,
    ...more,
  });

for (const encodings of ways) {
  test(`words are completed where the cursor is (${encodings})`, async (t) => {
    const editor = await shop(t, encodings);
    await editor.type(TEMPLATE, '"🦊", tasks: [jobs.migrate]', '"🦊", tasks: [ser]');
    const tasks = await ask(editor, CompletionRequest, TEMPLATE, '"🦊", tasks: [ser');
    assert.deepEqual(
      tasks.map((it) => it.label),
      ['services.wéb', 'services.db', 'jobs.migrate', 'release.remove_environment', 'services.all', 'jobs.all'],
    );
    await editor.edit(TEMPLATE, [tasks.find((it) => it.label === 'services.wéb').textEdit]);
    assert.match(editor.text(TEMPLATE), /"🦊", tasks: \[services.wéb\]/);

    await editor.type(TEMPLATE, '[services.wéb] }', '[services.wéb], h }');
    const keys = await ask(editor, CompletionRequest, TEMPLATE, ', h');
    assert.deepEqual(keys.map((it) => it.label), ['halt_on_error', 'wait_for_finish']);
    await editor.edit(TEMPLATE, [keys[0].textEdit]);
    await editor.type(TEMPLATE, 'halt_on_error: ', 'halt_on_error: true');
    assert.match(editor.text(TEMPLATE), /\[services.wéb\], halt_on_error: true \}/);
    assert.ok((await editor.problems(TEMPLATE)).every((it) => it.severity !== 1));
    assert.equal(await editor.stop(), 0);
  });

  test(`hovering tells what a step does, with the scenario beside it (${encodings})`, async (t) => {
    const editor = await shop(t, encodings);
    const hover = await ask(editor, HoverRequest, TEMPLATE, '"🚀 fi');
    assert.equal(editor.at(TEMPLATE, hover.range), '"🚀 first"');
    assert.match(hover.contents.value, /^\*\*Step\*\* `🚀 first` of `setup`: starts at 0s, settled at 1m/);
    assert.match(hover.contents.value, /`services.db`: starts at 0s, ready at 40s/);
    await editor.type(SCENARIO, '40s', '5s');
    const task = await ask(editor, HoverRequest, TEMPLATE, '[services.d');
    assert.match(task.contents.value, /starts at 0s, ready at 5s/);
    assert.equal(await ask(editor, HoverRequest, TEMPLATE, '# 🐘'), null);
    assert.equal(await editor.stop(), 0);
  });

  test(`a definition is found in the template, also from the scenario (${encodings})`, async (t) => {
    const editor = await shop(t, encodings);
    for (const [uri, part, expected] of [
      [TEMPLATE, '"services.w', '"wéb"'],
      [TEMPLATE, 'depends_on: [d', 'db'],
      [SCENARIO, 'services.d', 'db'],
    ]) {
      const [link] = await ask(editor, DefinitionRequest, uri, part);
      assert.equal(link.targetUri, TEMPLATE);
      assert.equal(editor.at(TEMPLATE, link.targetSelectionRange), expected);
      assert.ok(link.targetSelectionRange.start.line >= 7);
    }
    assert.equal(await editor.stop(), 0);
  });

  test(`renaming changes both texts (${encodings})`, async (t) => {
    const editor = await shop(t, encodings);
    const prepared = await ask(editor, PrepareRenameRequest, TEMPLATE, '[services.d');
    assert.equal(prepared.placeholder, 'db');
    assert.equal(editor.at(TEMPLATE, prepared.range), 'db');
    const edit = await ask(editor, RenameRequest, TEMPLATE, '[services.d', { newName: 'store-é' });
    await editor.apply(edit);
    assert.equal(
      editor.text(TEMPLATE),
      SHOP.replace('services.db', 'services.store-é').replace('[db]', '[store-é]').replace('name: db', 'name: store-é'),
    );
    assert.equal(editor.text(SCENARIO), SLOW.replace('services.db', 'services.store-é'));
    for (const uri of [TEMPLATE, SCENARIO]) {
      assert.ok((await editor.problems(uri)).every((it) => it.severity !== 1));
    }
    await assert.rejects(ask(editor, RenameRequest, TEMPLATE, 'name: "w', { newName: 'store-é' }), /something else/);
    assert.equal(await ask(editor, PrepareRenameRequest, TEMPLATE, 'parallel'), null);
    assert.equal(await editor.stop(), 0);
  });
}

test('the outline and the folds follow the text', async (t) => {
  const editor = await shop(t, ['utf-16']);
  const outline = (symbols) => symbols.map((it) => [it.name, ...outline(it.children ?? [])]);
  const textDocument = { uri: TEMPLATE };
  const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  assert.deepEqual(outline(symbols), [
    ['workflows', ['setup', ['🚀 first', ['services.db'], ['services.wéb']], ['🦊', ['jobs.migrate']]]],
    ['services', ['wéb'], ['db']],
    ['jobs', ['migrate']],
  ]);
  const [first] = symbols[0].children[0].children;
  assert.equal(editor.at(TEMPLATE, first.selectionRange), '"🚀 first"');

  const folds = await editor.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
  assert.deepEqual(
    folds.map((it) => [it.startLine, it.endLine]),
    [[0, 5], [1, 5], [2, 5], [3, 4], [6, 8], [9, 10]],
  );
  assert.equal(await editor.stop(), 0);
});

test('a file that is not open is read from the disk', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'laneway 🚀 '));
  t.after(() => rm(folder, { recursive: true }));
  const file = (name) => path.join(folder, name);
  await writeFile(file('application.yaml'), SHOP);
  await writeFile(file('scenario.yaml'), SLOW);
  const [template, scenario] = ['application.yaml', 'scenario.yaml'].map((it) => pathToFileURL(file(it)).href);

  const editor = await Editor.start(t);
  await editor.open(scenario, SLOW);
  assert.deepEqual(await editor.problems(scenario), []);
  const [link] = await ask(editor, DefinitionRequest, scenario, 'services.d');
  assert.equal(link.targetUri, template);
  await editor.open(template, SHOP);
  const hover = await ask(editor, HoverRequest, template, '[services.d');
  assert.match(hover.contents.value, /ready at 40s/);
  const edit = await ask(editor, RenameRequest, template, '[services.d', { newName: 'store' });
  assert.deepEqual(
    edit.documentChanges.map((it) => it.textDocument.uri),
    [template, scenario],
  );
  assert.equal(await editor.stop(), 0);
});
