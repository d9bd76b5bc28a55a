import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'Clipping and its price',
  claim:
    'Clipping does bound the slope, but it makes the critic simple, and its gradient vanish or explode with depth.',
  story: `The first WGAN keeps the {critic:critic} in bounds in the plainest way: after each step, every weight is cut back to between −c and c. Small weights cannot make a steep function. “Weight clipping is a clearly terrible way to enforce a Lipschitz constraint”, its authors wrote, and used it because it was simple and worked.

It has two prices. A critic with clipped weights prefers to make all of them as large as allowed, and such a critic sees little more than straight lines: it finds the middle of the ring, not its eight {real:clusters}. And the gradient passes through every layer on its way from the loss. Each layer multiplies it by roughly the same factor, which c decides. With nine layers the factor counts nine times.`,
  tries: `Drag c from 0.001 to 1 and watch the curve of the nine layers tip over: from vanishing to growing.
Somewhere in between the curve is almost flat. How exactly must c be hit?
Choose the gradient penalty. The curve flattens by itself, and the surface bends around the clusters.`,
  after: `A bound that must be tuned to the depth of the network is no comfort: it brings back the careful design that a WGAN was to spare us.

What the literature adds: the pictures here follow figure 1 of the WGAN-GP paper. Batch normalisation in the critic softens the effect, and the first WGAN used it. Spectral normalisation (Miyato et al. 2018) divides each layer by its own largest factor and so avoids both prices.`,
  equation: 'After each update, every weight w of the critic becomes the nearest number between −c and c.',
};

const zh: PageTexts = {
  title: '裁剪与代价',
  claim: '裁剪确实限制了斜率，却让评论器变得简单，并使梯度随深度消失或爆炸。',
  story: `最早的 WGAN 用最直白的办法约束{critic:评论器}：每步之后，把所有权重截到 −c 与 c 之间。权重小，函数就陡不起来。作者自己写道：“用权重裁剪来保证利普希茨约束，显然是很糟糕的办法”，但它简单而且有效，也就用了。

代价有两个。权重受限的评论器倾向于把每个权重都顶到上限，这样的评论器眼里几乎只有直线：它看得出环的中心，看不出八个{real:簇}。另外，梯度从损失往回传，每一层都要把它乘上差不多相同的一个因子，大小由 c 决定。九层，就要乘九次。`,
  tries: `把 c 从 0.001 拖到 1，看九层那条曲线如何翻转：从消失变为增长。
中间某处曲线几乎是平的。c 要取得多准才行？
改选梯度惩罚。曲线自己变平，打分的曲面也会绕着各簇弯曲。`,
  after: `一个要按网络深度来调的界限，算不上省心：它又把 WGAN 想省掉的精心设计请了回来。

文献的补充：这里的两幅图仿照 WGAN-GP 论文的图 1。评论器里加批归一化可以缓解，最早的 WGAN 就是这么做的。谱归一化（Miyato 等 2018）把每一层除以它自己的最大放大倍数，两种代价都能避免。`,
  equation: '每次更新之后，评论器的每个权重 w 变为 −c 与 c 之间离它最近的数。',
};

export const clippingTexts = { en, zh };
