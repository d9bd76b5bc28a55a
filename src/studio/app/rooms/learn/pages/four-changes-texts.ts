import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'Four changes',
  claim: 'A WGAN is a GAN with four small changes, and all of them serve the critic.',
  story: `The frame stays: noise, generator, discriminator, turns. Four things change.

*No sigmoid* at the end: the {critic:critic} scores, it does not give probabilities. *No log* in the loss: the score itself is averaged, over {real:real} and over {fake:fake} samples. *A bound on the critic*, so that its slope cannot grow: at first by clipping its weights, later by a gradient penalty. *No momentum* in the optimizer: RMSprop instead of Adam.

The page before says what they are for: the difference of two means is only a distance if the slope is bounded, and a bounded critic may be trained as long as one likes, since it never goes flat.`,
  tries: `Watch the GAN first. Then press WGAN, and wait for a few thousand iterations.
Switch off the sigmoid alone, and leave the log. What is the log of a negative score?
Switch off sigmoid and log, and set no bound. Nothing holds the critic now.
Take the gradient penalty in place of clipping, with momentum and without.`,
  after: `On this page you may well see a GAN win: the ring is easy, and a small GAN often finds it sooner than clipping does. That agrees with the tutorial: the gain is not better samples but a training that fails less often when the networks are less lucky.

What the literature adds: the trouble with momentum was reported for clipping. The WGAN-GP paper trains with Adam, β₁ at 0 or 0.5, and the penalty. More critic steps help up to a point; five is the usual choice, a hundred in the very first iterations.`,
  equation:
    'The critic minimises the mean score of fakes minus the mean score of real samples; the generator minimises minus the mean score of fakes.',
};

const zh: PageTexts = {
  title: '四处改动',
  claim: 'WGAN 就是改了四处的 GAN，而四处都是为了评论器。',
  story: `框架不变：噪声、生成器、判别器，轮流更新。变的是四处。

末层*不用 sigmoid*：{critic:评论器}打分，不给概率。损失*不取 log*：直接对分数求平均，{real:真实}样本和{fake:生成}样本各一个。*约束评论器*，不让它的斜率变大：最初是裁剪权重，后来改为梯度惩罚。优化器*不用动量*：用 RMSProp 代替 Adam。

为什么这样改，上一页已经说了：斜率有界，两个均值之差才是距离；而有界的评论器怎么训练都不会变平，尽可以多训练几步。`,
  tries: `先看 GAN。再按 WGAN，等它几千次迭代。
只关掉 sigmoid，保留 log。负的分数，它的 log 是什么？
关掉 sigmoid 和 log，约束选“无”。现在没有什么能拦住评论器了。
用梯度惩罚代替裁剪，再分别试试有动量和没有动量。`,
  after: `在这一页上，你很可能看到 GAN 获胜：这个环太简单，小 GAN 往往比裁剪更快找到它。这与教程一致：WGAN 的好处不在样本更好，而在网络没那么走运时，训练不那么容易失败。

文献的补充：动量带来的麻烦是在权重裁剪下报告的。WGAN-GP 论文用 Adam（β₁ 取 0 或 0.5）配梯度惩罚。评论器步数多一些有好处，但有限度；通常取五步，最初几次迭代取一百步。`,
  equation: '评论器最小化的是生成样本的平均分减去真实样本的平均分；生成器最小化的是生成样本平均分的相反数。',
};

export const fourChangesTexts = { en, zh };
