// Objectives, their penalties, schedules.

import type { Table } from '../translator.ts';

export const objectives: Table = {
  'least squares: scores are drawn to 1 for real and to 0 for fake; far ones still have a gradient':
    '最小二乘：真样本的分数拉向 1，假样本拉向 0；离得远的仍有梯度',
  'Mao et al. 2017, arXiv:1611.04076, equation 9': 'Mao et al. 2017, arXiv:1611.04076, 式 9',
  'hinge loss: the critic is content with scores above 1 for real and below −1 for fake':
    '铰链损失：真样本高于 1、假样本低于 −1，评论器就满意了',
  'Lim & Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957, equations 16 and 17':
    'Lim & Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957, 式 16 与 17',
  'relativistic pairing: the critic tells which of a real and a fake is real; best with --r1 and --r2':
    '相对配对：一真一假，评论器判断哪个是真的；宜与 --r1、--r2 同用',
  'Huang et al. 2024, arXiv:2501.05441, equation 2; Jolicoeur-Martineau 2018, arXiv:1807.00734':
    'Huang et al. 2024, arXiv:2501.05441, 式 2; Jolicoeur-Martineau 2018, arXiv:1807.00734',
  'Wasserstein GAN with one-sided penalty: only slopes above 1 between real and fake cost':
    '带单侧惩罚的 Wasserstein GAN：真实与生成样本之间，只有大于 1 的斜率受罚',
  'Petzka et al. 2018, arXiv:1709.08894, equation 8': 'Petzka et al. 2018, arXiv:1709.08894, 式 8',
  'Wasserstein divergence: the sixth power of the slope is penalised, without a slope to keep to':
    'Wasserstein 散度：惩罚斜率的六次方，不要求某个斜率',
  'Wu et al. 2018, arXiv:1712.01026, equation 9 and algorithm 1 (k = 2, p = 6)':
    'Wu et al. 2018, arXiv:1712.01026, 式 9 与算法 1（k = 2，p = 6）',
  'the original GAN, its discriminator held to slope 1 around real samples':
    '原始 GAN，判别器在真实样本周围的斜率保持为 1',
  'Kodali et al. 2017, arXiv:1705.07215, algorithm 1': 'Kodali et al. 2017, arXiv:1705.07215, 算法 1',

  'One-sided penalty': '单侧惩罚',
  'Penalise only gradient norms above 1.': '只惩罚大于 1 的梯度范数。',
  'penalty on gradient norms above 1 only, between real and fake samples':
    '在真实样本与生成样本之间，只惩罚大于 1 的梯度范数',
  'penalty on gradient norms other than 1, between real and fake samples':
    '在真实样本与生成样本之间，惩罚偏离 1 的梯度范数',
  'penalty on the sixth power of gradient norms, between real and fake samples':
    '在真实样本与生成样本之间，惩罚梯度范数的六次方',
  'penalty on gradient norms other than 1, around real samples': '在真实样本周围，惩罚偏离 1 的梯度范数',
  'r1 is half the mean squared gradient norm at real samples': 'r1 是真实样本处梯度范数平方均值的一半',
  'r2 is half the mean squared gradient norm at fake samples': 'r2 是生成样本处梯度范数平方均值的一半',
  '{1}: expected an objective that does not hold its critic otherwise, got {2} with its {3}':
    '{1}：目标函数不应已用别的办法约束评论器，得到 {2}，它有{3!}',
  'weight clipping': '权重裁剪',
  'gradient penalty': '梯度惩罚',
  'leave it out, or choose an objective without: gan, lsgan, hinge or rpgan':
    '请去掉它，或选择没有约束的目标函数：gan、lsgan、hinge 或 rpgan',
  '{1}: this run trains without, so that changing it would change nothing':
    '{1}：这个运行没有用它，改了也没有作用',
  'wgan branch goes on from any iteration with other settings': 'wgan branch 可从任一迭代以别的设置继续',

  'the half-life grows to its value as the schedule goes': '半衰期随变化方式增长到设定值',
  'emaRamp: expected a schedule that it follows, got none': 'emaRamp：应有它所跟随的变化方式，但没有',
  'choose a schedule, or another start of the average': '请选择一种变化方式，或平均的另一种起步',
  'accumulate is {1}: batch normalisation and statistics of a batch see {2} samples, not all {3} of an update; a batch of {4} would differ':
    'accumulate 为 {1}：批归一化与批统计每次只看 {2} 个样本，而不是一次更新的全部 {3} 个；与 {4} 个一批的结果不同',
  'these are the objective and the schedules of R3GAN on the networks chosen here; the paper trains a residual network of its own (Huang et al. 2024, section 4)':
    '这里是 R3GAN 的目标函数与变化方式，用在此处选择的网络上；论文训练的是它自己的残差网络（Huang et al. 2024, 第 4 节）',
  'the schedule ends at iteration {1} and the learning rate is then 0: the last {2} iterations change nothing':
    '变化在第 {1} 次迭代结束，此后学习率为 0：最后 {2} 次迭代不再有任何变化',

  "minus the critic's estimate of the Wasserstein divergence, with its penalty: below 0 while it tells real from fake, and nearer to 0 the closer they are":
    '评论器对 Wasserstein 散度的估计取负，含惩罚：能分辨真假时低于 0，真假越近越接近 0',
  'guessing gives 2; at 0 no score lies within the margins of ±1, and the critic stands still while the generator goes on':
    '瞎猜得 2；为 0 时没有分数落在 ±1 之间，评论器停住，而生成器继续',
  "the discriminator's slope around real samples; the penalty asks for 1":
    '判别器在真实样本周围的斜率；惩罚要求它为 1',
};
