import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/cli/language/language.ts';
import { speak } from '../../../src/cli/language/say.ts';
import { main } from '../../../src/cli/main.ts';
import { widthOf } from '../../../src/cli/terminal/colors.ts';
import { paragraph } from '../../../src/cli/terminal/paragraph.ts';
import { tableLines } from '../../../src/cli/terminal/table.ts';
import { fakeIo } from '../fake-io.ts';

describe('the language', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN' }, 'zh'],
    [{ LANG: 'zh_TW.utf8' }, 'zh'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'POSIX' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
    [{ LANG: 'en_US.UTF-8', LANGUAGE: 'zh_CN:en' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LANGUAGE: 'en' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LANGUAGE: 'fr:zh' }, 'zh'],
    [{ LANG: 'C.UTF-8', LANGUAGE: 'zh_CN' }, 'en'],
    [{ LANGUAGE: 'zh_CN' }, 'en'],
    [{ LANG: 'zh_CN.GB18030' }, 'en'],
  ])('of the environment %j is %s', (env, language) => {
    expect(languageOf(['train'], env)).toBe(language);
  });

  it.each([
    [['--lang', 'zh'], 'zh'],
    [['--lang=zh'], 'zh'],
    [['train', '--lang', 'zh_CN.UTF-8', '--seed', '3'], 'zh'],
    [['--lang', 'zh', '--lang', 'en'], 'en'],
    [['--', '--lang', 'zh'], 'en'],
  ])('that %j asks for comes before that of the environment', (args, language) => {
    expect(languageOf(args, { LANG: 'en_US.UTF-8' })).toBe(language);
  });

  it('must be one that is there', async () => {
    const io = fakeIo();
    expect(await main(['list', '--lang', 'fr'], io)).toBe(2);
    expect(io.stderr.text()).toContain('wgan: lang: expected one of en, zh, got "fr"');
  });

  it('is spoken before and after the command', async () => {
    for (const args of [
      ['--lang', 'zh', 'list', '/nowhere'],
      ['list', '/nowhere', '--lang=zh'],
    ]) {
      const io = fakeIo();
      await main(args, io);
      expect(io.stdout.text() + io.stderr.text()).toMatch(/\p{Script=Han}{4}/u);
    }
    await speak('en');
  });
});

describe('wide characters', () => {
  it('take two columns', () => {
    expect(widthOf('批 64')).toBe(5);
    expect(widthOf('（默认）')).toBe(8);
    expect(widthOf('e\u0301 — ±×⠿━')).toBe(8);
    expect(widthOf('😀')).toBe(2);
  });

  it('keep the columns of a table', () => {
    const lines = tableLines(
      ['名称', 'n'],
      [
        ['评论器', '1'],
        ['a', '2'],
      ],
      (_, text) => text,
    );
    expect(lines).toEqual(['名称    n', '评论器  1', 'a       2']);
  });

  it('may be parted at the end of a line, but not before a mark', () => {
    expect(paragraph('评论器学得好，样本变好。', 10)).toEqual(['评论器学得', '好，样本变', '好。']);
    expect(paragraph('样本变好。', 8)).toEqual(['样本变', '好。']);
    expect(paragraph('用 --seed 开始', 10)).toEqual(['用 --seed', '开始']);
  });
});
