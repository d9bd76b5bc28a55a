// Whether this page comes from `wgan studio`, or from a site without a server (`npm run build:site`).

export const hasServer = !('wganSite' in document.documentElement.dataset);
