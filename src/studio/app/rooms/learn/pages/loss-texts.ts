import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'What the loss is worth',
  claim: 'A GAN’s loss says little about its samples; a WGAN’s estimate follows them, until it lies.',
  story: `Everyone who trains a GAN asks: is it getting better, and when may I stop? Its losses do not say. They tell who is winning, and a tie can be a tie between two masters or between two beginners.

The {critic:critic’s} *Wasserstein estimate* is meant to be a distance between {real:data} and {fake:samples}, so it should fall while samples improve. Here both are recorded: of a GAN, and of the tutorial’s WGAN-GP, with the same networks.`,
  tries: `Move through the iterations. With WGAN-GP both curves fall together, and the rank correlation is close to 1; with the GAN they do not.
Choose the critic that learns 100 times slower. Its estimate is lower than WGAN-GP’s, its samples are the worst of all, and the rank correlation is near 0: an estimate is worth as much as its critic.
Choose the run on 1,000 digits, and look at the dashed line: the same number on digits that the critic never saw. It leaves the other, because the critic learns its 1,000 examples by heart.`,
  after: `So when to stop? When the estimate has stopped falling, on training digits *and* on held-out ones, with a critic that keeps up; and then look at the samples and at a measure that the training never saw.

What the literature adds: the estimate is a distance only up to the critic’s slope and only while the critic is near its optimum. In many dimensions it is not the Wasserstein distance at all (Stanczuk et al. 2021; Korotin et al. 2022), and yet a useful number to watch within one run. Compare it between runs only with care: another network or another λ has another scale. And per iteration a WGAN is slower, not faster: five critic steps, each with a second derivative.`,
  equation:
    'The Wasserstein estimate is the mean score of real samples minus the mean score of fakes, under the critic at hand.',
};

const zh: PageTexts = {
  title: '损失说明了什么',
  claim: 'GAN 的损失几乎不反映样本好坏；WGAN 的估计值会跟着样本走，直到它说谎。',
  story: `训练过 GAN 的人都会问：它在变好吗，什么时候可以停？损失回答不了。它只说谁占上风，而平手既可能是两个高手的平手，也可能是两个新手的平手。

{critic:评论器}给出的 *Wasserstein 估计值*本意是{real:数据}与{fake:样本}之间的距离，所以样本变好时它应当下降。这里把两者都录了下来：一次是 GAN，一次是教程的 WGAN-GP，网络相同。`,
  tries: `拖动迭代。WGAN-GP 的两条曲线一起下降，秩相关接近 1；GAN 则不然。
选学得慢 100 倍的评论器。它的估计值比 WGAN-GP 的低，样本却最差，秩相关接近 0：评论器有多可靠，估计值就有多可靠。
选只用 1,000 个数字的训练，看看虚线：同一个数，算在评论器没见过的数字上。两条线分开了，因为评论器把这 1,000 个例子背了下来。`,
  after: `那么什么时候停？评论器跟得上，估计值在训练数字*和*留出的数字上都不再下降的时候。然后看看样本，再看一个训练从未用过的指标。

文献的补充：这个估计值要除以评论器的斜率才谈得上是距离，而且只有当评论器接近最优时才成立。维数很高时它根本不是 Wasserstein 距离（Stanczuk 等 2021；Korotin 等 2022），但在同一次训练里仍值得盯着看。不同训练之间要慎重比较：换了网络或 λ，尺度就变了。另外，单看每次迭代，WGAN 更慢而不是更快：评论器要走五步，每步还有二阶导数。`,
  equation: 'Wasserstein 估计值，是当前评论器在真实样本上的平均分减去在生成样本上的平均分。',
};

export const lossTexts = { en, zh };
