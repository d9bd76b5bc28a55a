// What the other commands print, and what they refuse.

import type { Table } from '../translator.ts';

export const commands: Table = {
  'Examples:': '示例：',
  '[options]': '[选项]',
  '<command>': '<命令>',
  '{1}: {2}.': '{1}：{2}。',
  '{1} (default: {2})': '{1}（默认：{2}）',
  '{1} for {2}': '{2} 为 {1}',

  'the MNIST generator of this package': 'wgan 自带的 MNIST 生成器',

  run: '运行',
  samples: '样本',
  'by class': '各类别',
  twins: '相近图片',
  sheet: '小样图',
  '{1} of [{2}]': '{1} 个，形状 [{2}]',
  '1 picture nearly equals an earlier one: {1}': '1 幅图片与前面的几乎相同：{1}',
  '{1} pictures nearly equal earlier ones: {2}{3}': '{1} 幅图片与前面的几乎相同：{2}{3}',
  '{1}: {2}{3}': '{1} 个：{2}{3}',
  state: '状态',
  time: '用时',
  speed: '速度',
  'last numbers': '最近的数值',
  measured: '评估',
  'best measured': '最佳评估',
  checkpoints: '存档',
  checkpoint: '存档',
  none: '无',
  'branch of': '分支自',
  'made by': '命令',
  with: '版本',
  on: '机器',
  change: '更改',
  warning: '警告',
  learnt: '所学',
  network: '网络',
  'from, to': '输入输出',
  parameters: '参数',
  settings: '设置',
  tensors: '张量',
  '{1}: {2} samples of [{3}]': '{1}：{2} 个样本，形状 [{3}]',
  '{1} (iteration {2})': '{1}（第 {2} 次迭代）',
  'the {1} measurements since were no better': '此后 {1} 次评估都没有更好',
  '{1}, from iteration {2}': '{1}，自第 {2} 次迭代',
  '{1} after iteration {2}': '第 {2} 次迭代之后 {1}',
  '{1} after iteration {2} (refused: {3})': '第 {2} 次迭代之后 {1}（被拒绝：{3}）',
  '{1} since iteration {2}: wgan explain tells more': '{1}，自第 {2} 次迭代：详见 wgan explain',
  '{1} from iteration {2} to {3}': '{1}，第 {2} 至 {3} 次迭代',
  '{1}; {2} parameters': '{1}；{2} 个参数',
  '{1}, {2} iterations, {3}': '{1}，{2} 次迭代，{3}',
  'averaged weights': '平均权重',
  'last weights': '最后的权重',
  'noise [N,{1}] to samples [N,{2}]': '噪声 [N,{1}] 到样本 [N,{2}]',
  '{1} ({2} critic updates, {3} real samples)': '{1}（评论器更新 {2} 次，真实样本 {3} 个）',
  '{1} (not written by wgan)': '{1}（不是 wgan 写的）',
  'no runs in {1}: wgan train makes one': '{1} 里没有运行：wgan train 会建立一个',

  '{1} samples': '{1} 个样本',
  '{1} runs': '{1} 个运行',
  '{1} checkpoints': '{1} 个存档',
  '{1} of {2} in {3}': '{2}：{1}，写入 {3}',
  '{1} (iteration {2}, raw weights, seed {3})': '{1}（第 {2} 次迭代，未平均的权重，种子 {3}）',
  'this generator has no average: its samples come from the raw weights anyway':
    '这个生成器没有做权重平均：样本本来就出自未平均的权重',
  '{1} (iteration {2}, seed {3})': '{1}（第 {2} 次迭代，种子 {3}）',
  'a walk of {1} pictures through {2} in {3}': '{2}：漫步的 {1} 幅画面，写入 {3}',
  'wrote {1}': '已写入 {1}',
  'wrote {1} with {2} numbers and {3} pictures': '已写入 {1}，含 {2} 个数值和 {3} 张图片',
  'tensorboard --logdir {1} shows them': '用 tensorboard --logdir {1} 查看',
  'wrote {1} ({2}) with all {3} training samples: all {4} iterations can be trained again':
    '已写入 {1}（{2}），含全部 {3} 个训练样本：全部 {4} 次迭代都可以重新训练',
  'wrote {1} ({2}) with {3} of {4} training samples, those that iterations 1 to {5} of {6} draw':
    '已写入 {1}（{2}），含 {4} 个训练样本中的 {3} 个，即第 1 至 {5} 次迭代（共 {6} 次）所用的样本',
  'later iterations draw from these again, which the run did not; --samples allows more':
    '之后的迭代会重复使用这些样本，与原来的运行不同；用 --samples 可以带更多',

  '{1}: a branch of {2} at iteration {3}; train it with wgan train --resume {4}':
    '{1}：{2} 在第 {3} 次迭代的分支；用 wgan train --resume {4} 训练它',

  'interrupted: the same command goes on': '已中断：再次运行同一条命令即可继续',
  '{1}/{2} {3}, seed {4}': '{1}/{2} {3}，种子 {4}',
  'warning: {1}, seed {2}: {3}': '警告：{1}，种子 {2}：{3}',
  '{1} side by side in {2}': '{1}并排放在 {2}',

  'paused from iteration {1} on': '从第 {1} 次迭代起暂停',
  'goes on from iteration {1} on': '从第 {1} 次迭代起继续',
  'stops from iteration {1} on': '从第 {1} 次迭代起停止',
  'noted: it will be carried out before the next iteration of the run':
    '已记下：将在该运行的下一次迭代之前执行',

  'same: iterations {1} to {2} give {3} byte for byte': '相同：第 {1} 至 {2} 次迭代得到逐字节相同的 {3}',
  'different: iterations {1} to {2} part from the run at checkpoint {3}':
    '不同：第 {1} 至 {2} 次迭代在存档 {3} 处与原来的运行分开',
  'different: iterations {1} to {2} part from the run at checkpoint {3}, first in {4}':
    '不同：第 {1} 至 {2} 次迭代在存档 {3} 处与原来的运行分开，最先不同的是 {4}',

  'runs in {1}': '运行在 {1}',
  'no runs in {1} yet: wgan train makes one': '{1} 里还没有运行：wgan train 会建立一个',
  'studio at {1}': 'studio 在 {1}',
  '{1}; Ctrl-C ends the studio, and no run': '{1}；Ctrl-C 结束 studio，不结束任何运行',

  'What happened': '发生了什么',
  Next: '下一步',
  '{1}: {2} on {3}, {4}, {5} iterations, {6}': '{1}：{2}，数据 {3}，{4}，{5} 次迭代，{6}',
  'since {1}': '自 {1}',
  'did you mean --iterations? wgan counts generator updates; --dry-run says how many epochs they are':
    '是不是想用 --iterations？wgan 按生成器的更新次数计数；--dry-run 会说明相当于多少轮（epoch）',
  'did you mean --iterations {1}? so many generator updates draw {2} samples of {3} {4} times, {5} for each of {6} critic updates':
    '是不是想用 --iterations {1}？这么多次生成器更新会把 {3} 的 {2} 个样本用 {4} 遍：每次有 {6} 次评论器更新，每次 {5} 个样本',
  'decimals take a point: --{1} {2}': '小数要用小数点：--{1} {2}',
  'the work goes on, and nothing more is printed; a run keeps its numbers in its folder':
    '工作继续进行，但不再输出；运行的数值都在它的目录里',
  'Its last numbers, noisy ones as medians of nine': '最近的数值（波动大的取九个的中位数）',
  note: '注意',
  skipped: '跳过',
  '{1} files': '{1} 个文件',
  '{1}, named with the reasons in {2}': '{1}，名称和原因见 {2}',
  'lines of {1}.jsonl that are left out: {2}': '{1}.jsonl 中略去的行数：{2}',
  damaged: '已损坏',
  'learnt as {1}, given in units of the data': '学习时按 {1} 缩放，输出为数据的单位',
  'allow this process more addresses (ulimit -v), or set NODE_OPTIONS=--disable-wasm-trap-handler':
    '请允许这个进程使用更多地址空间（ulimit -v），或设置 NODE_OPTIONS=--disable-wasm-trap-handler',
};
