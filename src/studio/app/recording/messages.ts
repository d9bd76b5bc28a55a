// What the page of a recorded run says.

import { defineMessages } from '../i18n/language.ts';

export const recordingMessages = defineMessages(
  {
    kicker: 'A training, recorded, that runs again in this page',
    play: 'Train again',
    resume: 'Go on',
    pause: 'Pause',
    step: 'Step',
    stepHint: 'One iteration: all critic steps, then the generator’s',
    restart: 'Restart',
    restartHint: 'Back to iteration 0, from the same seed',
    unpacking: 'Unpacking ONNX Runtime, which this file brings along',
    compiling: 'Compiling the iteration',
    iteration: 'Iteration',
    of: (now: string, last: string) => `${now} of ${last} recorded`,
    speed: 'Speed',
    perSecond: 'iterations/s',
    device: 'Runs on',
    thisTab: 'this tab, one thread',
    now: 'In this tab',
    atIteration: (iteration: string) => `iteration ${iteration}`,
    recorded: 'Recorded',
    imagesLabel: (count: number, iteration: string) =>
      `${count} samples that the generator draws now, at iteration ${iteration}`,
    planeLabel: (count: number, iteration: string) =>
      `The plane with real points and ${count} fakes at iteration ${iteration}, the critic’s score behind them`,
    planeKey:
      'Blue: real points. Orange: fakes. Behind them the critic’s score, from blue (low) to red (high); arrows show where it pulls the fakes.',
    noPicture: 'Samples of this shape have no picture; the numbers are below.',
    recordedLabel: (iteration: string) => `Samples of the recorded run at iteration ${iteration}`,
    verdict: 'Is it the same training?',
    waitingTitle: 'Not compared yet',
    waiting:
      'This page trains the same networks, from the same seed, on the same samples in the same order. It compares the losses of each iteration with those of the record.',
    sameTitle: 'Reproduced so far',
    reproducedTitle: 'Reproduced',
    same: (count: number, last: string, most: string) =>
      `${count === 1 ? 'In the one iteration that was compared' : `In ${count} iterations that were compared`}, until iteration ${last}, the losses differ by ${most} of their size at most.`,
    allLogged: 'The run had logged each of them.',
    someLogged: (count: number, all: number) =>
      `The run had logged ${count} of these ${all}; the others were computed again when this file was made.`,
    anchored: (count: number, last: string) =>
      `The run logs only some iterations; the first ones were computed again when this file was made. Where the run had logged (${count === 1 ? 'once' : `${count} times`}, until iteration ${last}), the same numbers came out.`,
    adrift: (last: string, difference: string) =>
      `What was compared was computed again when this file was made. By iteration ${last} that computation and the run’s own log differ by ${difference}, which rounding explains as well as another training would: this tab trains what this version of wgan trains, but whether the record is the same cannot be told.`,
    where: (name: string, iteration: string, first: string, second: string) =>
      `Largest difference: ${name} at iteration ${iteration}, ${first} in the record, ${second} here.`,
    otherTitle: 'Not reproduced',
    other: (name: string, iteration: string, first: string, second: string) =>
      `At iteration ${iteration} the ${name} is ${first} in the record, and ${second} here.`,
    otherWhy: (difference: string, allowed: string) =>
      `That is ${difference} apart; rounding explains ${allowed} at most. The record, the program or the samples are not those of one training.`,
    unknownTitle: 'Cannot be told',
    unknown: (first: string, until: string) =>
      `The first number in the record is of iteration ${first}. By iteration ${until} a difference in the last bit alone has parted two runs of this training, so that agreement or difference would prove nothing.`,
    parted: (iteration: string) =>
      `From iteration ${iteration} on, a difference in the last bit alone changes the losses by more than 1 %: numbers are no test any more, and only the shapes of the curves can be compared.`,
    shape: (name: string, from: string, to: string, record: string, here: string) =>
      `From iteration ${from} to ${to} the ${name} was ${record} in the record and ${here} here (mean ± standard deviation).`,
    unknownUntil: (iteration: string, first: string) =>
      `This file carries the samples of iterations 1 to ${iteration}, and the first number in the record is of iteration ${first}: there is nothing to compare.`,
    beyond: (iteration: string) =>
      `Since iteration ${iteration} this tab draws again from the samples that it has, and is on a way of its own.`,
    estimateChart: 'Wasserstein estimate',
    estimateHelp:
      'What the critic sees of the distance between real and fake. Wide and pale: the record; thin: this tab.',
    lossChart: 'Losses',
    lossHelp: 'What critic and generator minimise. Wide and pale: the record; thin: this tab.',
    digitsChart: 'Digits that agree',
    digitsHelp:
      'Leading digits that the losses share. Dots: record and this tab. Line: this tab and its twin, whose first weights differ in their last bit; it shows how fast rounding alone parts two runs.',
    digitsRecord: 'record and tab',
    digitsTwin: 'tab and twin',
    record: 'record',
    tab: 'tab',
    criticLoss: 'critic loss',
    generatorLoss: 'generator loss',
    wasserstein: 'Wasserstein estimate',
    penalty: 'penalty',
    gradientNorm: 'gradient norm',
    how: 'How this is computed, and what to expect',
    how1: 'In each iteration, each loss (critic, generator, and the Wasserstein estimate where there is one) is subtracted from its recorded value; the difference is divided by the largest size that this number had in the record until then. The verdict quotes the largest of these quotients. Between logged iterations, the record is what the machine that made this file computed; it is trusted only if it meets the log.',
    how2: 'Random numbers are the same to the last bit everywhere, and so are the samples and their order. But machines add in different orders, and each sum is rounded: losses of the first iteration agree to three digits or more, then differences grow, because training magnifies them: after a few iterations or some hundreds, as the optimizer has it, two runs have parted, though both are right.',
    how3: (factor: number, tolerance: string, growth: number) =>
      `How fast that goes is measured here: a twin trains along whose first weights differ in their last bit. A difference counts as rounding while it is below ${tolerance}, ${factor} times the twin’s, or ${growth} times what it was before: rounding grows step by step, another training differs all at once. Where either is 1 % away in this way, the comparison ends.`,
    settings: 'All settings',
    carries: 'What this file carries',
    carriesAll: (count: string) =>
      `All ${count} training samples, so that every recorded iteration can be trained again.`,
    carriesDrawn: (count: string, of: string, until: string, last: string) =>
      `${count} of ${of} training samples: exactly those that iterations 1 to ${until} of ${last} draw, in their order. Later iterations draw from these again, which the record did not.`,
    program:
      'The training program is compiled here, by the compiler that the command line has, from the settings alone; ONNX Runtime for WebAssembly runs it. Nothing is loaded from elsewhere.',
    changed: (count: number) =>
      count === 1
        ? 'One setting was changed while the run trained; it is changed here at the same iteration.'
        : `${count} settings were changed while the run trained; they are changed here at the same iterations.`,
    recordedOn: (machine: string) => `Recorded on ${machine}.`,
    againOn: (machine: string) => `The first iterations were computed again on ${machine}.`,
    licences: 'Licences of the software in this file',
    workerFailed: 'The training thread could not start.',
    workerFailedHelp: 'Open this file in another browser, or from a web server.',
    tryAgain: 'Try again',
    ended: 'The record ends here; what follows has nothing to be compared with.',
    on: (objective: string, dataset: string) => `${objective} on ${dataset}`,
    networks: (generator: string, critic: string, activation: string) =>
      `Generator ${generator}, critic ${critic}${activation && `, ${activation} between the layers`}.`,
    training: (steps: number, batch: string, optimizer: string, rate: string, seed: string) =>
      `${steps} critic ${steps === 1 ? 'step' : 'steps'} for each of the generator’s, batches of ${batch}, ${optimizer} at learning rate ${rate}, seed ${seed}.`,
    withPenalty: (weight: string) => `Gradient penalty with weight ${weight}.`,
    withClip: (bound: string) => `Critic weights clipped at ±${bound}.`,
    withAverage: (decay: string, isRamped: boolean) =>
      `Samples come from averaged weights (decay ${decay}${isRamped ? ', at first less' : ''}).`,
    withWarmup: (count: string) => `${count} critic updates come before the first iteration.`,
    withHoldout: 'Samples that were kept out of training are not in this file.',
  },
  {
    kicker: '一次训练的记录，可在本页中重新训练',
    play: '重新训练',
    resume: '继续',
    pause: '暂停',
    step: '单步',
    stepHint: '一次迭代：先完成所有评论器步骤，再更新生成器',
    restart: '从头开始',
    restartHint: '用同一随机种子回到第 0 次迭代',
    unpacking: '正在解压本文件自带的 ONNX Runtime',
    compiling: '正在编译迭代程序',
    iteration: '迭代',
    of: (now: string, last: string) => `${now}，记录到 ${last}`,
    speed: '速度',
    perSecond: '次迭代/秒',
    device: '运行于',
    thisTab: '本标签页，单线程',
    now: '本标签页',
    atIteration: (iteration: string) => `第 ${iteration} 次迭代`,
    recorded: '记录',
    imagesLabel: (count: number, iteration: string) =>
      `生成器在第 ${iteration} 次迭代时画出的 ${count} 个样本`,
    planeLabel: (count: number, iteration: string) =>
      `平面上的真实点与第 ${iteration} 次迭代的 ${count} 个生成点，背景为评论器的评分`,
    planeKey:
      '蓝色：真实点。橙色：生成点。背景是评论器的评分，由蓝（低）到红（高）；箭头表示它把生成点拉向何处。',
    noPicture: '这种形状的样本无法画成图；数值见下。',
    recordedLabel: (iteration: string) => `记录中第 ${iteration} 次迭代的样本`,
    verdict: '是同一次训练吗？',
    waitingTitle: '尚未比较',
    waiting: '本页用同一随机种子，以相同的顺序、相同的样本训练相同的网络，并把每次迭代的损失与记录比较。',
    sameTitle: '至此重现',
    reproducedTitle: '已重现',
    same: (count: number, last: string, most: string) =>
      `在所比较的 ${count} 次迭代中（直到第 ${last} 次），损失最多相差其大小的 ${most}。`,
    allLogged: '这些迭代均有记录。',
    someLogged: (count: number, all: number) =>
      `这 ${all} 次中有 ${count} 次有记录，其余是制作本文件时重新计算的。`,
    anchored: (count: number, last: string) =>
      `训练只记录部分迭代；最初的迭代是制作本文件时重新计算的。在有记录之处（${count} 次，直到第 ${last} 次迭代），结果相同。`,
    adrift: (last: string, difference: string) =>
      `所比较的数值是制作本文件时重新计算的。到第 ${last} 次迭代时，它与记录相差 ${difference}，这既可由舍入误差解释，也可能出自另一次训练：本标签页所训练的正是此版本 wgan 所训练的，但记录是否相同无法判断。`,
    where: (name: string, iteration: string, first: string, second: string) =>
      `最大差异：第 ${iteration} 次迭代的${name}，记录为 ${first}，此处为 ${second}。`,
    otherTitle: '未能重现',
    other: (name: string, iteration: string, first: string, second: string) =>
      `第 ${iteration} 次迭代的${name}，记录为 ${first}，此处为 ${second}。`,
    otherWhy: (difference: string, allowed: string) =>
      `相差 ${difference}，而舍入误差最多能解释 ${allowed}。记录、程序与样本并非出自同一次训练。`,
    unknownTitle: '无法判断',
    unknown: (first: string, until: string) =>
      `记录中的第一个数值属于第 ${first} 次迭代。到第 ${until} 次迭代时，仅最后一位的差异就已使这一训练的两次运行分道扬镳，因此相同或不同都不能说明什么。`,
    parted: (iteration: string) =>
      `从第 ${iteration} 次迭代起，仅最后一位的差异就会使损失相差 1 % 以上：数值不再能作检验，只能比较曲线的形状。`,
    shape: (name: string, from: string, to: string, record: string, here: string) =>
      `从第 ${from} 次到第 ${to} 次迭代，${name}在记录中为 ${record}，此处为 ${here}（均值 ± 标准差）。`,
    unknownUntil: (iteration: string, first: string) =>
      `本文件带有第 1 至 ${iteration} 次迭代的样本，而记录中的第一个数值属于第 ${first} 次迭代：无可比较。`,
    beyond: (iteration: string) =>
      `第 ${iteration} 次迭代之后，本标签页只能从已有样本中再次抽取，走上了自己的路。`,
    estimateChart: 'Wasserstein 估计',
    estimateHelp: '评论器所见的真实与生成之间的距离。宽而淡：记录；细：本标签页。',
    lossChart: '损失',
    lossHelp: '评论器与生成器所最小化的量。宽而淡：记录；细：本标签页。',
    digitsChart: '一致的位数',
    digitsHelp:
      '损失前几位数字一致。点：记录与本标签页。线：本标签页与它的孪生训练，其初始权重只在最后一位不同；它表明仅舍入误差会使两次运行多快分开。',
    digitsRecord: '记录与本页',
    digitsTwin: '本页与孪生',
    record: '记录',
    tab: '本页',
    criticLoss: '评论器损失',
    generatorLoss: '生成器损失',
    wasserstein: 'Wasserstein 估计',
    penalty: '惩罚',
    gradientNorm: '梯度范数',
    how: '如何计算，应当期待什么',
    how1: '在每次迭代中，用每个损失（评论器、生成器，以及有时的 Wasserstein 估计）减去其记录值，再除以该数值至此在记录中的最大大小。结论引用其中最大的商。两次记录之间的数值由制作本文件的机器算出，只有与记录相符时才予采信。',
    how2: '随机数在任何机器上都逐位相同，样本及其顺序也相同。但各机器求和的顺序不同，每个和都要舍入：第一次迭代的损失有三位以上一致，随后差异增长，因为训练会放大它们：视优化器而定，几次或几百次迭代之后，两次运行就分开了，虽然都没有错。',
    how3: (factor: number, tolerance: string, growth: number) =>
      `分开的快慢就在此处测量：一个孪生训练同时进行，其初始权重只在最后一位不同。差异小于 ${tolerance}、小于孪生差异的 ${factor} 倍，或小于先前差异的 ${growth} 倍时，视为舍入误差：舍入逐步增长，而另一次训练会一下子不同。任一差异这样达到 1 % 时，比较结束。`,
    settings: '全部设置',
    carries: '本文件带有什么',
    carriesAll: (count: string) => `全部 ${count} 个训练样本，因此记录中的每次迭代都能重新训练。`,
    carriesDrawn: (count: string, of: string, until: string, last: string) =>
      `${of} 个训练样本中的 ${count} 个：正是全部 ${last} 次迭代中第 1 至 ${until} 次所抽取的样本，顺序相同。之后的迭代只能再次抽取这些样本，而记录中并非如此。`,
    program:
      '训练程序由与命令行相同的编译器在此处仅凭设置编译而成，由 WebAssembly 版 ONNX Runtime 运行。不从别处加载任何内容。',
    changed: (count: number) => `训练期间有 ${count} 项设置被改动；此处在相同的迭代作同样的改动。`,
    recordedOn: (machine: string) => `记录于 ${machine}。`,
    againOn: (machine: string) => `最初的迭代重新计算于 ${machine}。`,
    licences: '本文件所含软件的许可证',
    workerFailed: '无法启动训练线程。',
    workerFailedHelp: '请用其他浏览器打开本文件，或通过网络服务器打开。',
    tryAgain: '重试',
    ended: '记录到此为止；之后无可比较。',
    on: (objective: string, dataset: string) => `${objective}，数据：${dataset}`,
    networks: (generator: string, critic: string, activation: string) =>
      `生成器 ${generator}，评论器 ${critic}${activation && `，激活函数 ${activation}`}。`,
    training: (steps: number, batch: string, optimizer: string, rate: string, seed: string) =>
      `生成器每更新一次，评论器更新 ${steps} 次；批大小 ${batch}，优化器 ${optimizer}，学习率 ${rate}，种子 ${seed}。`,
    withPenalty: (weight: string) => `梯度惩罚权重 ${weight}。`,
    withClip: (bound: string) => `评论器权重裁剪到 ±${bound}。`,
    withAverage: (decay: string, isRamped: boolean) =>
      `样本出自平均权重（衰减 ${decay}${isRamped ? '，起初较小' : ''}）。`,
    withWarmup: (count: string) => `第一次迭代之前先更新评论器 ${count} 次。`,
    withHoldout: '未参与训练的留出样本不在本文件中。',
  },
);
