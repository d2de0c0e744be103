// The service worker: keeps one version of all files of the page, for use without a network. A version is kept whole
// or not at all, and the next one takes its place only when the user wants it (`web/editor/src/offline.js`).
importScripts("./offline-list.js");

/** The version, and the digest of each file by its path: `web/offline-list.mjs` writes them. */
const { version, files } = self.lanewayFiles;
const { scope } = registration;
/** Other folders of the same host may hold a page of their own. */
const prefix = `laneway ${scope} `;
const name = prefix + version;

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== undefined) event.respondWith(answer(path, event.request));
});
addEventListener("message", (event) => event.waitUntil(hear(event.data, event.source)));

async function keepAll() {
  try {
    const cache = await caches.open(name);
    // One after the other: nobody waits for them.
    for (const [path, integrity] of Object.entries(files)) {
      // What the start page holds is looked at below, as some hosts put something into it.
      const checked = path === "" ? {} : { integrity };
      const response = await fetch(scope + path, { ...checked, cache: "no-cache" });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      if (path === "" && !(await response.clone().text()).includes(version)) throw new Error("another version");
      await cache.put(scope + path, response);
    }
  } catch (error) {
    // In the middle of a change of versions, or without a network: the browser tries again at a later visit.
    await caches.delete(name);
    throw error;
  }
}

async function forgetOthers() {
  for (const other of await caches.keys()) {
    if (other.startsWith(prefix) && other !== name) await caches.delete(other);
  }
}

/** The path of a file that is kept; nothing for any other request. */
function pathOf({ method, url }) {
  const address = url.split(/[?#]/)[0];
  if (method !== "GET" || !address.startsWith(scope)) return undefined;
  const path = address.slice(scope.length).replace(/^index\.html$/, "");
  return path in files ? path : undefined;
}

async function answer(path, request) {
  const cache = await caches.open(name);
  return (await cache.match(scope + path)) ?? fetch(request);
}

async function hear(wish, page) {
  // A page of this version, which was loaded before there was anything to answer it.
  if (wish.claim === version) await clients.claim();
  if (wish === "use") await takeOver(page);
}

/** Takes the place of the version before, unless another page still shows that: it would get files of both. */
async function takeOver(page) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = pages.filter(({ id, url }) => id !== page.id && url.startsWith(scope)).length;
  if (others > 0) page.postMessage({ others });
  else await skipWaiting();
}
