// The help of commands: what they do, their arguments and options.

import type { Table } from '../translator.ts';

export const help: Table = {
  'Trains Wasserstein GANs on this computer, and works with what they learnt.':
    '在本机训练 Wasserstein GAN，并使用训练的成果。',
  'Show the versions of wgan, ONNX Runtime and Node.': '显示 wgan、ONNX Runtime 和 Node 的版本。',
  'Show the help of a command.': '显示某个命令的帮助。',
  'Show this help.': '显示本帮助。',
  'Print without colours, as with NO_COLOR.': '不用颜色输出，与 NO_COLOR 相同。',
  'Show where an error comes from.': '显示错误来自哪里。',
  'Language: {1}. (default: as the environment says)': '界面语言：{1}。（默认：由环境变量决定）',

  'The run folder.': '运行目录。',
  'A run folder.': '运行目录。',
  'A run folder, checkpoint or generator.safetensors. (default: one that comes with wgan)':
    '运行目录、存档或 generator.safetensors。（默认：wgan 自带的生成器）',
  'Use the weights of the last update in place of their average; they lie in checkpoints.':
    '使用最后一次更新的权重，而不是它们的平均；它们在存档里。',
  'Show no samples in the terminal.': '不在终端里显示样本。',
  'Print every event as a line of JSON.': '把每个事件输出为一行 JSON。',
  'Print all of it as JSON.': '以 JSON 输出全部内容。',
  'Print only how it ended.': '只输出结果。',
  'Replace the run that is in --out.': '覆盖 --out 里已有的运行。',
  'Go on with the run in --out; start it where there is none.': '继续 --out 里的运行；如果没有，就开始它。',
  'Seed of the noise. (default: 1)': '噪声的种子。（默认：1）',
  'Start from named settings: {1}.': '从一组预设开始：{1}。',

  'Train a GAN, by default a WGAN-GP on MNIST.': '训练一个 GAN，默认是 MNIST 上的 WGAN-GP。',
  'Shown are the options of the parts chosen: wgan train --objective wgan --help shows those of wgan.':
    '所列为所选部件的选项：wgan train --objective wgan --help 列出 wgan 的选项。',
  'The families of the networks are chosen by the data unless they are named, of both or of each: --generator dcgan --critic vgg16.':
    '网络类型未指定时由数据决定；可一并指定，也可分别指定：--generator dcgan --critic vgg16。',
  'What both networks have is set for one of them with its name in front: --critic-norm layer.':
    '两个网络共有的选项，前面加上网络名就只设定其中一个：--critic-norm layer。',
  'Start from a JSON file, such as the config.json of a run.':
    '从一个 JSON 文件开始，例如某个运行的 config.json。',
  'Where files go. (default: runs/<dataset>-<objective>-<n>)':
    '文件放在哪里。（默认：runs/<数据集>-<目标函数>-<序号>）',
  'Watch and steer it in the browser: starts wgan studio beside it.':
    '在浏览器里查看和操控：同时启动 wgan studio。',
  'Write an event file too, which tensorboard --logdir runs shows.':
    '另外写一个事件文件，可用 tensorboard --logdir runs 查看。',
  'Show what would be trained; write nothing.': '只说明将要训练什么，不写任何文件。',

  'Train another future of a run, with other settings from an iteration on.':
    '训练一个运行的另一种未来：从某次迭代起改用别的设置。',
  'The run folder; it stays as it is.': '运行目录；它保持原样。',
  'The last iteration that both futures share.': '两种未来共有的最后一次迭代。',
  'Where files go. (default: <run>-branch-<n>)': '文件放在哪里。（默认：<运行>-branch-<序号>）',
  'Only make the branch; train it later with wgan train --resume.':
    '只建立分支；以后用 wgan train --resume 训练。',

  'Put runs side by side in one HTML file; train them first if asked to.':
    '把多个运行并排放进一个 HTML 文件；需要时先训练。',
  'Run folders; runs that differ in the seed only count as one setting.':
    '运行目录；只有种子不同的运行算作同一种设置。',
  'Train these first, separated by commas: {1}.': '先训练这些目标函数，用逗号分隔：{1}。',
  'Train each with so many seeds, from --seed on. (default: 1)':
    '每种设置用几个种子训练，从 --seed 开始。（默认：1）',
  'Where the trained runs go; those that are there go on. (default: runs/compare)':
    '训练出的运行放在哪里；已有的会继续。（默认：runs/compare）',
  'The report. (default: comparison.html)': '报告文件。（默认：comparison.html）',
  'Print the numbers as JSON.': '以 JSON 输出数值。',
  'Start from a JSON file of settings.': '从一个写有设置的 JSON 文件开始。',

  'Print a script that completes commands and options in a shell.': '输出让 shell 补全命令和选项的脚本。',
  'One of {1}.': '{1} 之一。',

  'Pause a run that is being trained.': '暂停正在训练的运行。',
  'Let a paused run go on.': '让暂停的运行继续。',
  'Save and end a run that is being trained.': '保存并结束正在训练的运行。',
  'Change settings of a run, from its next iteration on.': '更改一个运行的设置，从下一次迭代起生效。',

  'Measure how good the samples of a trained generator are.': '度量训练好的生成器的样本有多好。',
  'Seed of the noise; the same seed gives the same numbers. (default: 1)':
    '噪声的种子；种子相同，数值就相同。（默认：1）',
  'Measure with so many seeds, and tell mean and standard deviation. (default: 1)':
    '用几个种子度量，并给出均值和标准差。（默认：1）',
  'Measure against these data. (default: those that the generator learnt)':
    '与哪些数据比较。（默认：生成器所学的数据）',
  'Say what each number means.': '说明每个数值的含义。',
  'Print one JSON object.': '输出一个 JSON 对象。',
  'Draw samples beside the training images nearest to them, with their distances, into this picture.':
    '把样本与各自最近的训练图像并排画成一张图，并标出距离。',
  'Write samples and real images as PNG files too, 10000 by default, for Inception metrics.':
    '另外把样本和真实图像写成 PNG 文件（默认各 10000 个），供 Inception 类指标使用。',

  'Tell in plain words what happened in a run, what its numbers mean, what to do next.':
    '用通俗的话讲一次运行：发生了什么，数值是什么意思，下一步做什么。',

  'Write a trained generator, the training program, a page that trains again, or curves for TensorBoard.':
    '导出训练好的生成器、训练程序、一个能重新训练的网页，或供 TensorBoard 查看的曲线。',
  'Numbers and pictures of the run as an event file, in a folder named as it.':
    '把该运行的数值和图片写成事件文件，放在与运行同名的文件夹里。',
  'An .onnx file, or .safetensors for weights alone. (default: generator.onnx)':
    '.onnx 文件；只要权重时用 .safetensors。（默认：generator.onnx）',
  'Images as bytes in three channels, as torch-fidelity expects them.':
    '图像为三通道的字节，即 torch-fidelity 所要求的形式。',
  'One training iteration, with the initial state beside it.': '一次训练迭代的程序，旁边附初始状态。',
  'A page that trains the run again in any browser and says how closely; it needs nothing else. (default: named as the run)':
    '一个网页，在任何浏览器里重新训练该运行，并说明重现得有多接近；此外不需要任何东西。（默认：与运行同名）',
  'Training samples that the page may carry. (default: as many as fit 8 MB)':
    '网页最多携带多少训练样本。（默认：8 MB 放得下多少就带多少）',

  'Show what would be trained on: a contact sheet, counts, classes, twins, what is skipped.':
    '显示将用来训练的数据：小样图、数量、类别、相近的图片、跳过了什么。',
  'A dataset by name, or a folder, archive, array or file of points.':
    '数据集名称，或文件夹、归档、数组、点的文件。',
  'Where the contact sheet goes. (default: sheet.png)': '小样图写到哪里。（默认：sheet.png）',
  'About how many samples it shows. (default: 100)': '大约显示多少个样本。（默认：100）',
  'Chooses them. (default: 1)': '用来选择样本的种子。（默认：1）',
  'Print one JSON object, with all that was skipped and all twins.':
    '输出一个 JSON 对象，包括跳过的全部文件和全部相近的图片。',
  'Tell what a run folder, checkpoint or model file holds.': '说明运行目录、存档或模型文件里有什么。',
  'A run folder or .safetensors file. (default: the generator that comes with wgan)':
    '运行目录或 .safetensors 文件。（默认：wgan 自带的生成器）',

  'Walk from sample to sample through the latent space.': '在隐空间里从一个样本漫步到另一个样本。',
  'Samples that the walk passes; it ends where it began. (default: 4)':
    '途经的样本数；终点就是起点。（默认：4）',
  'Pictures from one to the next. (default: 12)': '从一个样本到下一个的画面数。（默认：12）',
  'A .png or .jpg for a strip, a .gif or .webp for an animation, a folder for single pictures, - for stdout. (default: interpolation.png and interpolation.gif)':
    '.png 或 .jpg 为长条图，.gif 或 .webp 为动画，目录为逐幅画面，- 为标准输出。（默认：interpolation.png 和 interpolation.gif）',
  'Of files in a folder and on stdout: png, jpg, webp or gif. (default: png; gif on stdout)':
    '目录里的文件和标准输出的格式：png、jpg、webp 或 gif。（默认：png；标准输出为 gif）',
  'How long an animation takes. (default: a twelfth of a second for each picture)':
    '动画的时长。（默认：每幅画面十二分之一秒）',

  'List runs with their state, speed and last numbers.': '列出各个运行的状态、速度和最近的数值。',
  'The folder that holds them. (default: runs)': '存放运行的目录。（默认：runs）',
  'Print every run as a line of JSON.': '把每个运行输出为一行 JSON。',

  'Compute a run again and compare its checkpoints byte for byte.':
    '重新计算一个运行，并逐字节比较它的存档。',
  'Where to begin: start, or the oldest checkpoint that is kept. (default: start)':
    '从哪里开始：start（起点），或 checkpoint（留存的最早存档）。（默认：start）',

  'Draw samples from a trained generator.': '用训练好的生成器生成样本。',
  'How many. (default: 64; 512 points)': '样本数。（默认：64；点为 512）',
  'Seed of the noise; the same seed gives the same samples. (default: 1)':
    '噪声的种子；种子相同，样本就相同。（默认：1）',
  'A .png, .jpg, .webp or .gif for one picture, a folder for single ones, - for stdout; a .csv for points. (default: samples.png)':
    '.png、.jpg、.webp 或 .gif 为一整张图，目录为逐个图像，- 为标准输出；点用 .csv。（默认：samples.png）',
  'Of files in a folder and on stdout: png, jpg, webp, gif or csv. (default: png; csv for points)':
    '目录里的文件和标准输出的格式：png、jpg、webp、gif 或 csv。（默认：png；点为 csv）',

  'Watch, steer and explore runs in the browser.': '在浏览器里查看、操控和探索运行。',
  'The folder that holds the runs. (default: runs)': '存放运行的目录。（默认：runs）',
  'Where the studio answers; 0 for any that is free. (default: {1}, or the next free one)':
    'studio 使用的端口；0 表示任一空闲端口。（默认：{1}，或其后第一个空闲端口）',
  'Answer on another address than 127.0.0.1.': '在 127.0.0.1 以外的地址上应答。',
  'Let in every user of this computer, also without the token in the printed address.':
    '让本机的所有用户进入，不需要打印出的地址里的令牌。',
  'Open no browser.': '不打开浏览器。',
  'End by itself after a minute without an open page and without a run that trains.':
    '一分钟内既没有打开的页面，也没有正在训练的运行，就自行结束。',
  'Of pictures the middle square is taken, upright as EXIF says, and resized; white is put behind transparency; of several frames or pages the first counts; 16 bits become 8; floats, 32 bits and signed numbers are scaled by the range of all of them.':
    '图片按 EXIF 扶正，取中间的正方形并缩放；透明处垫白底；多帧或多页只取第一幅；16 位缩减为 8 位；浮点数、32 位和带符号的数按全体的范围缩放。',
  'What was done is told when training starts and by wgan info; files that are no pictures are named in skipped.txt of the run.':
    '做了哪些处理，训练开始时和 wgan info 都会说明；不是图片的文件列在运行的 skipped.txt 里。',
  'Go on with a run from its last checkpoint; --dataset says where its data are now.':
    '从最后一个存档继续一个运行；--dataset 说明它的数据现在在哪里。',
  'Read grey images of 28×28 as handwritten digits, as is done with those of MNIST.':
    '把 28×28 的灰度图像当作手写数字来读，就像对 MNIST 那样。',
  'mnist-conv-2, or mnist-mlp-1 beside reports that are older. (default: mnist-conv-2)':
    'mnist-conv-2；与旧报告对照时用 mnist-mlp-1。（默认：mnist-conv-2）',
  'Describe images, digits too, by the network in this ONNX file, as Inception, for Fréchet distance to coverage.':
    '用此 ONNX 文件中的网络（例如 Inception）描述图像（数字也一样），用于 Fréchet 距离至覆盖率。',
  'How many. (default: 10000 digits, 26000 stacked digits, 2500 points, 2000 others)':
    '多少个。（默认：数字 10000，堆叠数字 26000，点 2500，其他 2000）',
};
