// 64 features of a fixed random VGG: what texture, shape and colour are, to a network that was never trained. Its
// weights are drawn here, and ship nowhere. Naeem et al. 2020, arXiv:2002.09797, section 4.3: such features tell real
// pictures from generated ones where those of networks trained on ImageNet have nothing to say.

import type { TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { compile, type Program } from '../compiler/program.ts';
import { input } from '../graph/leaves.ts';
import { activation } from '../nn/activations.ts';
import { conv2d } from '../nn/conv2d.ts';
import type { Initializer } from '../nn/initializers.ts';
import { initialRandom } from '../nn/layer.ts';
import { linear } from '../nn/linear.ts';
import { inferencePass } from '../nn/pass.ts';
import { maxPool2d } from '../nn/resizing.ts';
import { sequential } from '../nn/sequential.ts';
import { flattenSamples } from '../nn/views.ts';

/** Which features made a number; those of different networks cannot be compared. */
export const randomVggVersion = 'random-vgg-1';

export const randomVggFeatures = 64;

/** Height and width of the images that it takes. */
export const randomVggSize = 32;

/** Channels of VGG-11's convolutions, a quarter as many; after each stage the largest of 2×2 pixels. */
const stages = [[16], [32], [64, 64], [128, 128], [128, 128]] as const;

/** He et al. 2015: normal with variance 2 ÷ inputs, so that ReLUs pass on what they get. */
const he: Initializer = (random, shape, fanIn) => random.normal(shape, Math.sqrt(2 / fanIn));

const vgg = (channels: number) =>
  sequential([
    ...stages.flatMap((widths, stage) => [
      ...widths.flatMap((outputs, index) => {
        const inputs = widths[index - 1] ?? stages[stage - 1]?.at(-1) ?? channels;
        return [
          conv2d(inputs, outputs, { kernel: 3, padding: 1, bias: false, weights: he }),
          activation('relu'),
        ];
      }),
      maxPool2d(2),
    ]),
    flattenSamples(),
    linear(128, randomVggFeatures),
  ]);

/** Its weights for images of so many channels, by torchvision's way of counting: `0.weight`, `3.weight`... */
export const randomVggWeights = (channels: number): TensorRecord =>
  vgg(channels).init(initialRandom(0, 'evaluate', randomVggVersion));

/** float32[N,channels,32,32] in [−1, 1] to `features` float32[N,64]. */
export function randomVggProgram(channels: number): Program {
  const weights = randomVggWeights(channels);
  const parameters = mapRecord(weights, ({ shape }, name) => input(name, shape));
  const images = input('images', ['N', channels, randomVggSize, randomVggSize]);
  const { output: features } = vgg(channels).apply(parameters, images, inferencePass);
  return compile({ features }, { name: 'random-vgg', weights });
}
