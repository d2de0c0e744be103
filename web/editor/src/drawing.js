// Runs as pictures and in words, drawn by a program of their own (`web/src/exports`).
import { asking } from "./asking.js";

const ask = asking("export-engine", "");

/**
 * Promises a `Drawn` of `web/src/exports/messages.rs`: the picture and the words, or why there are none.
 *
 * @param {{ shared: object } | { link: string }} of what is simulated
 * @param {{ width?: number, theme?: "auto" | "light" | "dark" }} look
 */
export async function draw(of, { width = 960, theme = "auto" } = {}) {
  return (await ask({ draw: { of, width, theme } })).drawn;
}
