import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'The penalty',
  claim: 'Instead of cutting weights, ask for slope 1 where it matters: between real and fake.',
  story: `The best {critic:critic} has slope exactly 1 almost everywhere on the straight lines from {fake:fakes} to the {real:real points} that they belong to. So ask for that. Take a real sample and a fake, pick a random place on the line between them, measure the norm of the critic’s gradient there, and charge (norm − 1)², times a weight λ.

Nothing is cut off. The critic may bend as it likes, as long as it keeps to the slope, and the histogram shows how well it does.`,
  tries: `Let it run at λ = 10: the norms gather at 1, and the estimate comes near the exact distance.
Set λ to 0. The norms run away, and the estimate with them: a large number that means nothing.
Take 0.5, the tutorial’s. The norms settle above 1, and the estimate is too large by about as much.
Take 100. The norms are perfect, and the estimate stays far too small for a long time: keeping to the slope is all that the critic cares for.`,
  after: `The penalty contains a gradient, and training takes the gradient of the penalty: a second derivative. It is why each critic step costs more than with clipping, and why our compiler can differentiate any number of times.

What the literature adds: the tutorial’s 0.5 is a free choice and works; the WGAN-GP paper takes 10 for images and 0.1 in the plane. The norm is taken for each sample on its own, over all its pixels, so the critic must not mix the samples of a batch: no batch normalisation. And slope 1 *on average over such lines* does not prove slope 1 everywhere.`,
  equation:
    'The penalty is λ times the mean, over random places between real and fake samples, of the squared difference between the norm of the critic’s gradient and 1.',
};

const zh: PageTexts = {
  title: '梯度惩罚',
  claim: '与其裁剪权重，不如直接要求在关键处斜率为 1：就在真假样本之间。',
  story: `在从{fake:生成点}到它对应的{real:真实点}的直线上，最优{critic:评论器}的斜率几乎处处恰好是 1。那就直接这样要求：取一个真实样本和一个生成样本，在两者连线上随机选一处，量出评论器梯度的范数，按 (范数 − 1)² 乘以权重 λ 收费。

什么都不裁掉。只要守住斜率，评论器爱怎么弯就怎么弯；直方图告诉你它守得怎么样。`,
  tries: `让它在 λ = 10 下运行：范数聚到 1，估计值接近精确距离。
把 λ 设为 0。范数一路跑飞，估计值也跟着跑：数很大，却毫无意义。
试试教程的 0.5。范数停在 1 以上，估计值也大约偏大同样的倍数。
试试 100。范数无可挑剔，估计值却长时间远远偏小：评论器一心只顾守住斜率。`,
  after: `惩罚项里有梯度，训练时又要对惩罚项求梯度：这就是二阶导数。所以每一步比裁剪更贵，也所以我们的编译器能求任意阶导数。

文献的补充：教程的 0.5 是自由选择，行得通；WGAN-GP 论文对图像取 10，对平面数据取 0.1。范数是对每个样本单独、在它的全部像素上计算的，因此评论器不能让同一批样本互相影响：不能用批归一化。另外，*在这些连线上平均*斜率为 1，并不证明处处斜率为 1。`,
  equation: '惩罚项是 λ 乘以一个均值：在真假样本之间随机取点，评论器梯度的范数与 1 之差的平方，再取平均。',
};

export const penaltyTexts = { en, zh };
