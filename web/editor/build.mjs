// Bundles the editor into dist/editor.js, and what is loaded when it is first needed into files of its own
// (dist/drafts.js, dist/hand.js and so on): `node web/editor/build.mjs`. Installs the locked packages first when they
// are missing or when the lock file has changed since.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

if (!isInstalled()) {
  console.log("Installing the editor's packages");
  // On Windows npm is a script that only a shell can start.
  const options = { cwd: here, stdio: "inherit", shell: process.platform === "win32" };
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], options);
}

const { build } = await import("esbuild");
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};
// What both parts of the editor need stands in a file of its own, editor-chunk.js.
await build({
  ...common,
  entryPoints: ["src/editor.js"],
  outdir: "dist",
  format: "esm",
  splitting: true,
  chunkNames: "editor-[name]",
});
const names = ["dialogs", "drafts", "embed", "foresight", "hand", "lessons", "links", "live", "look", "offline", "play"];
await build({
  ...common,
  entryPoints: names.map((name) => `src/${name}.js`),
  outdir: "dist",
  format: "esm",
  loader: { ".css": "text" },
});

/** Compares what npm has installed with what the lock file asks for. */
function isInstalled() {
  const installed = join(here, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, "utf8")).packages)
      .filter(([path, entry]) => path !== "" && !entry.optional)
      .map(([path, entry]) => `${path}@${entry.version}`)
      .sort()
      .join("\n");
  return versions(installed) === versions(join(here, "package-lock.json"));
}
