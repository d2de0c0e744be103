// The parts of drafts, files and the palette that need no page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, textOf } from '../../web/editor/src/drafts/kinds.js';
import { isWorthKeeping, thin } from '../../web/editor/src/drafts/thin.js';
import { when } from '../../web/editor/src/drafts/when.js';
import { fit } from '../../web/editor/src/palette/fuzzy.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const texts = (template, scenario = '') => ({ template, scenario });

test('a state is kept after a pause, from time to time, and before it is replaced', () => {
  const line = 'services.web, services.api';
  const isKept = (before, after, stood, since) => isWorthKeeping(texts(before), texts(after), stood, since);
  assert.equal(isKept(line, `${line}!`, 1000, MINUTE), false);
  assert.equal(isKept(line, `${line}!`, 5 * MINUTE, 5 * MINUTE), true);
  assert.equal(isKept(line, `${line}!`, 1000, 11 * MINUTE), true);
  assert.equal(isKept(line, 'something else', 1000, MINUTE), true);
  assert.equal(isKept(line, '', 1000, MINUTE), true);
  assert.equal(isKept('', line, 1000, MINUTE), false);
  assert.equal(isKept('aaaa', 'aa', 0, 0), false);
  assert.equal(isWorthKeeping(texts('a', 'long scenario'), texts('a', ''), 0, 0), true);
});

test('the history is dense near now and thin further back', () => {
  const now = 100 * DAY;
  const each = (count, span) => Array.from({ length: count }, (_, index) => ({ ...texts('t'), at: now - index * span }));
  assert.equal(thin(each(20, MINUTE), now).length, 20);
  const halfHours = thin(each(48, HOUR / 2), now);
  assert.ok(halfHours.length >= 24 && halfHours.length <= 27, String(halfHours.length));
  const hours = thin(each(24 * 10, HOUR), now);
  assert.ok(hours.length <= 40);
  const days = new Set(thin(each(24 * 4, HOUR), now).map(({ at }) => Math.floor(at / DAY)));
  assert.equal(days.size, 5);
});

test('the history is bounded, and the newest state stays whatever its size', () => {
  const now = DAY;
  const states = Array.from({ length: 1000 }, (_, index) => ({ ...texts('x'.repeat(1000)), at: now - index }));
  assert.equal(thin(states, now).length, 40);
  const large = states.map((state) => ({ ...state, template: 'x'.repeat(150_000) }));
  assert.equal(thin(large, now).length, 2);
  assert.equal(thin([{ ...texts('x'.repeat(3_000_000)), at: now }, ...states], now).length, 1);
});

test('thinning again changes nothing', () => {
  const now = 50 * DAY;
  const states = Array.from({ length: 400 }, (_, index) => ({ ...texts('t'), at: now - index * index * 997 }));
  const once = thin(states, now);
  assert.deepEqual(thin(once, now), once);
});

test('a text is told by what it holds', () => {
  const pane = (text, name = 'a.yaml') => kindOf(name, text).pane;
  const table = [
    ['workflows: []', 'template'],
    ['app: shop\nservices:\n  - name: web\n', 'template'],
    ['- name: setup\n', 'template'],
    ['# why\nseed: 7\n', 'scenario'],
    ['"tasks":\n  services.web: {}\n', 'scenario'],
    ['defaults: {run: {shell: bash}}\njobs: {a: {runs-on: b}}\n', 'template'],
    ['apiVersion: v1\ncluster: a\n', 'template'],
    ['  seed: 7\n', 'template'],
    ['', 'template'],
  ];
  for (const [text, expected] of table) assert.equal(pane(text), expected, text);
  assert.equal(pane('', 'slow.scenario.yaml'), 'scenario');
  assert.equal(pane('workflows: []', 'scenario.yaml'), 'template');
});

test('what Laneway printed is told apart from YAML that looks like it', () => {
  const output = (text) => kindOf('a.json', text).isOutput;
  const isRun = (text) => kindOf('a.json', text).isRun;
  assert.ok(isRun('{"version":1,"seed":7,"scenario":null,"epoch":null,"plan":{}}\n{"event":"halted"}\n'));
  assert.ok(isRun('{\n "version": 1, "stage": "setup", "tasks": [], "critical_path": []\n}'));
  assert.match(output('{"version":1,"files":[]}'), /^a list of problems/);
  assert.equal(output('{workflows: [], version: 1}'), undefined);
  assert.equal(output('{"workflows": [], "version": 1}'), undefined);
  assert.equal(output('{'), undefined);
});

test('bytes become a text with line feeds, or are refused', () => {
  const bytes = (text) => new TextEncoder().encode(text);
  assert.equal(textOf(bytes('a\r\nb\rc é\n')).text, 'a\nb\nc é\n');
  assert.equal(textOf(bytes('\ufeffa')).text, 'a');
  assert.equal(textOf(new Uint8Array()).text, '');
  assert.match(textOf(bytes('a\0')).refusal, /no text/);
});

test('moments are said as people say them', () => {
  const now = new Date(2026, 4, 3, 14, 30).getTime();
  assert.equal(when(now - 1000, now), 'just now');
  assert.equal(when(now - 5 * MINUTE, now), '5 min ago');
  assert.equal(when(now - 2 * HOUR, now), 'at 12:30');
  assert.match(when(now - 3 * DAY, now), /^on (30 Apr|Apr 30), 14:30$/);
});

test('what is typed is found in names, the nearest first', () => {
  const best = (typed, ...names) =>
    names
      .map((name) => ({ name, fit: fit(typed, name) }))
      .filter((it) => it.fit)
      .sort((one, other) => other.fit.score - one.fit.score)[0]?.name;
  assert.equal(best('share', 'Shop, a rest', 'Share'), 'Share');
  assert.equal(best('gtp', 'Go to the problems', 'Get up'), 'Go to the problems');
  assert.equal(best('fore', 'Before', 'Show Forecast'), 'Show Forecast');
  assert.equal(best('xyz', 'Share'), undefined);
  assert.deepEqual(fit('gt', 'Go to the').places, [0, 3]);
  assert.deepEqual(fit('TO', 'Go to').places, [3, 4]);
  assert.deepEqual(fit('', 'Go'), { score: 0, places: [] });
  // What is marked is what was typed, in whatever script.
  const places = fit('öé', 'Größe é').places;
  assert.equal(places.map((at) => 'Größe é'[at]).join(''), 'öé');
});
