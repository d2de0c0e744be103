// An editor without a window: it starts `laneway lsp` and talks to it through the client library of
// the protocol. Texts are kept as an editor keeps them, and every edit goes to the server as a change
// of a range.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const PROGRAM =
  process.env.LANEWAY ?? fileURLToPath(new URL('../../../target/debug/laneway', import.meta.url));

export class Editor {
  #process;
  #documents = new Map();
  #published = new Map();
  #waiting = [];

  /** Starts a server for a test and greets it. `encodings` are those of positions that the editor knows. */
  static async start(test, { encodings = ['utf-16'], documentChanges = true, resolves = true } = {}) {
    const editor = new Editor();
    editor.#process = spawn(PROGRAM, ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    // A test that fails half-way must not wait for its server for ever.
    test.after(() => editor.#process.kill());
    editor.connection = createProtocolConnection(
      new StreamMessageReader(editor.#process.stdout),
      new StreamMessageWriter(editor.#process.stdin),
    );
    editor.connection.onNotification(PublishDiagnosticsNotification.type, (it) => editor.#publish(it));
    editor.connection.listen();
    editor.offered = await editor.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        general: { positionEncodings: encodings },
        workspace: { workspaceEdit: { documentChanges } },
        textDocument: {
          rename: { prepareSupport: true },
          codeAction: resolves ? { dataSupport: true, resolveSupport: { properties: ['edit'] } } : {},
        },
      },
    });
    await editor.connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  get stdin() {
    return this.#process.stdin;
  }

  /** Says farewell; the exit code of the server. */
  async stop() {
    await this.connection.sendRequest(ShutdownRequest.type);
    const exited = once(this.#process, 'exit');
    await this.connection.sendNotification(ExitNotification.type);
    const [code] = await exited;
    this.connection.dispose();
    return code;
  }

  async open(uri, text) {
    this.#documents.set(uri, { text, version: 1 });
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  }

  async close(uri) {
    this.#documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }

  text(uri) {
    return this.#documents.get(uri).text;
  }

  /** Makes edits of one list, all of them against the present text. */
  async edit(uri, edits) {
    const document = this.#documents.get(uri);
    const changes = [...edits].sort((a, b) => this.#offset(uri, b.range.start) - this.#offset(uri, a.range.start));
    for (const { range, newText } of changes) {
      const [start, end] = [range.start, range.end].map((it) => this.#offset(uri, it));
      document.text = document.text.slice(0, start) + newText + document.text.slice(end);
    }
    document.version += 1;
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges: changes.map(({ range, newText }) => ({ range, text: newText })),
    });
  }

  /** Puts `written` where `old` stands. */
  async type(uri, old, written) {
    await this.edit(uri, [{ range: this.range(uri, old), newText: written }]);
  }

  /** Makes what the server proposes, in all texts of it. */
  async apply({ documentChanges, changes }) {
    const texts = documentChanges
      ? documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits])
      : Object.entries(changes);
    for (const [uri, edits] of texts) await this.edit(uri, edits);
  }

  /** The problems of the present text, once they have come. */
  async problems(uri) {
    const { version } = this.#documents.get(uri);
    for (;;) {
      const last = this.#published.get(uri);
      if (last?.version === version) return last.diagnostics;
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
  }

  async quickFixes(uri, part, context = {}) {
    return this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: this.range(uri, part),
      context: { diagnostics: [], ...context },
    });
  }

  /** Where `part` stands first. */
  range(uri, part) {
    const start = this.text(uri).indexOf(part);
    if (start < 0) throw new Error(`${part} is not in ${uri}`);
    return { start: this.#position(uri, start), end: this.#position(uri, start + part.length) };
  }

  /** What stands in a range. */
  at(uri, { start, end }) {
    return this.text(uri).slice(this.#offset(uri, start), this.#offset(uri, end));
  }

  #position(uri, offset) {
    const lines = this.text(uri).slice(0, offset).split('\n');
    const before = lines.at(-1);
    return { line: lines.length - 1, character: this.#bytes ? Buffer.byteLength(before) : before.length };
  }

  #offset(uri, { line, character }) {
    const lines = this.text(uri).split('\n');
    const before = lines.slice(0, line).reduce((sum, it) => sum + it.length + 1, 0);
    // JavaScript counts as the protocol usually does: in UTF-16.
    if (!this.#bytes) return before + character;
    return before + Buffer.from(lines[line]).subarray(0, character).toString().length;
  }

  get #bytes() {
    return this.offered.capabilities.positionEncoding === 'utf-8';
  }

  #publish(params) {
    this.#published.set(params.uri, params);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
