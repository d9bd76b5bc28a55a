// The lines of our code that the pages show. A test finds each of them in its file, word for word.

export interface Quote {
  /** From the root of the repository. */
  readonly file: string;
  readonly code: string;
}

const define = <const T extends Readonly<Record<string, Quote>>>(
  quotes: T,
): Readonly<Record<keyof T, Quote>> => quotes;

export const quotes = define({
  crossEntropy: {
    file: 'src/gan/objectives/gan.ts',
    code: 'const crossEntropy = ({ real, fake }: Scores) => add(mean(softplus(neg(real))), mean(softplus(fake)));',
  },
  criticLoss: {
    file: 'src/gan/objectives/wgan.ts',
    code: 'critic: { loss: ({ real, fake }) => sub(mean(fake), mean(real)) },',
  },
  generatorLoss: {
    file: 'src/gan/objectives/wgan.ts',
    code: 'generator: { loss: ({ fake }) => neg(mean(fake)) },',
  },
  clip: {
    file: 'src/gan/objectives/wgan.ts',
    code: 'apply: (parameter, bound) => minimum(maximum(parameter, neg(bound)), bound),',
  },
  slope: {
    file: 'src/gan/objectives/slopes.ts',
    code: 'const [slope] = gradient(scores, [x], { seed: ones(scores.shape) });',
  },
  penalty: {
    file: 'src/gan/objectives/wgan-gp.ts',
    code: 'return { penalty: mean(square(oneSided ? relu(excess) : excess)), gradientNorm: mean(norm) };',
  },
  ganGenerator: {
    file: 'src/gan/objectives/gan.ts',
    code: 'generator: { loss: ({ fake }) => neg(mean(softplus(fake))) },',
  },
  onLine: {
    file: 'src/metrics/wasserstein.ts',
    code: 'area += Math.abs(height) * ((jumps[index + 1]?.at ?? at) - at);',
  },
  transport: {
    file: 'src/metrics/wasserstein.ts',
    code: 'return columns.reduce((sum, column, row) => sum + costs[row * n + column]!, 0) / n;',
  },
  estimate: {
    file: 'src/gan/objectives/wgan.ts',
    code: 'export const wassersteinEstimate = ({ real, fake }: Scores) => sub(mean(real), mean(fake));',
  },
});
