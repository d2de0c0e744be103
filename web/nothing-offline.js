// What a server on the user's own machine sends in the place of `offline-worker.js`: nothing is kept for use without a
// network, and what was kept is given up. Else the browser would go on showing what another server at the same
// address has left in it.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(giveUp()));

async function giveUp() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`laneway ${registration.scope} `)) await caches.delete(name);
  }
  await registration.unregister();
}
