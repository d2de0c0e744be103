// Runs as pictures and in words, drawn by a program of their own (`web/src/exports`).
import { asking } from "./asking.js";

const ask = asking("export-engine", "");

/** Promises the tasks of a run as comma-separated values, or nothing. */
export async function list(shared) {
  return (await ask({ list: { of: { shared } } })).listed;
}

/** Promises a `Compared` of `web/src/exports/messages.rs`: a run beside another, which is `{ shared }` or `{ trace }`. */
export async function compare(of, other, { width, theme }) {
  return (await ask({ compare: { of, with: other, width, theme } })).compared;
}

/**
 * Promises a `Drawn` of `web/src/exports/messages.rs`: the picture and the words, or why there are none.
 *
 * @param {{ shared: object } | { link: string }} of what is simulated
 * @param {{ width?: number, theme?: "auto" | "light" | "dark", fan?: [string, number][] }} look with when which share of
 *   many runs has ended, if that is to be seen
 */
export async function draw(of, { width = 960, theme = "auto", fan = [] } = {}) {
  return (await ask({ draw: { of, width, theme, fan } })).drawn;
}
