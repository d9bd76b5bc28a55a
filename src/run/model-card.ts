// README.md of a run: a model card, with the front matter that Hugging Face reads.
// https://huggingface.co/docs/hub/model-cards

import { datasets } from '../data/registry.ts';
import { markdownText, yamlText } from '../formats/printable.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { objectives } from '../gan/objectives/registry.ts';
import { outputName } from '../train/generator-program.ts';
import type { GeneratorModel } from '../train/model.ts';
import { type CardResults, metricLines, resultsSection } from './card-results.ts';
import type { RunConfig } from './run-config.ts';

/** What a card tells. */
export interface CardFacts {
  readonly name: string;
  readonly run: RunConfig;
  readonly model: GeneratorModel;
  /** Path of a sample picture, relative to the card. */
  readonly picture?: string | undefined;
  /** Whether the configuration alone does not tell the whole story: live changes, or a branch. */
  readonly isSteered: boolean;
  readonly results: CardResults;
}

/** The model card as Markdown. */
export function modelCard(facts: CardFacts): string {
  const { run, model, picture } = facts;
  const objective = objectives.get(run.config.objective.name);
  return `${frontMatter(facts)}
# ${markdownText(facts.name)}

A generator that learnt ${markdownText(run.dataset.name)} (${markdownText(run.dataset.description)}) with ${objective.name}: ${objective.summary}.
${model.iteration} iterations, ${model.weights === 'average' ? 'moving averages of the weights' : 'the weights of the last update'}.
${picture === undefined ? '' : `\n![samples](${picture})\n`}${resultsSection(facts.results)}
## Use it

${pythonSection(model)}

Here:

\`\`\`sh
npx wgan sample generator.safetensors --count 64 --out grid.png
\`\`\`

## Repeat it

\`\`\`sh
${facts.isSteered ? 'npx wgan replay .' : 'npx wgan train --config config.json'}
\`\`\`

gives the same bytes on the same kind of CPU with wgan ${markdownText(run.versions.wgan)}, ONNX Runtime ${markdownText(run.versions.onnxruntime)}.
The method: ${objective.source}.
`;
}

function pythonSection(model: GeneratorModel): string {
  const torch = torchCode(model);
  const onnx = `\`\`\`python\n${onnxCode(model)}\n\`\`\``;
  if (torch === undefined) return `In Python:\n\n${onnx}`;
  return `In Python, with the weights:\n\n\`\`\`python\n${torch}\n\`\`\`\n\nor without PyTorch:\n\n${onnx}`;
}

function frontMatter({ name, run, results: measured }: CardFacts): string {
  const { objective, generator, critic, data } = run.config;
  const { dataset } = data;
  const tags = [
    ...new Set(['gan', objective.name, generator.architecture, critic.architecture, 'onnx', 'safetensors']),
  ];
  const published = datasets.has(dataset) ? ['datasets:', `  - ${dataset}`] : [];
  const metrics = metricLines(measured);
  const results =
    metrics.length === 0
      ? []
      : [
          'model-index:',
          `  - name: ${yamlText(name)}`,
          '    results:',
          '      - task:',
          '          type: unconditional-image-generation',
          '        dataset:',
          `          type: ${yamlText(run.dataset.name)}`,
          `          name: ${yamlText(run.dataset.description)}`,
          '        metrics:',
          ...metrics,
        ];
  const isImage = run.dataset.sampleShape.length > 1;
  return [
    '---',
    'library_name: wgan',
    'license: unknown',
    ...(isImage ? ['pipeline_tag: unconditional-image-generation'] : []),
    'tags:',
    ...tags.map((tag) => `  - ${tag}`),
    ...published,
    ...results,
    '---',
    '',
  ].join('\n');
}

/** Python that builds the generator and takes samples; undefined where PyTorch has no such modules. */
function torchCode(model: GeneratorModel): string | undefined {
  const { latent, architecture, sampleShape, scale, classes } = model.spec;
  const { pytorch, definitions = [] } = architectures.get(architecture).generator(model.spec);
  if (pytorch === undefined) return undefined;
  const name = outputName(model);
  const scaled =
    scale && ` * torch.tensor([${scale.spread.join(', ')}]) + torch.tensor([${scale.centre.join(', ')}])`;
  return `import torch
from torch import nn
from safetensors.torch import load_file
${definitions.map((text) => `\n\n${text}\n\n`).join('')}
generator = ${pytorch}
generator.load_state_dict(load_file("generator.safetensors"), strict=True)
${labelLine(classes, (count) => `torch.eye(${count})[torch.arange(64) % ${count}]`)}${name} = generator.eval()(torch.randn(64, ${latent})${classes ? ', labels' : ''}).reshape(64, ${sampleShape.join(', ')})${scaled ?? ''}  # ${rangeOf(model)}`;
}

function onnxCode(model: GeneratorModel): string {
  const { latent, sampleShape, classes } = model.spec;
  const name = outputName(model);
  return `import numpy, onnxruntime

session = onnxruntime.InferenceSession("generator.onnx")
latent = numpy.random.randn(64, ${latent}).astype("float32")
${labelLine(classes, (count) => `numpy.eye(${count}, dtype="float32")[numpy.arange(64) % ${count}]`)}${name} = session.run(["${name}"], {"latent": latent${classes ? ', "labels": labels' : ''}})[0]  # float32[64, ${sampleShape.join(', ')}], ${rangeOf(model)}`;
}

/** Each class in turn, one-hot. */
const labelLine = (classes: readonly string[] | undefined, rows: (count: number) => string) =>
  classes === undefined ? '' : `labels = ${rows(classes.length)}  # each class in turn, one-hot\n`;

const rangeOf = ({ spec }: GeneratorModel) =>
  spec.sampleShape.length > 1 ? 'from -1 to 1' : 'in the coordinates of the data';
