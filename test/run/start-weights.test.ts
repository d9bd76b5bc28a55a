// A critic that begins with weights from a file: which fit, what is told of the others, and that the run is as any other.

// A critic that begins with weights from a file: which fit, what is told of the others, and that the run is as any other.

import nodeFiles, { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal, fillUniform } from '../../src/base/random.ts';
import { underPrefix } from '../../src/base/record.ts';
import { encodeIdx } from '../../src/formats/idx.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/formats/safetensors.ts';
import { initialState } from '../../src/gan/gan.ts';
import { branchRun } from '../../src/run/branch.ts';
import { exportModel } from '../../src/run/export.ts';
import { replayRun } from '../../src/run/replay.ts';
import { readStartWeights, startingWith, startText } from '../../src/run/start-weights.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { drive, quickSystem, stop } from './drive.ts';
import { finalCheckpoint, temporaryFolder, tinyConfig } from './tiny.ts';

/** A safetensors file of seeded normal numbers. */
function weightsFile(path: string, shapes: Readonly<Record<string, readonly number[]>>): TensorRecord {
  const tensors = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], counter) => {
      const tensor = float32([...shape]);
      fillNormal(tensor.data, { seed: 3, purpose: 'evaluate', counter });
      return [name, tensor] as const;
    }),
  );
  writeFileSync(path, encodeSafetensors(tensors));
  return tensors;
}

/** torchvision's vgg11 as `state_dict()` names it; of the classifier a part. */
const channels = [
  [0, 3, 64],
  [3, 64, 128],
  [6, 128, 256],
  [8, 256, 256],
  [11, 256, 512],
  [13, 512, 512],
  [16, 512, 512],
  [18, 512, 512],
] as const;
const vgg11 = (width = 1): Readonly<Record<string, readonly number[]>> => ({
  ...Object.fromEntries(
    channels.flatMap(([index, inputs, outputs]) => [
      [`features.${index}.weight`, [outputs / width, inputs === 3 ? 3 : inputs / width, 3, 3]],
      [`features.${index}.bias`, [outputs / width]],
    ]),
  ),
  'classifier.6.weight': [1000, 16],
  'classifier.6.bias': [1000],
});

const ganWith = (said: PartialConfig, shape = [3, 32, 32]) => ganOf(resolveConfig(said), shape);
const dcgan = { generator: 'dcgan', generatorChannels: 2, latent: 4 };
const full = { ...dcgan, critic: 'vgg11' };

describe("torchvision's weights", () => {
  const load = (path: string, said: PartialConfig, shape?: number[]) =>
    readStartWeights(nodeFiles, path, ganWith(said, shape));

  it('begin the critic; what differs is named', async () => {
    const path = join(temporaryFolder(), 'vgg11.safetensors');
    const tensors = weightsFile(path, vgg11());
    const start = await load(path, full);
    expect(startText(start)).toBe(
      'critic: 16 tensors begin as in vgg11.safetensors; at random begin classifier.weight, classifier.bias; not used are classifier.6.weight, classifier.6.bias',
    );
    const gan = ganWith(full);
    const state = underPrefix('critic', initialState(startingWith(gan, start), 1));
    const random = underPrefix('critic', initialState(gan, 1));
    expect(state['features.3.weight']).toEqual(tensors['features.3.weight']);
    expect(state['features.18.bias']).toEqual(tensors['features.18.bias']);
    expect(state['classifier.weight']).toEqual(random['classifier.weight']);
    expect(Object.keys(state)).toEqual(Object.keys(random));
    await expect(load(path, { ...full, critic: 'vgg16' })).rejects.toThrow(
      "expected most of the critic's 28 variables, features.0.weight, features.0.bias, features.2.weight and 25 more, got 2 of them among features.0.weight",
    );
    await expect(load(path, { ...full, criticWidth: 4 })).rejects.toThrow(
      'expected features.0.weight as float32[16,3,3,3], as this critic has it, got float32[64,3,3,3]',
    );
    await expect(load(path, full, [1, 32, 32])).rejects.toThrow('features.0.weight as float32[64,1,3,3]');
    await expect(load(path, { ...dcgan, critic: 'dcgan' })).rejects.toThrow(
      "expected most of the critic's 8 variables, 0.weight, 0.bias, 2.weight and 5 more, got 0 of them among features.0.weight, features.0.bias, features.3.weight and 15 more",
    );
  });
});

/** 20 pictures of 32×32 in grey, and the file of a critic for them. */
function place() {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  mkdirSync(data);
  const values = new Float32Array(20 * 1024);
  fillUniform(values, { seed: 7, purpose: 'evaluate', counter: 0 });
  const bytes = Uint8Array.from(values, (value) => Math.floor(value * 256));
  writeFileSync(join(data, 'train-images-idx3-ubyte'), encodeIdx({ shape: [20, 32, 32], data: bytes }));
  const file = join(folder, 'critic.safetensors');
  const shapes = { ...vgg11(16), 'features.0.weight': [4, 1, 3, 3] };
  const tensors = weightsFile(file, shapes);
  const config = tinyConfig(data, {
    ...{ generator: 'dcgan', generatorChannels: 2, critic: 'vgg11', criticWidth: 16, batch: 2, holdout: 0 },
    ...{ iterations: 5, checkpointEvery: 1, logEvery: 1, keep: 2, criticSteps: 1 },
  });
  return { folder, file, tensors, config };
}

test('a run that begins so is resumed, replayed, branched and exported as any other', async () => {
  const { folder, file, tensors, config } = place();
  const at = (name: string) => join(folder, name);
  const { warnings } = await drive({ config, criticWeights: file, out: at('whole') });
  expect(warnings).toContain('start-weights');
  await drive({ config, criticWeights: file, out: at('parts') }, { 2: stop });
  rmSync(file); // the run has what it needs
  await drive({ resume: at('parts') });
  expect(finalCheckpoint(at('parts'))).toEqual(finalCheckpoint(at('whole')));
  expect(await replayRun(at('whole'))).toMatchObject({ from: 0, iteration: 5, isSame: true });
  const branch = await branchRun(at('whole'), { at: 1, out: at('branch'), system: quickSystem() });
  await drive({ resume: branch });
  const weights = (path: string) => decodeSafetensors(readFileSync(path)).tensors;
  expect(weights(join(branch, 'generator.safetensors'))).toEqual(
    weights(join(at('whole'), 'generator.safetensors')),
  );
  await exportModel(at('whole'), { to: at('training.onnx'), training: true });
  expect(weights(at('training.safetensors'))['critic.features.8.weight']).toEqual(
    tensors['features.8.weight'],
  );
  const stored = JSON.parse(readFileSync(join(at('whole'), 'config.json'), 'utf8'));
  expect(stored.start.file).toBe('critic.safetensors');
});

test('what does not fit is refused before anything is written', async () => {
  const { folder, file, config } = place();
  const out = join(folder, 'run');
  const wider = { ...config, critic: { ...config.critic, width: 8 } };
  await expect(drive({ config: wider, criticWeights: file, out })).rejects.toThrow('features.0.weight');
  await expect(drive({ config, criticWeights: join(folder, 'none'), out })).rejects.toThrow('no such file');
  expect(existsSync(out)).toBe(false);
});
