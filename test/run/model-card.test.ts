// The model card's code: Python for what PyTorch has, nothing that only looks like it.

import { afterEach, expect, test, vi } from 'vitest';
import { norms } from '../../src/gan/architectures/mlp.ts';
import { architectures } from '../../src/gan/architectures/registry.ts';
import { activations } from '../../src/nn/activations.ts';
import { modelCard } from '../../src/run/model-card.ts';
import type { RunConfig } from '../../src/run/run-config.ts';
import { resolveConfig } from '../../src/train/config.ts';
import type { GeneratorModel } from '../../src/train/model.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function cardOf(spec: Partial<GeneratorModel['spec']> = {}): string {
  const run = {
    config: resolveConfig(),
    dataset: { name: 'mine', description: 'samples', sampleShape: [1, 2, 4] },
    versions: { wgan: '1.0.0', onnxruntime: '1.0.0' },
  } as unknown as RunConfig;
  const sampleShape = [1, 2, 4];
  const model: GeneratorModel = {
    spec: {
      architecture: 'mlp',
      latent: 3,
      hidden: [6, 5],
      norm: 'none',
      activation: 'elu',
      sampleShape,
      ...spec,
    },
    ...{ parameters: {}, dataset: 'mine', iteration: 7, weights: 'last' },
  };
  return modelCard({ name: 'a', run, model, isSteered: false, results: { iteration: 7 } });
}

const kinds = norms.flatMap((norm) => activations.names.map((activation) => ({ norm, activation })));

test.each(kinds)('$norm, $activation: the modules that PyTorch has for it', ({ norm, activation }) => {
  const between = { none: [], batch: ['nn.BatchNorm1d(6)'], layer: ['nn.LayerNorm(6)'] }[norm];
  const head = ['nn.Linear(3, 6)', ...between, activations.get(activation).pytorch, 'nn.Linear(6, 5)'];
  const card = cardOf({ norm, activation });
  expect(card).toContain(`generator = nn.Sequential(\n    ${head.join(',\n    ')},\n`);
  expect(card).toContain('    nn.Tanh(),\n)\ngenerator.load_state_dict(');
});

test('a network that PyTorch lacks has code for ONNX alone', () => {
  const mlp = architectures.get('mlp');
  const generator: typeof mlp.generator = (spec) => ({ ...mlp.generator(spec), pytorch: undefined });
  vi.spyOn(architectures, 'get').mockReturnValue({ ...mlp, generator });
  const card = cardOf();
  expect(card).not.toMatch(/torch\b|undefined/);
  expect(card).toContain('session = onnxruntime.InferenceSession("generator.onnx")');
});
