// wgan info: what a run folder or a file of weights is.

import { shellPath } from '../../base/shell.ts';
import { scaleText } from '../../data/choose-scale.ts';
import { architectures } from '../../gan/architectures/registry.ts';
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
import { say, translate } from '../language/say.ts';
import { addOptions } from '../options.ts';
import { modelPath } from '../pretrained.ts';
import {
  classesText,
  commandText,
  lastTexts,
  listed,
  placeText,
  speedText,
  weightsText,
} from '../run-texts.ts';
import { colorDepth, type Paint, painter } from '../terminal/colors.ts';
import { formatCount, formatDuration, formatPlural } from '../terminal/format.ts';
import { jsonLines } from '../terminal/output.ts';
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
  const lines = options.json ? jsonLines(description) : linesOf(description, paint);
  io.stdout.print(lines);
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
  const { config, dataset, versions, machine, created, origin, start } = run;
  const shape = dataset.sampleShape.join(',');
  return [
    [say`run`, shellPath(summary.folder)],
    [say`state`, listed([translate(summary.state), placeText(summary), speedText(summary)])],
    ['', translate(summary.error?.message ?? '')],
    [say`time`, formatDuration(summary.elapsedSeconds)],
    [say`objective`, config.objective.name],
    [say`dataset`, say`${dataset.name}: ${formatCount(dataset.count)} samples of [${shape}]`],
    [say`by class`, classesText(dataset.classes ?? [])],
    ...(dataset.preparation ?? []).map((text): Fact => ['', translate(text)]),
    ...dataset.notes.map((text): Fact => [say`note`, translate(text)]),
    [say`skipped`, skippedText(description)],
    [say`last numbers`, listed(lastTexts(summary))],
    [say`measured`, measuredText(evaluations.last)],
    [say`best measured`, evaluations.best === undefined ? '' : measuredText(evaluations.best)],
    ['', sinceText(evaluations)],
    ...Object.entries(description.damagedLines).map(damageFact),
    [say`checkpoints`, checkpoints.map(formatCount).join(', ') || say`none`],
    ...changes.map(changeFact),
    ...episodes.map(episodeFact),
    [
      say`branch of`,
      origin === undefined ? '' : say`${origin.run}, from iteration ${formatCount(origin.iteration)}`,
    ],
    [say`began with`, start === undefined ? '' : say`weights of ${start.file} in its critic`],
    [say`made by`, commandText(config)],
    [say`with`, `wgan ${versions.wgan}, onnxruntime ${versions.onnxruntime}, node ${versions.node}`],
    [say`on`, `${machine.cpu}, ${machine.platform} ${machine.architecture}, ${created}`],
  ];
}

function skippedText({ run, skippedPath }: RunDescription): string {
  const { skippedCount = 0 } = run.dataset;
  if (skippedCount === 0) return '';
  const count = formatPlural(skippedCount, 'file');
  return skippedPath === undefined ? count : say`${count}, named with the reasons in ${skippedPath}`;
}

function measuredText(evaluation: EvaluationCourse['last']): string {
  if (evaluation === undefined) return '';
  return say`${listed(evaluationTexts(evaluation))} (iteration ${formatCount(evaluation.iteration)})`;
}

function sinceText({ best, sinceBest }: EvaluationCourse): string {
  if (best === undefined || sinceBest < PLATEAU) return '';
  return say`the ${sinceBest} measurements since were no better`;
}

const damageFact = ([log, count]: readonly [string, number]): Fact => [
  say`damaged`,
  say`lines of ${log}.jsonl that are left out: ${formatCount(count)}`,
];

function changeFact({ iteration, command, key, value, refused }: RunDescription['changes'][number]): Fact {
  const what = key === undefined ? command : `${key} = ${value}`;
  return [
    say`change`,
    refused === undefined
      ? say`${what} after iteration ${formatCount(iteration)}`
      : say`${what} after iteration ${formatCount(iteration)} (refused: ${translate(refused)})`,
  ];
}

function episodeFact({ label, from, to }: RunDescription['episodes'][number]): Fact {
  const shown = translate(label);
  return [
    say`warning`,
    to === undefined
      ? say`${shown} since iteration ${formatCount(from)}: wgan explain tells more`
      : say`${shown} from iteration ${formatCount(from)} to ${formatCount(to)}`,
  ];
}

function layersText(spec: CheckpointDescription['critic']): string {
  const { name, describe } = architectures.get(spec.architecture);
  return listed([name, ...describe(spec).map(translate)]);
}

const networkText = (spec: CheckpointDescription['critic'], parameters: number) =>
  say`${layersText(spec)}; ${formatCount(parameters)} parameters`;

function generatorFacts(description: GeneratorDescription): readonly Fact[] {
  const { path, spec, dataset, iteration, weights, parameterCount } = description;
  return [
    [say`generator`, shellPath(path)],
    [say`learnt`, say`${dataset}, ${formatCount(iteration)} iterations, ${weightsText(weights)}`],
    [say`network`, layersText(spec)],
    [say`from, to`, say`noise [N,${spec.latent}] to samples [N,${spec.sampleShape.join(',')}]`],
    ['', spec.scale === undefined ? '' : say`learnt as ${scaleText(spec.scale)}, given in units of the data`],
    [say`parameters`, formatCount(parameterCount)],
  ];
}

function checkpointFacts(description: CheckpointDescription): readonly Fact[] {
  const { path, iteration, counts, cursor, settings, generator, critic } = description;
  return [
    [say`checkpoint`, path],
    [
      say`iteration`,
      say`${formatCount(iteration)} (${formatCount(counts.critic)} critic updates, ${formatCount(cursor)} real samples)`,
    ],
    [say`generator`, networkText(generator, description.generatorParameters)],
    [say`critic`, networkText(critic, description.criticParameters)],
    [
      say`settings`,
      Object.entries(settings)
        .map(([key, value]) => `${key} ${value}`)
        .join(', '),
    ],
  ];
}

function tensorsFacts({ path, metadata, parameterCount }: TensorsDescription): readonly Fact[] {
  return [
    [say`tensors`, say`${path} (not written by wgan)`],
    ...Object.entries(metadata),
    [say`parameters`, formatCount(parameterCount)],
  ];
}
