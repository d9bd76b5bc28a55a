// Isolates the page by a service worker, which takes one reload. Where there are no service workers, or it does not help,
// the page stays as it is: everything works, on one thread.

const TRIED = 'wgan.isolation-tried';

async function isolate(): Promise<void> {
  if (crossOriginIsolated || !('serviceWorker' in navigator) || sessionStorage.getItem(TRIED) !== null)
    return;
  sessionStorage.setItem(TRIED, 'yes');
  const { serviceWorker } = navigator;
  const isControlled = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve));
  await serviceWorker.register('service-worker.js');
  if (serviceWorker.controller === null) await isControlled;
  location.reload();
}

void isolate().catch(() => {});
