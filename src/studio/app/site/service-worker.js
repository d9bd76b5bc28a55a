// Gives every answer of the site the headers that isolate a page, where its server cannot: WebAssembly may then use
// threads. https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated
// Keeps them too: where the network is gone, what was loaded once goes on.

const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

/** Statuses of answers without a body, which cannot be made again. */
const bare = [101, 204, 205, 304];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin === self.location.origin) event.respondWith(isolated(event.request));
});

/** From the network, or else as it last came from there. */
async function fetched(request) {
  const kept = await caches.open('wgan');
  try {
    const answer = await fetch(request);
    if (request.method === 'GET' && answer.status === 200) await kept.put(request, answer.clone());
    return answer;
  } catch (failure) {
    const last = await kept.match(request);
    if (last === undefined) throw failure;
    return last;
  }
}

async function isolated(request) {
  const answer = await fetched(request);
  if (answer.type === 'opaqueredirect' || bare.includes(answer.status)) return answer;
  const { status, statusText, body } = answer;
  const all = new Headers(answer.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Response(body, { status, statusText, headers: all });
}
