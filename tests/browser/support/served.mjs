// The page as `laneway serve` serves it, with files of its own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

/** The note about the files. */
export const note = (page) => page.getByRole('region', { name: 'File' });
export const choice = (page, name) => note(page).getByRole('button', { name });

/**
 * What starts a server for these files, by name, in a folder of its own.
 *
 * @param {Record<string, string>} files
 * @param {string[]} options of `laneway serve`
 * @param {string[]} page which page it serves: the one that has been built last, if it is not said otherwise
 */
export const serving = (files, options, page = ['--dist', dist]) => async () => {
  const folder = await mkdtemp(join(tmpdir(), 'laneway-serve-'));
  const at = (name) => join(folder, name);
  for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
  const server = await start(folder, [...anyPort(options), ...page, ...options]);
  return {
    ...server,
    read: (name) => readFile(at(name), 'utf8'),
    write: (name, text) => writeFile(at(name), text),
    remove: (name) => rm(at(name)),
    /** As editors do that never leave half a file. */
    async replace(name, text) {
      await writeFile(at('.new'), text);
      await rename(at('.new'), at(name));
    },
    end: () => server.end(),
    async stop() {
      await server.end();
      await rm(folder, { recursive: true });
    },
  };
};

const anyPort = (options) => (options.includes('--port') ? [] : ['--port', '0']);

async function start(folder, options) {
  const program = process.env.LANEWAY;
  assert.ok(program, 'LANEWAY names no command line: run `cargo xtask test --only browser`');
  const running = spawn(program, ['serve', ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(running, 'close');
  for await (const line of createInterface({ input: running.stdout })) {
    const address = line.trim();
    if (!address.startsWith('http://')) continue;
    running.stdout.resume();
    return {
      address,
      async end() {
        running.kill('SIGINT');
        await ended;
      },
    };
  }
  assert.fail('laneway serve has not started');
}
