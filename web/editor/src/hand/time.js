// Times as they are written, and the steps in which people change them.

const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** As the scenario writes it: `1m30s`. */
export function written(millis) {
  let rest = millis;
  let text = "";
  for (const [unit, size] of Object.entries(units)) {
    if (rest >= size) text += `${Math.floor(rest / size)}${unit}`;
    rest %= size;
  }
  return text || "0s";
}

/** As people read it: `1m 30s`. */
export const spoken = (millis) => written(millis).replace(/(?<=[a-z])(?=\d)/g, " ");

/** What somebody has written; a bare number counts seconds. `undefined` for what is no time. */
export function read(text) {
  const bare = text.replaceAll(/\s/g, "").toLowerCase();
  if (/^\d+(\.\d+)?$/.test(bare)) return Math.round(Number(bare) * 1000);
  const parts = [...bare.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== bare) return undefined;
  return Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit], 0));
}

const STEPS = [1000, 5000, 15_000, 30_000, 60_000, 300_000, 900_000, 1_800_000, 3_600_000];
const FINE = [10, 50, 100, 250, 500];

/** How wide a step has to be in the picture, so that a hand can hit it. */
const WIDTH = 5;

/** The nearest time that is a friendly one at this scale. */
export function snapped(millis, millisPerPixel) {
  const step = [...FINE, ...STEPS].find((it) => it >= WIDTH * millisPerPixel) ?? STEPS.at(-1);
  return Math.max(0, Math.round(millis / step) * step);
}

/** The next friendly time, or the one before: from 30s it is 35s, from 2m it is 2m 15s. */
export function next(millis, direction) {
  const around = direction > 0 ? millis : millis - 1;
  const step = around < 1000 ? 100 : (STEPS.findLast((it) => it * 6 <= around) ?? STEPS[0]);
  const steps = millis / step;
  return Math.max(0, (direction > 0 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1) * step);
}
