// The texts as files.

/** Hands both texts to the browser as files; an empty scenario is none. */
export function saveAsFiles(name, { template, scenario }) {
  const bare = name.replace(/[\\/:*?"<>|\s]+/g, "-").replace(/^[-.]+|[-.]+$/g, "") || "draft";
  save(`${bare}.yaml`, template);
  if (scenario.trim() !== "") save(`${bare}.scenario.yaml`, scenario);
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
