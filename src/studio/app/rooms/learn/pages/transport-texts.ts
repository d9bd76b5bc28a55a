import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'Moving earth',
  claim: 'The Wasserstein distance is the cost of the cheapest way to carry the fakes onto the real data.',
  story: `Think of every {fake:fake} as a spoonful of earth and of every {real:real sample} as a hole. A *plan* says which spoonful goes into which hole. Its cost is how far the earth travels, on average.

There are many plans: seven spoonfuls have 5,040. The cheapest of them all is the *earth mover’s distance*, also called Wasserstein-1. It is 0 only when earth and holes coincide, and it shrinks whenever a spoonful moves towards its hole. That is the slope that the last page missed.`,
  tries: `Drag one {fake:fake point} far away: its arrow grows, and sooner or later the others swap holes.
Choose the plan in a hurry. It looks sensible, and the last arrows pay for it.
In the exact plan, look for arrows that cross. In the plane there are none: uncrossing two makes them shorter.`,
  after: `The arrows come from the same solver that measures our trained generators: an exact assignment, not an approximation. For 14 points there are 87 billion plans; it needs well under a millisecond.

What the literature adds: between two *samples* of one and the same distribution this cost is not 0. It falls as the samples grow, slowly in many dimensions, so the distance between finite sets overstates the distance between what they were drawn from.`,
  equation:
    'The Wasserstein-1 distance is the least, over all plans π, of the mean distance between a fake point and the real point that π gives it.',
};

const zh: PageTexts = {
  title: '搬土',
  claim: 'Wasserstein 距离，就是把生成样本搬到真实样本处的最低花费。',
  story: `把每个{fake:生成样本}看作一勺土，每个{real:真实样本}看作一个坑。*方案*规定哪勺土填哪个坑，花费是土平均要走多远。

方案很多：七勺土就有 5,040 种。其中最省的那一种，它的花费就叫*推土机距离*，也叫 Wasserstein-1 距离。只有土和坑完全重合时它才为 0；任何一勺土向自己的坑靠近一点，它就变小一点。上一页缺的正是这样的斜率。`,
  tries: `把一个{fake:生成点}拖得远远的：它的箭头变长，不久别的点也会交换坑位。
选“图快”的方案。它看上去挺合理，代价都落在最后几支箭头上。
在精确方案里找找交叉的箭头。平面上一支也没有：把两支交叉的换开，总会更短。`,
  after: `这些箭头来自同一个求解器，我们也用它来评估训练好的生成器：它解的是精确的指派问题，不是近似。14 个点有 870 多亿种方案，它用不了一毫秒。

文献的补充：即使两批*样本*出自同一个分布，这个花费也不是 0。样本越多它越小，但维数高时降得很慢，所以有限点集之间的距离会高估它们背后两个分布的距离。`,
  equation: 'Wasserstein-1 距离，是在所有方案 π 中，生成点到 π 分给它的真实点的平均距离的最小值。',
};

export const transportTexts = { en, zh };
