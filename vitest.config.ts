import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { '#ort': source('runtime/ort-node.ts'), wgan: source('index.ts') } },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: [process.env.CI ? 'dot' : 'default', './test/reporter.ts'],
    env: {
      ORT_DISABLE_TELEMETRY: '1', // for tests that load ONNX Runtime themselves
      LC_ALL: 'C.UTF-8', // whatever language the developer's terminal speaks
    },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary'] },
  },
});
