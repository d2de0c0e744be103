// The clock of the player: how time passes from moment to moment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, indexAt, resting, standing, told } from '../../web/editor/src/play/clock.js';

const run = (times, end = times.at(-1)) => ({ moments: times.map((at) => ({ at })), end });
const wait = { moments: [0, 0, 30_000, 30_000, 60_000].map((at) => ({ at })), end: 60_000 };

/** Plays with frames of this length; the places in between, and how long it took. */
function played(what, length, jumps = false) {
  let place = resting(what, standing(what.moments, 0));
  const places = [];
  let took = 0;
  for (let frames = 0; frames < 1e5; frames += 1) {
    place = after(what, place, length, jumps);
    took += length;
    places.push(place);
    if (place.isOver) return { places, took };
  }
  return assert.fail('it never ends');
}

test('the present moment is the last of those that have come', () => {
  const { moments } = wait;
  for (const [at, index] of [[0, 1], [29_999, 1], [30_000, 3], [59_999, 3], [60_000, 4], [1e9, 4]]) {
    assert.equal(indexAt(moments, at), index, String(at));
  }
  assert.equal(indexAt([{ at: 5 }], 0), 0);
  assert.equal(told(moments, 0), 0, 'at the beginning the first one');
  assert.equal(told(moments, 30_000), 3);
});

test('every moment is rested at, also several of one time', () => {
  const seen = new Set(played(wait, 16).places.map(({ index }) => index));
  assert.deepEqual([...seen], [0, 1, 2, 3, 4]);
});

test('time goes on, and never past what comes next', () => {
  let last = 0;
  for (const { at, index } of played(wait, 16).places) {
    assert.ok(at >= last && at >= wait.moments[index].at, `${at}`);
    assert.ok(index + 1 === wait.moments.length || at <= wait.moments[index + 1].at);
    last = at;
  }
  assert.equal(last, 60_000);
});

test('how long frames are makes no difference', () => {
  const [slow, fast] = [played(wait, 100).took, played(wait, 5).took];
  assert.ok(Math.abs(slow - fast) <= 200, `${slow} and ${fast}`);
});

test('with jumps it is only ever at a moment', () => {
  const times = new Set(wait.moments.map(({ at }) => at));
  for (const { at } of played(wait, 16, true).places) assert.ok(times.has(at), String(at));
});

test('a thousand moments take about a minute, and a run without any length ends', () => {
  const many = run(Array.from({ length: 1000 }, (_, index) => index * 100));
  const { took } = played(many, 16);
  assert.ok(took > 30_000 && took < 90_000, String(took));
  played(run([0, 0], 0), 16);
  played(run([0], 0), 16);
});
