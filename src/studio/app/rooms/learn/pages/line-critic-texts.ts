import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'From plan to critic',
  claim: 'No plan is needed: the best curve of slope 1 measures the same distance.',
  story: `With 60,000 images nobody can try all plans. *Kantorovich and Rubinstein* found a second way to the same number. Give every place a height {critic:f}. Take the mean height over the {real:real points} minus the mean height over the {fake:fakes}. Among all f that are nowhere steeper than 1, the largest such difference is exactly the Wasserstein distance.

A function with slope at most 1 is called *1-Lipschitz*. The network that plays f is the *critic*: it does not judge true or false, it scores.`,
  tries: `Bend the curve and try to reach 100 %. Neighbours come along only where the slope limit forces them.
Turn on the best critic. It climbs wherever {fake:fakes} lie to the left and {real:real points} to the right, and does nothing more clever than that.
Turn off the limit and pull a real point up. Any score is possible; it means nothing.`,
  after: `This is all that a WGAN asks of its critic: make this difference large, and stay within slope 1. The first part is one line of code. The second is the whole difficulty, and the next pages are about it.

What the literature adds: a trained network finds a curve that is *near* the best one, within some slope K that nobody knows exactly. What it reports is then about K times the distance, and only while it is near its optimum. That is why our program says *Wasserstein estimate*.`,
  equation:
    'The Wasserstein distance is the largest value, over all functions f of slope at most 1, of the mean of f over real samples minus the mean of f over fakes.',
};

const zh: PageTexts = {
  title: '从方案到评论器',
  claim: '不需要方案：斜率不超过 1 的最佳曲线，量出的是同一个距离。',
  story: `六万张图像，谁也试不完所有方案。*Kantorovich 与 Rubinstein* 找到了通向同一个数的第二条路：给每个位置一个高度 {critic:f}，用{real:真实点}上的平均高度减去{fake:生成点}上的平均高度。在处处不陡于 1 的所有 f 中，这个差的最大值恰好就是 Wasserstein 距离。

斜率不超过 1 的函数叫作 *1-利普希茨*函数。扮演 f 的网络就是*评论器 (critic)*：它不判真假，只打分。`,
  tries: `弯一弯曲线，试着拿到 100 %。只有受斜率限制时，相邻的点才会跟着动。
打开最优评论器。左边多是{fake:生成点}、右边多是{real:真实点}的地方它就上升，除此之外别无巧思。
关掉斜率限制，把一个真实点处往上拉。多高的分都拿得到，也就毫无意义。`,
  after: `WGAN 对评论器的要求只有这些：让这个差尽量大，同时斜率不超过 1。前一半是一行代码，后一半才是全部的难处，后面几页讲的就是它。

文献的补充：训练出来的网络只能找到*接近*最优的曲线，它的斜率上限是某个谁也说不准的 K。于是它报告的大约是距离的 K 倍，而且只有当它接近最优时才是如此。所以我们的程序把它叫作 *Wasserstein 估计值*。`,
  equation:
    'Wasserstein 距离，是在所有斜率不超过 1 的函数 f 中，f 在真实样本上的均值减去在生成样本上的均值所能达到的最大值。',
};

export const lineCriticTexts = { en, zh };
