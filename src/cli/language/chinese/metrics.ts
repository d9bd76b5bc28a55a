// Notes on reports; the charts of a comparison. What measures are called and mean is said beside each of them.

import type { Table } from '../translator.ts';

export const metrics: Table = {
  'one input, images [N,C,H,W] as uint8 or as float32 from 0 to 1, and features float32[N,D] as the first output':
    '一个输入，即 uint8 或 0 到 1 的 float32 图像 [N,C,H,W]，第一个输出是特征 float32[N,D]',
  '{1}: a network of features must take images, got the inputs {2}':
    '{1}：特征网络必须以图像为输入，得到的输入是 {2}',
  '{1}: a network of features must give float32 first, got {2}':
    '{1}：特征网络的第一个输出必须是 float32，得到 {2}',
  'of another type': '其他类型',
  'features: expected a network for {1} channels, as the images have, got {2}':
    'features：需要 {1} 个通道的网络，与图像相同，得到 {2} 个',
  'grey images suit any number of channels; others need a network of theirs':
    '灰度图像适合任意通道数；其他图像需要通道数相同的网络',
  'kernel distance: needs 2 vectors or more, got {1}': '核距离：至少需要 2 个向量，得到 {1} 个',
  'measuring the samples': '度量样本',
  'looking for the nearest images': '查找最近的图像',
  'writing images': '写图像',
  '--nearest: expected a name that ends in .png, .jpg, .webp or .gif, got "{1}"':
    '--nearest：文件名应以 .png、.jpg、.webp 或 .gif 结尾，得到“{1}”',
  'nearest: expected images, got points of {1}': 'nearest：需要图像，得到的是 {1} 的点',
  'training time': '训练用时',
  'Wall time of training alone. It depends on the machine and on what else ran on it.':
    '只计训练的实际用时。它取决于机器，以及机器上同时运行的其他程序。',
  'ms per iteration': '每次迭代毫秒数',
  'Training time divided by generator updates; an iteration holds all its critic updates.':
    '训练用时除以生成器更新次数；一次迭代包括其全部评论器更新。',
  'Mean critic score of real minus generated: rises as the critic learns, falls as samples improve. It is known only up to the critic’s slope, so compare its course, not its height, between settings.':
    '评论器对真实样本与生成样本的平均分之差：评论器学习时上升，样本变好时下降。它只确定到评论器斜率这个倍数，所以不同设置之间应比较走势，而不是高低。',
  'Estimate, held out': '留出估计',
  'The same on samples kept out of training: where it leaves the other, the critic has learnt its samples by heart.':
    '在未参与训练的样本上的同一个估计：两者分开之处，评论器已经背下了训练样本。',
  'Critic loss': '评论器损失',
  'What the critic minimises, with its penalty. Losses of different objectives have different meanings.':
    '评论器所最小化的量，含惩罚。不同目标函数的损失含义不同。',
  'Critic loss, held out': '评论器损失（留出）',
  'The same on samples kept out of training.': '在未参与训练的样本上的同一个量。',
  'Generator loss': '生成器损失',
  'What the generator minimises. Its height says little: it is measured by a critic that moves.':
    '生成器所最小化的量。它的高低说明不了什么：打分的评论器一直在变。',
  'Gradient norm': '梯度范数',
  'Mean slope of the critic between real and generated samples; the penalty holds it near 1.':
    '评论器在真实样本与生成样本之间的平均斜率；惩罚使它保持在 1 附近。',
  Penalty: '惩罚',
  'How far the slopes are from what the penalty asks for, unweighted.':
    '斜率与惩罚的要求相差多少，未乘权重。',
  'units of the data': '数据单位',
  nats: '奈特',
  pixels: '像素',
  'solved as an assignment problem: Jonker & Volgenant 1987': '按指派问题求解：Jonker 与 Volgenant 1987',
  'features and classes are those of a classifier of handwritten digits, which these images may not be':
    '特征和类别来自手写数字的分类器，而这些图像可能不是手写数字',
  'distances grow as samples get fewer: compare only with others of {1} samples':
    '样本越少，距离越大：只能与同样是 {1} 个样本的结果比较',
  'for Inception metrics, write samples as PNG files, then run: {1}':
    '要得到 Inception 类指标，先把样本写成 PNG 文件，再运行：{1}',
  '<real images>': '<真实图像>',
  'the distance depends on the number of points: of {1} real ones it is not 0 either':
    '距离与点数有关：{1} 个真实的点之间也不是 0',
  'digits that the classifier mistakes count as modes too: 1,000 says less than the divergence':
    '分类器认错的数字也算模式：1,000 不如散度能说明问题',
  'these are not the digits of MNIST, so that the classifier of digits is not asked: patches are compared; where they are handwritten digits all the same, --digits asks it':
    '这些不是 MNIST 的数字，所以不问数字分类器，而是比较小块；如果仍是手写数字，可用 --digits 来问它',
};
