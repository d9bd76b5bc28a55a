// Gives every answer of the site the headers that isolate a page, where its server cannot: WebAssembly may then use
// threads. https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated

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

async function isolated(request) {
  const answer = await fetch(request);
  if (answer.type === 'opaqueredirect' || bare.includes(answer.status)) return answer;
  const { status, statusText, body } = answer;
  const all = new Headers(answer.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Response(body, { status, statusText, headers: all });
}
