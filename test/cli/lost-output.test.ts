// Places where the platform gives less than usual: an output that takes nothing more, a user without a home, little
// memory. Needs a POSIX shell; /dev/full, on which every write fails as on a full disk, and ulimit -v are Linux's.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { processOutput } from '../../src/cli/process-output.ts';
import { loadImageFolder } from '../../src/data/image-folder.ts';
import { entry, small, useWorkplace } from './built.ts';

vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  homedir() {
    throw new Error('A system error occurred: uv_os_homedir returned ENOENT (no such file or directory)');
  },
}));

const { folder, at } = useWorkplace();

/** `wgan` with arguments in a line of a shell: "wgan list > /dev/full". */
function shell(line: string) {
  const script = `wgan() { "${process.execPath}" "${entry}" "$@"; }; ${line}`;
  const env = { ...process.env, XDG_CACHE_HOME: at('cache') };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

const training = `train --dataset ring ${small.join(' ')} --iterations 20 --checkpoint-every 10`;

describe.runIf(process.platform === 'linux')('on Linux', () => {
  it('stdout on a full disk: says so, trains to the end, and fails', () => {
    const { code, stderr } = shell(`wgan ${training} --json --out full > /dev/full`);
    expect([code, stderr]).toEqual([
      1,
      'wgan: stdout: cannot be written, got a full disk (ENOSPC)\n' +
        'help: the work goes on, and nothing more is printed; a run keeps its numbers in its folder\n',
    ]);
    expect(JSON.parse(readFileSync(at('full', 'status.json'), 'utf8'))).toMatchObject({ state: 'done' });
    expect(existsSync(at('full', 'lock'))).toBe(false);
  });

  it('stderr on a full disk: nothing is lost but what it would have said', () => {
    expect(shell('wgan list nowhere 2> /dev/full')).toMatchObject({ code: 0 });
    expect(shell('wgan train --penalti 2 2> /dev/full')).toMatchObject({ code: 2, stdout: '' });
    expect(shell('wgan list nowhere > /dev/full 2>&1')).toMatchObject({ code: 1 });
  });

  it('few addresses: computes the same noise without WebAssembly', () => {
    const { code, stderr } = shell(
      `ulimit -v 6000000; wgan ${training} --out few --quiet > /dev/null && cmp few/generator.safetensors full/generator.safetensors`,
    );
    expect([code, stderr]).toEqual([0, '']);
  });
});

it('a user without a home: images are read, and not cached', async () => {
  vi.stubEnv('XDG_CACHE_HOME', '');
  mkdirSync(at('pictures'));
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
  await image.png().toFile(at('pictures', 'red.png'));
  const { count, notes } = await loadImageFolder(at('pictures'));
  expect([count, notes]).toEqual([
    1,
    ['the decoded images were not cached: this user has no home folder, and XDG_CACHE_HOME names none'],
  ]);
  vi.unstubAllEnvs();
});

it('an output that is lost is not written again', () => {
  const written: string[] = [];
  const stream = {
    isTTY: false,
    write: (text: string) => written.push(text),
  } as unknown as NodeJS.WriteStream;
  const output = processOutput(stream);
  output.print(['one']);
  expect([output.lose(), output.lose()]).toEqual([true, false]);
  output.print(['two']);
  expect(written).toEqual(['one\n']);
});
