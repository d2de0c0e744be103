// Lists all files of a built page for `offline-worker.js`, and puts the version into the start page:
// `node web/offline-list.mjs FOLDER`. Trunk runs it when the page is built.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const folder = process.argv[2] ?? process.env.TRUNK_STAGING_DIR;
const start = join(folder, "index.html");
/** They would have to hold their own digests. */
const own = ["offline-worker.js", "offline-list.js"];

/** Where the version stands in it, however a minifier has left it. */
const place = /<meta [^>]*laneway-version[^>]*>/;
const named = (version) => page.replace(place, `<meta name="laneway-version" content="${version}">`);

const page = readFileSync(start, "utf8");
const files = { "": digest(named("")) };
for (const path of paths()) files[path] = digest(readFileSync(join(folder, path)));
const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);

writeFileSync(start, named(version));
writeFileSync(join(folder, "offline-list.js"), `self.lanewayFiles = ${JSON.stringify({ version, files })};\n`);

function paths() {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((it) => it.isFile());
  const isHidden = (path) => path.split("/").some((part) => part.startsWith("."));
  return found
    .map((it) => relative(folder, join(it.parentPath ?? it.path, it.name)).split(sep).join("/"))
    .filter((path) => path !== "index.html" && !own.includes(path) && !isHidden(path))
    .sort();
}

function digest(content) {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
