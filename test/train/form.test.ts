// Forms are drawn from what options say of themselves.

import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/train/config.ts';
import { allOptions, valueAt } from '../../src/train/config-options.ts';
import { fieldOfKey, formFields, parseField } from '../../src/train/form.ts';
import { oneSided } from '../../src/train/one-sided.ts';
import { givenBy } from '../../src/train/value-kinds.ts';

const keysOf = (said: Parameters<typeof resolveConfig>[0]) =>
  formFields(resolveConfig(said)).map(({ key }) => key);

describe('the fields of a configuration', () => {
  it('are those of the parts chosen, of both networks together where they agree', () => {
    const usual = keysOf({});
    expect(usual).toEqual(
      expect.arrayContaining(['objective', 'penalty', 'learningRate', 'momentum', 'norm']),
    );
    expect(usual).toEqual(expect.arrayContaining(['generatorHidden', 'criticHidden', 'average', 'keep']));
    for (const other of ['clip', 'beta1', 'hidden', 'criticNorm']) expect(usual).not.toContain(other);
    expect(keysOf({ objective: 'wgan', optimizer: 'adam' })).toEqual(
      expect.arrayContaining(['clip', 'beta1', 'beta2']),
    );
    expect(keysOf({ criticNorm: 'layer', hidden: [8] })).toEqual(
      expect.arrayContaining(['generatorNorm', 'criticNorm', 'activation']),
    );
  });

  it('say how they are given, and what stands there as a text is read again', () => {
    const kinds = Object.fromEntries(
      ['objective', 'criticHidden', 'seed', 'learningRate', 'device', 'threads'].map((key) => [
        key,
        fieldOfKey(key)!.kind,
      ]),
    );
    expect(kinds).toEqual({
      ...{ objective: 'choice', criticHidden: 'widths', seed: 'whole' },
      ...{ learningRate: 'number', device: 'text', threads: 'whole' },
    });
    expect(givenBy(oneSided.option.type).kind).toBe('switch');
    for (const share of ['momentum', 'beta1', 'average', 'holdout']) {
      expect(fieldOfKey(share)!.kind).toBe('number');
    }
    expect(fieldOfKey('objective')!.choices).toContain('wgan-gp');
    const config = resolveConfig({
      objective: 'wgan',
      criticOptimizer: 'adam',
      threads: 2,
      size: 32,
      horizon: 9,
      beta2End: 0.9,
    });
    for (const field of formFields(config)) {
      if (field.kind === 'switch') continue;
      const value = valueAt(config, field.option.path);
      expect(parseField(field, Array.isArray(value) ? value.join(', ') : String(value ?? ''))).toEqual(value);
    }
    expect(['64', '96x64', ' ', '3', 'large'].map((text) => parseField(fieldOfKey('size')!, text))).toEqual([
      ...[64, '96x64', null, undefined, undefined],
    ]);
    expect(parseField(fieldOfKey('threads')!, ' ')).toBe(null);
    expect(parseField(fieldOfKey('seed')!, '')).toBe(undefined);
    expect(parseField(fieldOfKey('criticHidden')!, '')).toEqual([]);
    expect(parseField(fieldOfKey('criticHidden')!, '8, 0')).toBe(undefined);
  });

  it('are named in both languages, and of one network with its name', () => {
    expect(fieldOfKey('learningRate')!.label).toEqual(['Learning rate', '学习率']);
    expect(fieldOfKey('criticLearningRate')!.label).toEqual(['Critic’s learning rate', '评论器学习率']);
    expect(fieldOfKey('generatorHidden')!.label).toEqual(['Generator’s layers', '生成器各层']);
    expect(fieldOfKey('penalty')!.isLive).toBe(true);
    expect(fieldOfKey('prototype')).toBe(undefined);
    const labels = allOptions.map(({ key }) => fieldOfKey(key)!.label);
    expect(new Set(labels.map(([english]) => english)).size).toBe(allOptions.length);
    expect(new Set(labels.map(([, chinese]) => chinese)).size).toBe(allOptions.length);
  });
});
