// The browser that the page runs in.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

/** Longest wait for a state to appear. Generous: the machine may be busy with other builds. */
export const PATIENCE = 60_000;

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the one that the variable names. */
export function launch() {
  const executablePath = process.env.LANEWAY_CHROMIUM;
  assert.ok(executablePath, 'LANEWAY_CHROMIUM names no browser: run `cargo xtask test --only browser`');
  return chromium.launch({ executablePath, args: flags, chromiumSandbox: false, timeout: PATIENCE });
}
