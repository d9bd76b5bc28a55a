// The keys of a configuration in Chinese: for the page, and for the help of the command line.

type Words = readonly [label: string, explanation: string];

export type FieldWords = { readonly [K in FieldKey]: Words };

/** Keys, and `learningRate` for both networks. */
export type FieldKey = keyof typeof fieldWords;

export const fieldWords = {
  objective: ['目标函数', '评论器与生成器所最小化的函数。'],
  dataset: ['数据', '要学习的数据：数据集名称。'],
  iterations: ['迭代次数', '生成器更新的次数；每次还包括若干次评论器更新。'],
  seed: ['随机种子', '决定全部随机数：种子相同，训练就相同。'],
  batch: ['批大小', '每次更新使用的真实样本数与生成样本数。'],
  criticSteps: ['评论器步数', '每次生成器更新前评论器更新几次：评论器要领先，才值得跟随。'],
  criticWarmup: ['评论器预热', '生成器第一次更新之前，评论器额外更新的次数。'],
  optimizer: ['优化器', '两个网络的更新规则。'],
  learningRate: ['学习率', '两个网络的步长。'],
  generatorLearningRate: ['生成器学习率', '生成器一次更新走多远。'],
  criticLearningRate: ['评论器学习率', '评论器一次更新走多远。'],
  momentum: ['动量', 'rmsprop 与 sgd 重复上一步的比例。'],
  beta1: ['Adam 的 β₁', 'Adam 平均梯度的衰减，即其动量。'],
  beta2: ['Adam 的 β₂', 'Adam 平方梯度平均的衰减。'],
  penalty: ['惩罚权重 λ', '把评论器的斜率拉向 1 的力度。'],
  oneSided: ['单侧惩罚', '只惩罚大于 1 的斜率。'],
  clip: ['裁剪界限', '评论器的任何参数都不得超出正负此值。'],
  average: ['权重平均', '采样所用的生成器滑动平均的衰减；0 表示不平均。'],
  emaRamp: ['平均的起步', '平均的衰减怎样增长到设定值：最初的权重是随机的。'],
  architecture: ['网络类型', '两个网络的结构类型。'],
  latent: ['噪声维数', '一个样本由多少个随机数生成。'],
  generatorHidden: ['生成器各层', '从噪声开始，各隐藏层的宽度。'],
  criticHidden: ['评论器各层', '从样本开始，各隐藏层的宽度。'],
  generatorNorm: ['生成器归一化', '位于每个隐藏层之后。'],
  criticNorm: ['评论器归一化', '位于每个隐藏层之后。'],
  activation: ['激活函数', '每个隐藏层之后使直线弯曲的函数。'],
  holdout: ['留出样本', '不参与训练的样本数或比例：用来发现过拟合。'],
  size: ['图像尺寸', '图像缩放后的宽和高（像素）。'],
  color: ['颜色', '图片文件夹的颜色模式。'],
  scale: ['缩放', 'CSV 文件中点的缩放。'],
  device: ['设备', '由什么来计算。'],
  threads: ['线程数', '一个运算可用的线程数。'],
  logEvery: ['记录间隔', '两次记录数值之间的迭代次数。'],
  sampleEvery: ['样本图间隔', '两张样本图之间的迭代次数。'],
  evaluateEvery: ['评估间隔', '两次评估样本质量之间的迭代次数；0 表示不评估。'],
  checkpointEvery: ['存档间隔', '两次存档之间的迭代次数。'],
  keep: ['保留存档', '保留最新的几个存档。'],
} as const satisfies { readonly [key: string]: Words };
