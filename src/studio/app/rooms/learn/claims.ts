// The tutorial's claims, where each has its place, and what the literature says of it.

import { type PageName, pageNames } from './pages/names.ts';

interface InBoth {
  readonly en: string;
  readonly zh: string;
}

interface Claim {
  readonly claim: InBoth;
  /** What the literature says where it differs or says more. */
  readonly literature: InBoth;
  /** Pages of this room that show it, by the plan of the story. */
  readonly pages: readonly StoryPage[];
  /** Rooms or commands that show it besides. */
  readonly besides?: InBoth;
}

/** All eight pages of the story, written or not. */
type StoryPage =
  | 'game'
  | 'two-lines'
  | 'transport'
  | 'line-critic'
  | 'four-changes'
  | 'clipping'
  | 'penalty'
  | 'loss';

/** The pages of a claim that can be read. */
export const readablePages = ({ pages }: Claim): readonly PageName[] =>
  pages.filter((page): page is PageName => (pageNames as readonly string[]).includes(page));

/** In the tutorial's order. */
export const claims: readonly Claim[] = [
  {
    claim: {
      en: 'Unlabelled data are cheap and labels are costly, so unsupervised learning matters, and better GANs with it.',
      zh: '无标签数据便宜，标注昂贵，所以无监督学习重要，改进 GAN 也就重要。',
    },
    literature: {
      en: 'Holds, and is why the field exists. Today diffusion models and language models learn without labels too.',
      zh: '成立，这个领域正因此而生。如今扩散模型和语言模型同样不依赖标签来学习。',
    },
    pages: ['game'],
  },
  {
    claim: {
      en: 'First fault of GANs: generator and discriminator must stay matched, or training collapses.',
      zh: 'GAN 的毛病之一：生成器与判别器必须势均力敌，否则训练会崩。',
    },
    literature: {
      en: 'Arjovsky and Bottou 2017 prove why: where the distributions do not overlap, a perfect discriminator has no gradient left. With the loss −log D it is instability rather than silence.',
      zh: 'Arjovsky 与 Bottou 2017 证明了原因：两个分布不重叠时，完美的判别器不再给出梯度。若用 −log D 作损失，表现为不稳定，而不是没有梯度。',
    },
    pages: ['game', 'two-lines', 'four-changes'],
  },
  {
    claim: { en: 'Second fault: training is slow.', zh: '毛病之二：训练慢。' },
    literature: {
      en: 'WGANs are not faster for each iteration: five critic updates, and the penalty differentiates twice. What they save is failed attempts.',
      zh: '单看一次迭代，WGAN 并不更快：评论器要更新五次，梯度惩罚还要求两次导。它省下的是失败的次数。',
    },
    pages: ['loss'],
    besides: { en: '`docs/performance.md`', zh: '`docs/performance.md`' },
  },
  {
    claim: {
      en: 'Third fault: neither accuracy nor loss tells the true state of the model.',
      zh: '毛病之三：准确率和损失都说明不了模型的真实状态。',
    },
    literature: {
      en: 'The Wasserstein estimate follows quality (Arjovsky et al. 2017, figure 3) as long as the critic keeps up. It still says nothing about overfitting on its own, and can be far from the distance in many dimensions.',
      zh: '只要评论器跟得上，Wasserstein 估计值会随质量变化（Arjovsky 等 2017，图 3）。但单凭它看不出过拟合；维数很高时，它可能离真正的距离很远。',
    },
    pages: ['loss', 'two-lines'],
  },
  {
    claim: {
      en: 'WGAN changes four things: no final sigmoid; no log; clipped parameters, later a gradient penalty; no momentum (RMSprop or SGD).',
      zh: 'WGAN 改了四处：最后一层不用 sigmoid；损失不取 log；裁剪参数，后来改为梯度惩罚；不用带动量的优化器（用 RMSProp 或 SGD）。',
    },
    literature: {
      en: 'The trouble with momentum was seen with clipping. The WGAN-GP paper trains with Adam, β₁ 0 or 0.5, without harm.',
      zh: '动量带来的麻烦是在权重裁剪下观察到的。WGAN-GP 论文用 Adam（β₁ 取 0 或 0.5）训练，并无问题。',
    },
    pages: ['four-changes', 'clipping', 'penalty', 'line-critic'],
  },
  {
    claim: {
      en: 'The generator stays that of the GAN: noise, three fully connected layers, 784 values.',
      zh: '生成器和 GAN 里的一样：噪声经三层全连接，得到 784 个值。',
    },
    literature: {
      en: 'True: nothing in the Wasserstein loss asks for another generator. The paper even trains one without batch normalisation, where a GAN fails.',
      zh: '没错：Wasserstein 损失对生成器没有额外要求。论文甚至训练了一个没有批归一化的生成器，而 GAN 在那里失败了。',
    },
    pages: ['game', 'four-changes'],
    besides: { en: '`wgan train --preset tutorial`', zh: '`wgan train --preset tutorial`' },
  },
  {
    claim: {
      en: 'The discriminator is the GAN’s, without the sigmoid.',
      zh: '判别器和 GAN 的一样，只是去掉 sigmoid。',
    },
    literature: {
      en: 'It then scores instead of judging, which is why the papers call it a critic. With a gradient penalty it must not use batch normalisation.',
      zh: '这样它就是打分而不是判真假，所以论文改称评论器 (critic)。使用梯度惩罚时，它不能带批归一化。',
    },
    pages: ['line-critic', 'four-changes'],
  },
  {
    claim: {
      en: 'The loss is written by hand: critic on real, critic on detached fakes, their difference, and a penalty of weight 0.5, a number to choose freely.',
      zh: '损失手写：真实图像的预测、detach 后的生成图像的预测、两者之差，再加权重 0.5 的惩罚项；这个数可以自由调整。',
    },
    literature: {
      en: 'The WGAN-GP paper takes 10 for images and 0.1 for points in the plane, and the norm for each sample over all pixels. The difference is a distance only up to the critic’s slope.',
      zh: 'WGAN-GP 论文对图像取 10，对平面点取 0.1；范数对每个样本、在全部像素上计算。这个差要除以评论器的斜率，才谈得上是距离。',
    },
    pages: ['transport', 'line-critic', 'penalty'],
  },
  {
    claim: {
      en: 'Generator and critic need no matching any more: the critic is trained several times first, and a better critic makes the generator grow faster.',
      zh: '生成器与评论器不必再势均力敌：先把评论器多训练几次，评论器越好，生成器进步越快。',
    },
    literature: {
      en: 'Holds: a critic near its optimum gives the right slope everywhere. Authors used 5 steps, and 100 in the first iterations. Beyond that it costs time and adds little.',
      zh: '成立：接近最优的评论器处处都给出正确的斜率。作者用 5 步，最初几次迭代用 100 步；再多只是费时，收益很小。',
    },
    pages: ['two-lines', 'line-critic', 'four-changes'],
  },
  {
    claim: {
      en: 'Generator step: fresh noise, no detach, the loss is minus the critic’s prediction.',
      zh: '生成器这一步：用新的噪声，不 detach，损失是评论器预测值的相反数。',
    },
    literature: {
      en: 'As in algorithm 1 of both papers. The loss’s own value means nothing: the critic may shift all scores by a constant.',
      zh: '与两篇论文的算法 1 一致。这个损失的数值本身没有意义：评论器可以把所有分数一起加上一个常数。',
    },
    pages: ['four-changes', 'loss'],
  },
  {
    claim: {
      en: 'Images are not much better than a GAN’s. The gain is stability: no careful network design, and mature networks can be used with confidence.',
      zh: '图像质量比 GAN 好不了多少，好处在于稳定：不必精心设计网络，成熟的网络可以放心使用。',
    },
    literature: {
      en: 'Gulrajani et al. 2017: of 200 random architectures 147 worked with WGAN-GP only, none with the GAN only. Lucic et al. 2018: with enough search no objective is clearly the best.',
      zh: 'Gulrajani 等 2017：200 个随机结构中，147 个只有 WGAN-GP 能训练，没有一个只有 GAN 能训练。Lucic 等 2018：只要搜索得够充分，没有哪个目标函数明显更好。',
    },
    pages: ['loss', 'four-changes'],
  },
  {
    claim: {
      en: 'Afterwards came BigGAN, diverse and sharp, and StyleGAN, with control of attributes such as hair.',
      zh: '此后有 BigGAN（多样、清晰）和 StyleGAN（能控制发型等高层属性）。',
    },
    literature: {
      en: 'Neither uses the Wasserstein loss; both keep its lesson, a critic held smooth: spectral normalisation in BigGAN, a gradient penalty on real images (R1) in StyleGAN.',
      zh: '两者都不用 Wasserstein 损失，但都保留了它的教训：让评论器保持平滑。BigGAN 用谱归一化，StyleGAN 在真实图像上做梯度惩罚 (R1)。',
    },
    pages: ['penalty'],
  },
];
