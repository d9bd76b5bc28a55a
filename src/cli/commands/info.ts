// wgan info: what a run folder or a file of weights is.

import {
  type CheckpointDescription,
  type Description,
  describe,
  type GeneratorDescription,
  type RunDescription,
  type TensorsDescription,
} from '../../run/describe.ts';
import { type EvaluationCourse, PLATEAU } from '../../run/evaluations.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { evaluationTexts } from '../evaluate/course-texts.ts';
import { exitCodes } from '../io.ts';
import { addOptions } from '../options.ts';
import { modelPath } from '../pretrained.ts';
import { flagsText, lastTexts, placeText, speedText } from '../run-texts.ts';
import { colorDepth, type Paint, painter } from '../terminal/colors.ts';
import { formatCount, formatDuration } from '../terminal/format.ts';
import { factLines } from '../terminal/table.ts';

export const infoCommand: CommandRecord = {
  name: 'info',
  summary: 'Tell what a run folder, checkpoint or model file holds.',
  arguments: [['[path]', 'A run folder or .safetensors file. (default: the generator that comes with wgan)']],
  examples: ['wgan info runs/mnist-wgan-gp-1', 'wgan info generator.safetensors --json'],
  options: (command) => addOptions(command, [['--json', 'Print all of it as JSON.']]),
  run: runInfo,
};

async function runInfo({ io, arguments: [named], options }: Invocation): Promise<number> {
  const description = await describe(modelPath(named));
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  const lines = options.json ? [JSON.stringify(description, null, 2)] : linesOf(description, paint);
  io.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodes.done;
}

type Fact = readonly [name: string, text: string];

function linesOf(description: Description, paint: Paint): readonly string[] {
  const facts = factLines(factsOf(description), paint);
  if (description.kind === 'run') return facts;
  const tensors = description.tensors.map(({ name, type }) => [`  ${name}`, type] as const);
  return [...facts, '', ...factLines(tensors, (_, text) => text)];
}

function factsOf(description: Description): readonly Fact[] {
  switch (description.kind) {
    case 'run':
      return runFacts(description);
    case 'generator':
      return generatorFacts(description);
    case 'checkpoint':
      return checkpointFacts(description);
    case 'tensors':
      return tensorsFacts(description);
    default:
      return description satisfies never;
  }
}

function runFacts(description: RunDescription): readonly Fact[] {
  const { run, summary, changes, episodes, checkpoints, evaluations } = description;
  const { config, dataset, versions, machine, created, origin } = run;
  const shape = dataset.sampleShape.join(',');
  return [
    ['run', summary.folder],
    [
      'state',
      [summary.state, placeText(summary), speedText(summary)].filter((text) => text !== '').join(', '),
    ],
    ['', summary.error?.message ?? ''],
    ['time', formatDuration(summary.elapsedSeconds)],
    ['objective', config.objective],
    ['dataset', `${dataset.name}: ${formatCount(dataset.count)} samples of [${shape}]`],
    ['last numbers', lastTexts(summary).join(', ')],
    ['measured', measuredText(evaluations.last)],
    ['best measured', evaluations.best === undefined ? '' : measuredText(evaluations.best)],
    ['', sinceText(evaluations)],
    ['checkpoints', checkpoints.map(formatCount).join(', ') || 'none'],
    ...changes.map(changeFact),
    ...episodes.map(episodeFact),
    [
      'branch of',
      origin === undefined ? '' : `${origin.run}, from iteration ${formatCount(origin.iteration)}`,
    ],
    ['made by', `wgan train ${flagsText(config)}`.trimEnd()],
    ['with', `wgan ${versions.wgan}, onnxruntime ${versions.onnxruntime}, node ${versions.node}`],
    ['on', `${machine.cpu}, ${machine.platform} ${machine.architecture}, ${created}`],
  ];
}

function measuredText(evaluation: EvaluationCourse['last']): string {
  if (evaluation === undefined) return '';
  return `${evaluationTexts(evaluation).join(', ')} (iteration ${formatCount(evaluation.iteration)})`;
}

function sinceText({ best, sinceBest }: EvaluationCourse): string {
  if (best === undefined || sinceBest < PLATEAU) return '';
  return `the ${sinceBest} measurements since were no better`;
}

function changeFact({ iteration, command, key, value, refused }: RunDescription['changes'][number]): Fact {
  const what = key === undefined ? command : `${key} = ${value}`;
  return [
    'change',
    `${what} after iteration ${formatCount(iteration)}${refused === undefined ? '' : ` (refused: ${refused})`}`,
  ];
}

function episodeFact({ label, from, to }: RunDescription['episodes'][number]): Fact {
  const since = `since iteration ${formatCount(from)}: wgan explain tells more`;
  return [
    'warning',
    `${label} ${to === undefined ? since : `from iteration ${formatCount(from)} to ${formatCount(to)}`}`,
  ];
}

const layersText = ({
  architecture,
  hidden,
  activation,
  norm,
}: GeneratorDescription['spec'] | CheckpointDescription['critic']) =>
  `${architecture}, hidden layers ${hidden.join(', ') || 'none'}, ${activation}${norm === 'none' ? '' : `, ${norm} norm`}`;

function generatorFacts(description: GeneratorDescription): readonly Fact[] {
  const { path, spec, dataset, iteration, weights, parameterCount } = description;
  return [
    ['generator', path],
    [
      'learnt',
      `${dataset}, ${formatCount(iteration)} iterations, ${weights === 'average' ? 'averaged weights' : 'last weights'}`,
    ],
    ['network', layersText(spec)],
    ['from, to', `noise [N,${spec.latent}] to samples [N,${spec.sampleShape.join(',')}]`],
    ['parameters', formatCount(parameterCount)],
  ];
}

function checkpointFacts(description: CheckpointDescription): readonly Fact[] {
  const { path, iteration, counts, cursor, settings, generator, critic } = description;
  return [
    ['checkpoint', path],
    [
      'iteration',
      `${formatCount(iteration)} (${formatCount(counts.critic)} critic updates, ${formatCount(cursor)} real samples)`,
    ],
    ['generator', `${layersText(generator)}; ${formatCount(description.generatorParameters)} parameters`],
    ['critic', `${layersText(critic)}; ${formatCount(description.criticParameters)} parameters`],
    [
      'settings',
      Object.entries(settings)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    ],
  ];
}

function tensorsFacts({ path, metadata, parameterCount }: TensorsDescription): readonly Fact[] {
  return [
    ['tensors', `${path} (not written by wgan)`],
    ...Object.entries(metadata),
    ['parameters', formatCount(parameterCount)],
  ];
}
