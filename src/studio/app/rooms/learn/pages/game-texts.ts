import type { PageTexts } from './texts.ts';

const en: PageTexts = {
  title: 'A game of two',
  claim:
    'A GAN learns without labels: a generator forges, a discriminator judges, and each learns from the other.',
  story: `Nobody tells a GAN what a good sample looks like. It has only {real:real data}, and those are cheap: no labels are needed. A *generator* turns random noise into {fake:fakes}. A {critic:discriminator} sees both kinds and says, for each sample, how probably it is real.

They play against each other. The discriminator learns to tell the two apart; the generator learns to move its fakes to where the discriminator would call them real. If both keep pace, the fakes end up distributed like the data, and the discriminator can only say ½.`,
  tries: `Drag the humps of the {real:real data} while it trains. The {fake:fakes} follow, a little late.
Set the discriminator’s steps to 0. Without an opponent that learns, the fakes run off to one side, past all data.
Give it 20 steps. Here, where real and fake overlap, even a discriminator far ahead has a slope to teach. The next page takes the overlap away.`,
  after: `Balance is everything here. This is the first fault that people found with GANs: the two must stay matched while they train, and with deep networks on images that takes luck and craft. The next page shows why.

What the literature adds: Goodfellow’s own paper already warns of the flat curve and recommends −log D for the generator. That cures the silence, not the instability.`,
  equation:
    'The discriminator makes the mean of log D over real samples plus the mean of log of 1 minus D over fakes as large as it can; the generator makes it as small as it can.',
};

const zh: PageTexts = {
  title: '两个人的游戏',
  claim: 'GAN 学习不需要标签：生成器造假，判别器鉴别，双方互为老师。',
  story: `没有人告诉 GAN 好样本长什么样。它只有{real:真实数据}，而这些数据很便宜，因为不需要标注。*生成器*把随机噪声变成{fake:生成样本}；{critic:判别器}两种样本都看，对每个样本说出它有多大概率是真的。

两者互相对抗。判别器学着分辨真假，生成器学着把样本挪到判别器会认作真的地方。如果双方始终旗鼓相当，生成样本的分布最终会和数据一致，判别器就只能回答 ½。`,
  tries: `训练时拖动{real:真实数据}的两个峰。{fake:生成样本}会跟上来，只是慢半拍。
把判别器步数设为 0。对手不再学习，生成样本就朝一边跑去，越过所有数据。
把步数设为 20。这里真假样本有重叠，判别器就算遥遥领先，也还有斜率可教。下一页就把重叠拿走。`,
  after: `这里一切都靠平衡。GAN 最早被人诟病的就是这一点：训练中双方必须势均力敌，换成处理图像的深层网络，就既要运气又要手艺。下一页说明原因。

文献的补充：Goodfellow 的原论文已经提醒过曲线会变平，并建议生成器改用 −log D。这治好了“没有信号”，却治不好不稳定。`,
  equation: '判别器让 log D 在真实样本上的均值与 log(1 − D) 在生成样本上的均值之和尽量大，生成器让它尽量小。',
};

export const gameTexts = { en, zh };
