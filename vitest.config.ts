import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '#ort': fileURLToPath(new URL('./src/runtime/ort-node.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: [process.env.CI ? 'dot' : 'default', './test/reporter.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary'] },
  },
});
