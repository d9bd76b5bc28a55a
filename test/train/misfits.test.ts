// What is said of specifications in files that are not what they should be: place, expectation, what was found.

import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { float32 } from '../../src/base/host-tensor.ts';
import { mapRecord } from '../../src/base/record.ts';
import { MOST_LAYERS } from '../../src/gan/architectures/mlp.ts';
import { architectures } from '../../src/gan/architectures/registry.ts';
import { typesOnly } from '../../src/nn/layer.ts';
import { settingOf } from '../../src/run/control.ts';
import { requireStored, runSchema } from '../../src/run/stored.ts';
import { parseCriticSpec, parseGeneratorSpec } from '../../src/train/specs.ts';

const critic = { architecture: 'mlp', hidden: [4], activation: 'relu', norm: 'none', sampleShape: [2] };
const wide = Array.from({ length: MOST_LAYERS + 1 }, () => 1);

it.each([
  [
    `critic.architecture: expected one of ${architectures.names.join(', ')}, got "mlpp"`,
    { ...critic, architecture: 'mlpp' },
  ],
  ['critic.hidden: expected a list of numbers, got undefined', { ...critic, hidden: undefined }],
  ['critic.hidden.1: expected a number, got "x"', { ...critic, hidden: [4, 'x'] }],
  ['critic.hidden.0: expected a whole number, got 0.5', { ...critic, hidden: [0.5] }],
  ['critic.hidden.0: expected a number ≥ 1, got -1', { ...critic, hidden: [-1] }],
  ['critic.sampleShape: expected at least 1 in the list, got []', { ...critic, sampleShape: [] }],
  ['critic.sampleShape: expected at most 4 in the list, got ', { ...critic, sampleShape: [1, 1, 1, 1, 1] }],
  ['critic.hidden: expected at most 1500 in the list, got [1,1,', { ...critic, hidden: wide }],
  ['critic: unknown key "extra"', { ...critic, extra: 1 }],
  ['critic: expected a value of type object, got []', []],
])('%s', (message, spec) => {
  const parse = () => parseCriticSpec(JSON.stringify(spec), {});
  expect(parse).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
  expect(parse).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/.{300}/) }));
});

it('a generator has a size of noise', () => {
  const parse = () => parseGeneratorSpec(JSON.stringify(critic), {});
  expect(parse).toThrow('generator.latent: expected a number, got undefined');
});

it('weights of other channels than the specification says, however many', () => {
  const spec = { architecture: 'dcgan', channels: 4, kernel: 4, norm: 'none', sampleShape: [1, 8, 8] };
  const weights = mapRecord(architectures.get('dcgan').critic(spec).init(typesOnly), ({ shape }) =>
    float32(shape),
  );
  const parse = (channels: number) => () => parseCriticSpec(JSON.stringify({ ...spec, channels }), weights);
  expect(parse(4)).not.toThrow();
  expect(parse(8)).toThrow('critic: parameter "0.weight" must be float32[8,1,4,4], got float32[4,1,4,4]');
  expect(parse(4096)).toThrow(
    'critic: parameter "0.weight" must be float32[4096,1,4,4], got float32[4,1,4,4]',
  );
});

it('a setting that cannot be', () => {
  expect(() => settingOf({ key: 'penalty', value: -1 })).toThrow('penalty: expected a number ≥ 0, got -1');
  expect(() => settingOf({ key: 'clip', value: 0 })).toThrow('clip: expected a number > 0, got 0');
});

it('a stored value of none of several kinds', () => {
  const { idle } = runSchema.shape;
  const require = () => requireStored('config.json', z.object({ idle }), { idle: { clip: 'small' } });
  expect(require).toThrow('config.json: idle.clip: expected a number, or true or false, got "small"');
});
