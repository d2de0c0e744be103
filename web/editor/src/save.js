// Files that the user takes along.
const types = {
  json: "application/json",
  csv: "text/csv",
  svg: "image/svg+xml",
  png: "image/png",
  yaml: "application/yaml",
};

/** Hands a file to the browser: `forecast.json` with a text, or `timeline.png` with bytes. */
export function save(name, content) {
  const type = types[name.split(".").at(-1)];
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  // The download has begun when its turn comes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
