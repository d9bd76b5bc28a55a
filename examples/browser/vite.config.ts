// Builds the page: `npx vite build examples/browser`, then `npx vite preview examples/browser`.

import { defineConfig } from 'vite';

export default defineConfig({ root: import.meta.dirname, base: './', build: { target: 'es2023' } });
