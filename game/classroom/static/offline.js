// Serves a pupil's page while the network is gone, as her page has laid it by. Whatever the network has goes first, and
// nothing but that page and what it is made of is ever answered from here.
const KEPT = "lesson";
const ITS_PIECES = /^\/(lesson|lesson\/case|static\/[a-z.]+)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !ITS_PIECES.test(pathname)) return;
  event.respondWith(fetch(event.request).catch(async (gone) => {
    const kept = await (await caches.open(KEPT)).match(url);
    if (!kept) throw gone;
    return kept;
  }));
});
