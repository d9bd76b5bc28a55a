import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../src/cli/language/translator.ts';

const { say, translate } = createTranslator({
  said: [{ 'wrote {1} of {2}': '{2} 的 {1} 已写入', penalty: '惩罚' }],
  found: [
    {
      'no such file': '没有这个文件',
      '{1}: cannot be {2}, got {3}': '{1}：无法{2!}，因为{3}',
      written: '写入',
      '{1} is too steep': '{1} 太陡',
      'It is flat. It stays so.': '它是平的，一直如此。',
      'Something is wrong: {1}.': '出了问题：{1!}。',
      collapse: '崩溃',
      overfitting: '过拟合',
      'it rose {1}{2}: good': '它上升{1}{2}：好',
      'from {1} to {2}': '从 {1} 到 {2}',
      ', most by {1}': '，大部分在 {1} 之前',
      'a whole number': '整数',
      '{1}: expected {2}, got {3}': '{1}：应为{2}，得到 {3}',
      '{1}, got {2}': '{1}，得到 {2}',
    },
  ],
});

describe('a text that is marked', () => {
  it('is found by its parts, and its values may change places', () => {
    expect(say(['wrote ', ' of ', ''], ['3', 'runs/a'])).toBe('runs/a 的 3 已写入');
  });

  it('stays English where no table has it', () => {
    expect(say(['ends at ', ''], ['3'])).toBe('ends at 3');
  });
});

describe('a text of another floor', () => {
  it.each([
    ['no such file', '没有这个文件'],
    ['runs/a: no such file', 'runs/a：没有这个文件'],
    ['runs/a: no such file (ENOENT)', 'runs/a：没有这个文件（ENOENT）'],
    ['runs/a: cannot be written, got no such file (ENOENT)', 'runs/a：无法写入，因为没有这个文件（ENOENT）'],
    ['c.json: batch: expected a whole number, got "x"', 'c.json：batch：应为整数，得到 "x"'],
    ['The critic is too steep. It is flat. It stays so.', 'The critic 太陡。它是平的，一直如此。'],
    ['Something is wrong: collapse, overfitting.', '出了问题：崩溃、过拟合。'],
    ['it rose from 1 to 2, most by 7: good', '它上升从 1 到 2，大部分在 7 之前：好'],
    ['it rose from 1 to 2: good', '它上升从 1 到 2：好'],
  ])('%s', (english, chinese) => {
    expect(translate(english)).toBe(chinese);
  });

  it('keeps names that people gave, even where they are words of the table', () => {
    expect(translate('penalty: cannot be written, got no such file')).toBe(
      'penalty：无法写入，因为没有这个文件',
    );
    expect(translate('"no such file": cannot be written, got "from a to b"')).toBe(
      '"no such file"：无法写入，因为"from a to b"',
    );
  });

  it('stays as it is where nothing is known of it', () => {
    expect(translate('all quiet')).toBe('all quiet');
  });
});
