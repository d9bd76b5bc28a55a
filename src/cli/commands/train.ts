// wgan train: trains a GAN and shows how it goes.

import fs from 'node:fs';
import { dirname } from 'node:path';
import { roomFor } from '../../run/disk-space.ts';
import { chooseFolder, RUNS_FOLDER } from '../../run/new-folder.ts';
import { deviceOf, loadData } from '../../run/open-run.ts';
import type { Progress } from '../../run/options.ts';
import { readStartWeights, startText } from '../../run/start-weights.ts';
import { deviceRecord, requireThreads } from '../../runtime/devices.ts';
import type { PartialConfig } from '../../train/config.ts';
import { dataCautionsOf } from '../../train/data-cautions.ts';
import { cautionsOf, ganOf, learntOf } from '../../train/setup.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { secondsOption } from '../options.ts';
import { planLines } from '../plan/plan.ts';
import { measureSpeed } from '../plan/speed.ts';
import { studioBeside } from '../studio/beside.ts';
import { colorDepth, painter } from '../terminal/colors.ts';
import { createView, followTraining, showProgress } from '../train/follow-training.ts';
import {
  addTrainOptions,
  continuedChanges,
  continuedConfig,
  refuseArguments,
  requested,
  resumedConfig,
  runToResume,
  saidKeys,
  type TrainFlags,
  type Wanted,
} from '../train/train-options.ts';
import type { View } from '../train/view.ts';

export const trainCommand: CommandRecord = {
  name: 'train',
  summary: 'Train a GAN, by default a WGAN-GP on MNIST.',
  examples: [
    'wgan train',
    'wgan train --dataset ./photos --size 32 --iterations 20000',
    'wgan train --preset tutorial --out runs/tutorial',
    'wgan train --objective wgan --clip 0.02 --dry-run',
    'wgan train --studio',
    'wgan train --resume runs/mnist-wgan-gp-1 --iterations 8000',
    'wgan train --out runs/mine --continue',
  ],
  details: [
    'Shown are the options of the parts chosen: wgan train --objective wgan --help shows those of wgan.',
    'What both networks have is set for one of them with its name in front: --critic-norm layer.',
    'The families of the networks are chosen by the data unless they are named, of both or of each: --generator dcgan --critic vgg16.',
    'Of pictures the middle square is taken, upright as EXIF says, and resized; white is put behind transparency; of several frames or pages the first counts; 16 bits become 8; floats, 32 bits and signed numbers are scaled by the range of all of them.',
    'What was done is told when training starts and by wgan info; files that are no pictures are named in skipped.txt of the run.',
  ],
  options: addTrainOptions,
  run: runTrain,
};

async function runTrain({ io, options: typed, arguments: extra }: Invocation): Promise<number> {
  refuseArguments(extra);
  const options: TrainFlags = typed;
  const { out, overwrite, criticWeights } = options;
  const said = saidKeys(typed);
  const resume = runToResume(options);
  const seconds = secondsOption(typed, 'time');
  const isContinued = options.continue === true && resume !== undefined;
  const changes = isContinued ? continuedChanges(resume, options, said) : said;
  const { config, choose } = wantedOf(options, resume, changes, said);
  deviceRecord(config.run.device); // refused before data are read
  const view = createView(io, config, { ...options, seconds });
  try {
    if (options.studio && !options.dryRun)
      studioBeside(runsFolderOf(resume ?? out), (text) => view.note(text));
    return await interruptible(
      io,
      () => view.stopping(),
      (stopping) => {
        if (options.dryRun) return showPlan({ io, config, choose, seconds }, options, view, stopping.signal);
        const whose =
          resume === undefined ? { config, choose, out, overwrite, criticWeights } : { resume, changes };
        const training = { ...whose, seconds, tensorboard: options.tensorboard };
        return followTraining(view, stopping, training);
      },
    );
  } finally {
    view.close();
  }
}

function wantedOf(
  options: TrainFlags,
  resume: string | undefined,
  changes: PartialConfig,
  said: PartialConfig,
): Wanted {
  if (resume === undefined) return requested(options, said);
  return {
    config: options.continue ? continuedConfig(resume, changes) : resumedConfig(resume, options, said),
  };
}

/** The folder that a run lies in. */
const runsFolderOf = (run: string | undefined) => (run === undefined ? RUNS_FOLDER : dirname(run));

interface Planned extends Wanted {
  readonly io: Io;
  readonly seconds: number | undefined;
}

async function showPlan(
  { io, config: wanted, choose, seconds }: Planned,
  { out, overwrite = false, criticWeights }: TrainFlags,
  view: View,
  signal: AbortSignal,
): Promise<number> {
  requireThreads(wanted.run.threads ?? 1);
  const chosen = chooseFolder(fs, out, overwrite);
  const folder = chosen ?? say`a new folder below runs`;
  const onProgress = (progress: Progress) => showProgress(view, progress);
  const dataset = await loadData(wanted, { signal, onProgress });
  view.dataset(dataset);
  const { config, reasons } = choose?.(dataset) ?? { config: wanted, reasons: [] };
  view.chosen(reasons);
  if (criticWeights !== undefined) {
    view.note(
      startText(
        await readStartWeights(
          fs,
          criticWeights,
          ganOf(config, dataset.sampleShape, dataset.labels?.classes),
        ),
      ),
    );
  }
  for (const { message, help } of dataCautionsOf(config, dataset)) view.note(message, help);
  for (const { message } of cautionsOf(config, learntOf(dataset))) view.note(message);
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  const place = {
    ...{ out: folder, room: roomFor(fs, chosen ?? RUNS_FOLDER), seconds },
    speed: await measureSpeed(await deviceOf(config, config.run.threads)),
  };
  const lines = planLines(config, dataset, place, paint);
  view.close();
  io.stdout.print(lines);
  return exitCodes.done;
}
