import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'Why it stalls',
  claim: 'Where real and fake do not overlap, the GAN’s measure is flat, and a flat measure teaches nothing.',
  story: `Take the simplest world that can go wrong. {real:Real data} lie on one vertical line, {fake:fakes} on another, at distance θ. A generator with one parameter, θ, should learn to move its line to 0.

The loss of a GAN, at its best discriminator, is the *Jensen–Shannon divergence* in disguise. For every θ other than 0 the two lines share no point, the discriminator is perfect, and the divergence is log 2: at θ = 1, at θ = 0.1, at θ = 0.001. Nothing in it says “closer”.

The *Wasserstein distance* asks something else: how far must the earth be carried? The answer is |θ|, and its slope points home from anywhere.`,
  tries: `Drag the {fake:fake line}. Watch which arrow exists.
Let it come to 0 and past it: Jensen–Shannon jumps, Wasserstein bends.
Raise the blur to 0.2. Now the lines overlap, and Jensen–Shannon pulls too, but only from nearby.`,
  after: `Images are like these lines. They fill a thin sheet in a space of 784 pixels, and two thin sheets hardly ever overlap. That is why a discriminator that is too good leaves the generator without a direction, and why GANs are trained with a discriminator that is kept from getting ahead: the balance that is so hard to hold.

What the literature adds: in practice the generator minimises −log D, which does not go flat but grows unstable instead (Arjovsky and Bottou 2017), and blurring both sides with noise, as in the figure, is a cure of its own.`,
  equation:
    'The Jensen–Shannon divergence of real and fake is log 2 wherever θ is not 0; their Wasserstein distance is the absolute value of θ.',
};

const zh: PageTexts = {
  title: '为什么学不动',
  claim: '真假样本不重叠时，GAN 所用的度量是平的；平的度量教不了任何东西。',
  story: `先看一个最简单、却已经会出问题的世界。{real:真实数据}在一条竖线上，{fake:生成数据}在另一条竖线上，相距 θ。生成器只有 θ 这一个参数，它要学会把自己的线移到 0。

判别器达到最优时，GAN 的损失其实就是 *JS 散度*（Jensen–Shannon）。只要 θ 不为 0，两条线就没有公共点，判别器百发百中，JS 散度恒为 log 2：θ = 1 时如此，θ = 0.1 时如此，θ = 0.001 时还是如此。它从不会说“近了一点”。

*Wasserstein 距离*问的是另一件事：要把土搬多远？答案是 |θ|，无论身在何处，它的斜率都指向目标。`,
  tries: `拖动{fake:生成线}，看哪个箭头存在。
拖到 0 再越过去：JS 散度突然一跳，Wasserstein 距离只是拐个弯。
把模糊调到 0.2。两条线有了重叠，JS 散度也开始拉动，但只在近处有效。`,
  after: `图像和这两条线很像。它们只占据 784 维像素空间里薄薄的一层，而两层薄片几乎不会重叠。所以判别器太强，生成器就失去方向；所以训练 GAN 时要压着判别器，不让它跑得太快。难就难在维持这种平衡。

文献的补充：实践中生成器最小化的是 −log D，它不会变平，却会变得不稳定（Arjovsky 与 Bottou 2017）；像图中那样给两边都加噪声，本身也是一种解法。`,
  equation: '只要 θ 不为 0，真实分布与生成分布的 JS 散度就是 log 2；它们的 Wasserstein 距离是 θ 的绝对值。',
};

export const twoLinesTexts = { en, zh };
