// The layers of the runs in test/fixtures/pytorch, and what their parameters begin with.

interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
}

export type Layer =
  | { readonly kind: 'linear'; readonly inputs: number; readonly outputs: number }
  | ({ readonly kind: 'conv2d' } & Convolution)
  | ({ readonly kind: 'convTranspose2d'; readonly outputPadding: number } & Convolution)
  | { readonly kind: 'batchNorm' | 'batchNorm2d' | 'layerNorm'; readonly features: number }
  | { readonly kind: 'averagePool2d' | 'maxPool2d'; readonly size: number }
  | { readonly kind: 'upsampleNearest'; readonly times: number }
  /** Zeros below and to the right; fewer rows and columns where negative. */
  | { readonly kind: 'zeroPad2d'; readonly below: number; readonly right: number }
  | { readonly kind: 'unflatten'; readonly shape: readonly number[] }
  | { readonly kind: 'leakyRelu'; readonly slope: number }
  | { readonly kind: 'flatten' | 'relu' | 'tanh' };

/** One sampled parameter: offset + scale·symmetric. */
interface Drawn {
  readonly shape: readonly number[];
  readonly scale: number;
  readonly offset: number;
}

/** The largest power of two that is at most 1/√inputs. */
function fanScale(inputs: number): number {
  let scale = 1;
  while (scale * scale * inputs > 1) scale /= 2;
  return scale;
}

const product = (weightShape: readonly number[], outputs: number, fan: number, hasBias = true) => {
  const scale = fanScale(fan);
  const weight: Drawn = { shape: weightShape, scale: 2 * scale, offset: 0 };
  return hasBias ? { weight, bias: { shape: [outputs], scale, offset: 0 } } : { weight };
};

/** The parameters of a layer by PyTorch's names. */
export function drawnParameters(layer: Layer): Readonly<Record<string, Drawn>> {
  switch (layer.kind) {
    case 'linear':
      return product([layer.outputs, layer.inputs], layer.outputs, layer.inputs);
    case 'conv2d':
    case 'convTranspose2d': {
      const { kind, inputs, outputs, kernel, bias } = layer;
      const channels = kind === 'conv2d' ? [outputs, inputs] : [inputs, outputs];
      return product([...channels, kernel, kernel], outputs, inputs * kernel ** 2, bias);
    }
    case 'batchNorm':
    case 'batchNorm2d':
    case 'layerNorm': {
      const shape = [layer.features];
      return { weight: { shape, scale: 0.25, offset: 1 }, bias: { shape, scale: 0.25, offset: 0 } };
    }
    case 'averagePool2d':
    case 'maxPool2d':
    case 'upsampleNearest':
    case 'zeroPad2d':
    case 'unflatten':
    case 'leakyRelu':
    case 'flatten':
    case 'relu':
    case 'tanh':
      return {};
    default:
      return layer satisfies never;
  }
}
