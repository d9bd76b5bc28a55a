// What the command line refuses, and what it notes.

import type { Table } from '../translator.ts';

export const usage: Table = {
  '--classifier: expected {1}, got "{2}"': '--classifier：应为 {1}，得到“{2}”',
  'port: expected a whole number from 0 to {1}, got {2}': 'port：应为 0 到 {1} 的整数，得到 {2}',
  'reading files': '读取文件',
  'measuring the real data': '度量真实数据',
  'train: expected options only, got {1}': 'train：只接受选项，得到 {1}',
  'a dataset is named by --dataset {1}': '数据集要这样指定：--dataset {1}',
  '--{1}: cannot be combined with --resume, which takes everything from the run':
    '--{1}：不能与 --resume 同时使用，后者的一切都来自该运行',
  'leave it out, or start a new run with --config {1}/config.json':
    '去掉它，或用 --config {1}/config.json 开始新的运行',
  'the studio could not be started: {1}': 'studio 无法启动：{1}',
  'the studio ended: wgan studio says why': 'studio 已结束：运行 wgan studio 可查看原因',
  'unexpected {1}: {2}': '意外的 {1}：{2}',
  'this is a bug in wgan: please report it with what --debug shows':
    '这是 wgan 的缺陷：请附上 --debug 的输出告诉我们',
  'did you mean {1}?': '是不是想用 {1}？',
  'the room Train here of wgan studio trains on the graphics processor, by WebGPU':
    'wgan studio 的“在此训练”页面通过 WebGPU 用图形处理器训练',
  'wgan --help lists commands, wgan <command> --help its options':
    'wgan --help 列出命令，wgan <命令> --help 列出它的选项',
  'lang: expected one of {1}, got "{2}"': 'lang：应为 {1} 之一，得到“{2}”',
  '{1}: expected a whole number ≥ {2}, got {3}': '{1}：应为 ≥ {2} 的整数，得到 {3}',
  '{1}: expected a number above 0, got {2}': '{1}：应为大于 0 的数，得到 {2}',
  'seconds: {1} pictures take {2} s at least, got {3}': 'seconds：{1} 幅画面至少需要 {2} 秒，得到 {3}',
  'format: expected one of {1}, got "{2}"': 'format：应为 {1} 之一，得到“{2}”',
  'format: expected that of the name, {1}, got "{2}"': 'format：应与文件名的格式 {1} 相同，得到“{2}”',
  'out: expected a name that ends in one of {1}, a folder, or - for stdout, got "{2}"':
    'out：应为以 {1} 之一结尾的文件名、目录，或表示标准输出的 -，得到“{2}”',
  'out: expected a name that ends in one of {1}, or - for stdout, got "{2}"':
    'out：应为以 {1} 之一结尾的文件名，或表示标准输出的 -，得到“{2}”',
  "a folder's name ends in a slash: {1}/": '目录名以斜杠结尾：{1}/',
  'device: expected one of {1}, got "{2}"': 'device：应为 {1} 之一，得到“{2}”',
  'wgan interpolate --out walk.gif makes an animation, which ffmpeg -i walk.gif walk.mp4 makes a film':
    'wgan interpolate --out walk.gif 生成动画，再用 ffmpeg -i walk.gif walk.mp4 转成影片',
  'out: expected stdout to go to a file or another program, got a terminal':
    'out：标准输出应接到文件或另一个程序，得到终端',
  '{1}: needs the package sharp, got none for this platform': '{1}：需要软件包 sharp，但这个平台上没有',
  'PNG files need none': 'PNG 文件不需要它',
  'the decoded images were not cached: this user has no home folder, and XDG_CACHE_HOME names none':
    '解码后的图像没有缓存：这个用户没有主目录，XDG_CACHE_HOME 也没有指定',
  '{1}: expected a number, got "{2}"': '{1}：应为数字，得到“{2}”',
  'expected a run folder or model file, got none, and this package holds no generator':
    '应给出运行目录或模型文件，但没有给出，而这个软件包里也没有生成器',
  'expected a run folder, got none, and this package holds no run':
    '应给出运行目录，但没有给出，而这个软件包里也没有运行',
  'train one with wgan train, then name its folder': '先用 wgan train 训练一个，再给出它的目录',
  starting: '启动中',
  running: '训练中',
  paused: '已暂停',
  done: '已完成',
  stopped: '已停止',
  interrupted: '已中断',
  failed: '失败',
  crashed: '已崩溃',
  '{1} MB': '{1} MB',
  'computing the first iterations again': '重新计算最初几次迭代',
  '--samples: is for a page, got no --html': '--samples：只用于网页，但没有给出 --html',
  '--{1}: cannot be combined with --{2}': '--{1}：不能与 --{2} 同时使用',
  'name the file after --{1}; export models in a command of their own':
    '文件名写在 --{1} 之后；导出模型请用单独的命令',
  '--html: expected a name that ends in .html, got "{1}"': '--html：文件名应以 .html 结尾，得到“{1}”',
  'name the run first: wgan export runs/mnist-wgan-gp-1 --html page.html':
    '先写运行：wgan export runs/mnist-wgan-gp-1 --html page.html',
  'branch: expected --at, got none': 'branch：需要 --at，但没有给出',
  'name the last iteration that both share': '请给出两者共有的最后一次迭代',
  'computing again': '重新计算',
  '--objective: cannot be combined with --objectives': '--objective：不能与 --objectives 同时使用',
  'name it in --objectives': '请写进 --objectives',
  'compare: --{1} is for runs to train, got no --objectives':
    'compare：--{1} 用于要训练的运行，但没有给出 --objectives',
  'wgan compare --objectives gan,wgan-gp trains and compares':
    'wgan compare --objectives gan,wgan-gp 会训练并比较',
  'compare: expected run folders or --objectives, got neither':
    'compare：应给出运行目录或 --objectives，两者都没有',
  'wgan list shows the runs; wgan compare --objectives gan,wgan-gp trains some':
    'wgan list 列出运行；wgan compare --objectives gan,wgan-gp 会训练几个',
  measuring: '度量',
  'completion: expected one of {1}, got "{2}"': 'completion：应为 {1} 之一，得到“{2}”',
  'set: expected a setting to change, got none': 'set：需要要更改的设置，但没有给出',
  'settings: {1}': '可以更改的设置：{1}',
  replaying: '重新计算',
  'from: expected start or checkpoint, got "{1}"': 'from：应为 start 或 checkpoint，得到“{1}”',
  '--continue: cannot be combined with --{1}': '--continue：不能与 --{1} 同时使用',
  'it goes on with the run in --out, or starts it where there is none':
    '它继续 --out 里的运行，如果没有就开始它',
  '--continue: expected the folder of the run in --out, got none':
    '--continue：需要用 --out 给出运行目录，但没有给出',
  '--dry-run: expected a run that would start, got one in {1} that would go on':
    '--dry-run：应为将要开始的运行，但 {1} 里已有一个将要继续的运行',
  'wgan info {1} shows it': 'wgan info {1} 会显示它',
};
