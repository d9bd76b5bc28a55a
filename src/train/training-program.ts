// The fused iteration as an ONNX model for others: any ONNX runtime can train with it.

import type { PointScale } from '../base/point-scale.ts';
import { sizeOf } from '../base/shape.ts';
import { type CompileOptions, compile, type Program } from '../compiler/program.ts';
import { initialState } from '../gan/gan.ts';
import { type InputGroup, scalarValues } from '../gan/inputs.ts';
import { trainingGraph, wholeIteration } from '../gan/iteration.ts';
import { onlyPart } from '../gan/phases.ts';
import type { Config } from './config.ts';
import { criticSpec, ganOf, generatorSpec, type Learnt, settingsOf } from './setup.ts';

/** One whole iteration of a configuration as a program. Its inputs are the tensors of a checkpoint, under their names,
 *  real samples, random numbers and derived scalars; its outputs `<name>.next` are the tensors after it, the others
 *  numbers to log. The metadata say what each input is and which stream of random numbers fills it.
 *  @throws ConfigError if not every iteration does the same */
export function trainingProgram(config: Config, learnt: Learnt): Program {
  const gan = ganOf(config, learnt.sampleShape, learnt.classes);
  const { phases } = onlyPart(wholeIteration(gan));
  const { outputs, inputs } = trainingGraph(initialState(gan, config.training.seed), phases);
  return compile(outputs, describeTraining(config, inputs, learnt));
}

function describeTraining(config: Config, inputs: readonly InputGroup[], learnt: Learnt): CompileOptions {
  return {
    name: 'iteration',
    descriptions: Object.fromEntries(inputs.flatMap((group) => descriptionsOf(group, config, learnt.scale))),
    metadata: {
      format: 'wgan-iteration/1',
      objective: config.objective.name,
      optimizer: optimizerText(config),
      settings: JSON.stringify(settingsOf(config)),
      generator: JSON.stringify(generatorSpec(config, learnt)),
      critic: JSON.stringify(criticSpec(config, learnt)),
      random: JSON.stringify(randomInputs(inputs, config)),
      use: 'run it, feed every output <name>.next as <name> to the next iteration, refill the other inputs',
    },
  };
}

/** What each input of a group is; of a scalar also its values in the first iteration. */
function descriptionsOf(
  group: InputGroup,
  config: Config,
  scale: PointScale | undefined,
): readonly (readonly [name: string, text: string])[] {
  const { names, source, meaning } = group;
  const counts = { critic: config.training.criticWarmup, generator: 0 };
  const moment = { iteration: 0, settings: settingsOf(config), counts };
  const more = () => {
    if (source.kind === 'real') return `, ${rangeText(scale)}`;
    if (source.kind !== 'scalar') return '';
    return `; in the first iteration ${Object.values(scalarValues([group], moment))
      .flat()
      .join(', ')}`;
  };
  return names.map((name, part) => [name, `${meaning(part)}${more()}`]);
}

/** "rmsprop", or "adam, sgd" of generator and critic. */
const optimizerText = ({ optimizer: { generator, critic } }: Config) =>
  [...new Set([generator.name, critic.name])].join(', ');

const rangeText = (scale: PointScale | undefined) =>
  scale === undefined ? 'images in [-1, 1]' : "points as (x - centre) / spread of the generator's scale";

const distributions = { normal: 'normal(0, 1)', uniform: 'uniform [0, 1)' } as const;

/** Random inputs by name, with the streams that fill them. */
function randomInputs(inputs: readonly InputGroup[], { training: { batch, seed } }: Config) {
  const entries = inputs.flatMap(({ names, shape, source }) => {
    if (source.kind !== 'random' && source.kind !== 'labels') return [];
    const { purpose, counter, name } = source.stream;
    const size = sizeOf(shape) === batch ? 'batch' : sizeOf(shape);
    const hasParts = names[0]!.endsWith('.0');
    const part = `numbers k * ${size} to (k + 1) * ${size}`;
    const about = {
      distribution: source.kind === 'labels' ? 'classes, one-hot' : distributions[source.distribution],
      shape,
      stream: { seed, purpose, ...(name && { name }), counter, ...(hasParts && { part }) },
    };
    return [[hasParts ? names[0]!.replace(/0$/, '<k>') : names[0]!, about] as const];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
