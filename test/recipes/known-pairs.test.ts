import { expect, test } from 'vitest';
import { trainCritic } from '../../recipes/experiments/critic-only.ts';
import { knownPair, pairKinds } from '../../recipes/experiments/known-pairs.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import { wassersteinDistance } from '../../src/metrics/wasserstein.ts';

test.each(pairKinds)('the stated distance of a %s pair is that of its points', (kind) => {
  const pair = knownPair(kind, 2, 1);
  const count = 800;
  const { real, fake } = pair.draw(count, 0);
  expect(real).not.toEqual(pair.draw(count, 1).real);
  const exact = wassersteinDistance(vectors(real, 2), vectors(fake, 2));
  const other = wassersteinDistance(vectors(real, 2), vectors(pair.draw(count, 1).real, 2));
  expect(Math.abs(exact - pair.distance)).toBeLessThan(other); // what as many points of one distribution differ by
  expect(pair.distance).toBeGreaterThan(3 * other);
});

test('a critic alone comes near the distance of shifted Gaussians in the plane', async () => {
  const pair = knownPair('shift', 2, 1);
  const config = {
    ...{ objective: 'wgan-gp', penalty: 10, optimizer: 'adam', beta1: 0, learningRate: 1e-3 },
    ...{ criticHidden: [32, 32], batch: 128 },
  } as const;
  const looks = await trainCritic(config, pair, 2, [20, 400]);
  expect(looks.map(({ updates }) => updates)).toEqual([20, 400]);
  expect(Math.abs(looks[1]!.estimate / pair.distance - 1)).toBeLessThan(0.15);
  expect(Math.abs(looks[1]!.estimate - pair.distance)).toBeLessThan(
    Math.abs(looks[0]!.estimate - pair.distance),
  );
});
