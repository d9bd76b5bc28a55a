// Networks as plain data: a layer is a record with the meaning of PyTorch's module, and every peer reads the same list.

/** A layer of PyTorch's `nn`, layers one after another as one, or the sum of several ways through layers. */
export type LayerSpec = (
  | { readonly kind: 'linear'; readonly inputs: number; readonly outputs: number }
  | ConvSpec
  | {
      readonly kind: 'batchNorm' | 'batchNorm2d';
      readonly features: number;
      readonly epsilon: number;
    }
  | {
      /** From images to rows, or back. */
      readonly kind: 'flatten' | 'unflatten';
      /** [C, H, W]. */
      readonly shape: readonly [number, number, number];
    }
  | { readonly kind: 'averagePool' | 'maxPool' | 'upsample'; readonly size: number }
  | { readonly kind: 'relu' | 'leakyRelu' | 'tanh' }
  | {
      /** The sum of what each branch makes of the same input; an empty branch is the input itself. */
      readonly kind: 'sum';
      /** By the names under which their variables are kept. */
      readonly branches: Readonly<Record<string, readonly LayerSpec[]>>;
    }
  | { readonly kind: 'sequential'; readonly layers: readonly LayerSpec[] }
) & {
  /** Under which its variables are kept, if not under its place in the list. */
  readonly name?: string;
};

/** A convolution of square kernels. */
export interface ConvSpec {
  readonly kind: 'conv2d' | 'convTranspose2d';
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
}

/** Whether a network convolves. */
export const convolves = (specs: readonly LayerSpec[]): boolean => allLayers(specs).some(isConv);

const isConv = (spec: LayerSpec): spec is ConvSpec =>
  spec.kind === 'conv2d' || spec.kind === 'convTranspose2d';

/** Every layer, those inside of branches too. */
export function allLayers(specs: readonly LayerSpec[]): LayerSpec[] {
  return specs.flatMap((spec) => {
    if (spec.kind === 'sequential') return allLayers(spec.layers);
    return spec.kind === 'sum' ? Object.values(spec.branches).flatMap(allLayers) : [spec];
  });
}

/** Shapes of the trained variables under PyTorch's names. */
export function parameterShapes(specs: readonly LayerSpec[]): Record<string, readonly number[]> {
  return Object.fromEntries(
    specs.flatMap((spec, index) =>
      Object.entries(shapesOf(spec)).map(([name, shape]) => [`${spec.name ?? index}.${name}`, shape]),
    ),
  );
}

function shapesOf(spec: LayerSpec): Record<string, readonly number[]> {
  switch (spec.kind) {
    case 'linear':
      return { weight: [spec.outputs, spec.inputs], bias: [spec.outputs] };
    case 'conv2d':
    case 'convTranspose2d': {
      const { inputs, outputs, kernel, bias } = spec;
      const channels = spec.kind === 'conv2d' ? [outputs, inputs] : [inputs, outputs];
      return { weight: [...channels, kernel, kernel], ...(bias && { bias: [outputs] }) };
    }
    case 'batchNorm':
    case 'batchNorm2d':
      return { weight: [spec.features], bias: [spec.features] };
    case 'sequential':
      return parameterShapes(spec.layers);
    case 'sum':
      return Object.fromEntries(
        Object.entries(spec.branches).flatMap(([branch, layers]) =>
          Object.entries(parameterShapes(layers)).map(([name, shape]) => [`${branch}.${name}`, shape]),
        ),
      );
    default:
      return {};
  }
}

const between = (layer: LayerSpec, activation: LayerSpec, isLast: boolean) =>
  isLast ? [layer] : [layer, activation];

/** Linear layers of the given widths with LeakyReLU 0.2 between them. */
export function mlp(widths: readonly number[]): LayerSpec[] {
  return widths.slice(1).flatMap((outputs, index): LayerSpec[] => {
    const layer: LayerSpec = { kind: 'linear', inputs: widths[index]!, outputs };
    return between(layer, { kind: 'leakyRelu' }, index === widths.length - 2);
  });
}

/** What DCGANs of 4 × 4 kernels differ in. */
export interface DcganShape {
  readonly sampleShape: readonly [number, number, number];
  /** How often the size is halved. */
  readonly halvings: number;
  /** Channels at the largest size that has features. */
  readonly channels: number;
}

const halving = (inputs: number, outputs: number): ConvSpec => ({
  ...{ kind: 'conv2d', inputs, outputs, bias: true },
  ...{ kernel: 4, stride: 2, padding: 1 },
});

/** From images to scores: convolutions that halve the size and double the channels. */
export function dcganCritic({ sampleShape, halvings, channels }: DcganShape): LayerSpec[] {
  const [colors, height, width] = sampleShape;
  const widths = [colors, ...Array.from({ length: halvings }, (_, level) => channels * 2 ** level)];
  const last = [widths.at(-1)!, height / 2 ** halvings, width / 2 ** halvings] as const;
  return [
    ...widths
      .slice(1)
      .flatMap((outputs, level): LayerSpec[] => [halving(widths[level]!, outputs), { kind: 'leakyRelu' }]),
    { kind: 'flatten', shape: last },
    { kind: 'linear', inputs: last[0] * last[1] * last[2], outputs: 1 },
  ];
}

/** The critic turned round, with ReLU, from noise to tanh; with batch normalisation, if it is asked for. */
export function dcganGenerator(
  { sampleShape, halvings, channels }: DcganShape,
  { latent, isNormalized }: { readonly latent: number; readonly isNormalized: boolean },
): LayerSpec[] {
  const [colors, height, width] = sampleShape;
  const widths = Array.from({ length: halvings }, (_, level) => channels * 2 ** (halvings - 1 - level));
  const first = [widths[0]!, height / 2 ** halvings, width / 2 ** halvings] as const;
  const normalized = (features: number): LayerSpec[] =>
    isNormalized ? [{ kind: 'batchNorm2d', features, epsilon: 1e-5 }] : [];
  const doubling = (inputs: number, outputs: number, bias: boolean): LayerSpec => ({
    ...halving(inputs, outputs),
    ...{ kind: 'convTranspose2d', bias },
  });
  return [
    { kind: 'linear', inputs: latent, outputs: first[0] * first[1] * first[2] },
    { kind: 'unflatten', shape: first },
    ...normalized(first[0]),
    { kind: 'relu' },
    ...widths
      .slice(1)
      .flatMap((outputs, level): LayerSpec[] => [
        doubling(widths[level]!, outputs, !isNormalized),
        ...normalized(outputs),
        { kind: 'relu' },
      ]),
    doubling(widths.at(-1)!, colors, true),
    { kind: 'tanh' },
  ];
}

const conv = (inputs: number, outputs: number, kernel: 1 | 3): ConvSpec => ({
  ...{ kind: 'conv2d', inputs, outputs, bias: true },
  ...{ kernel, stride: 1, padding: (kernel - 1) / 2 },
});

const relu: LayerSpec = { kind: 'relu' };
const mean: LayerSpec = { kind: 'averagePool', size: 2 };
const repeat: LayerSpec = { kind: 'upsample', size: 2 };
const joined = (...layers: LayerSpec[]): LayerSpec => ({ kind: 'sequential', layers });
const residual = (main: readonly LayerSpec[], shortcut: readonly LayerSpec[]): LayerSpec => ({
  kind: 'sum',
  branches: { main, shortcut },
});

/** The critic of 32 × 32 images of `gan_cifar_resnet.py`: two blocks that halve, two that do not, the mean of each
 *  channel. */
export function resnetCritic(colors: number, channels: number): LayerSpec[] {
  const same = conv(channels, channels, 3);
  const even = residual([relu, same, relu, same], []);
  return [
    residual([conv(colors, channels, 3), relu, joined(same, mean)], [mean, conv(colors, channels, 1)]),
    residual([relu, same, relu, joined(same, mean)], [conv(channels, channels, 1), mean]),
    ...[even, even, relu],
    { kind: 'averagePool', size: 8 },
    { kind: 'flatten', shape: [channels, 1, 1] },
    { kind: 'linear', inputs: channels, outputs: 1 },
  ];
}

/** Its generator: three blocks that double, with batch normalisation. */
export function resnetGenerator(colors: number, channels: number, latent: number): LayerSpec[] {
  const norm: LayerSpec = { kind: 'batchNorm2d', features: channels, epsilon: 1e-5 };
  const same = conv(channels, channels, 3);
  const up = residual(
    [norm, relu, joined(repeat, same), norm, relu, same],
    [repeat, conv(channels, channels, 1)],
  );
  return [
    { kind: 'linear', inputs: latent, outputs: channels * 16 },
    { kind: 'unflatten', shape: [channels, 4, 4] },
    ...[up, up, up, norm, relu],
    ...[conv(channels, colors, 3), { kind: 'tanh' } as const],
  ];
}

/** VGG16 for 32 × 32 images, with LeakyReLU, its channels divided, one linear layer in place of its classifier. */
export function vgg16Critic(colors: number, divisor: number): LayerSpec[] {
  const stages = [
    ...[
      [64, 64],
      [128, 128],
    ],
    ...[
      [256, 256, 256],
      [512, 512, 512],
      [512, 512, 512],
    ],
  ];
  let inputs = colors;
  const layers = stages.flatMap((stage): LayerSpec[] => [
    ...stage.flatMap((width): LayerSpec[] => {
      const layer = conv(inputs, width / divisor, 3);
      inputs = width / divisor;
      return [layer, { kind: 'leakyRelu' }];
    }),
    { kind: 'maxPool', size: 2 },
  ]);
  return [
    { kind: 'sequential', name: 'features', layers },
    { kind: 'flatten', name: 'flatten', shape: [inputs, 1, 1] },
    { kind: 'linear', name: 'classifier', inputs, outputs: 1 },
  ];
}
