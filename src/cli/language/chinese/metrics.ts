// The numbers of reports and what they mean; the charts of a comparison.

import type { Table } from '../translator.ts';

export const metrics: Table = {
  'measuring the samples': '度量样本',
  'writing images': '写图像',
  'training time': '训练用时',
  'Wall time of training alone. It depends on the machine and on what else ran on it.':
    '只计训练的实际用时。它取决于机器，以及机器上同时运行的其他程序。',
  'ms per iteration': '每次迭代毫秒数',
  'Training time divided by generator updates; an iteration holds all its critic updates.':
    '训练用时除以生成器更新次数；一次迭代包括其全部评论器更新。',
  'Mean critic score of real minus generated: rises as the critic learns, falls as samples improve. It is known only up to the critic’s slope, so compare its course, not its height, between settings.':
    '评论器对真实样本与生成样本的平均分之差：评论器学习时上升，样本变好时下降。它只确定到评论器斜率这个倍数，所以不同设置之间应比较走势，而不是高低。',
  'Estimate, held out': '留出估计',
  'The same on samples kept out of training: where it leaves the other, the critic has learnt its samples by heart.':
    '在未参与训练的样本上的同一个估计：两者分开之处，评论器已经背下了训练样本。',
  'Critic loss': '评论器损失',
  'What the critic minimises, with its penalty. Losses of different objectives have different meanings.':
    '评论器所最小化的量，含惩罚。不同目标函数的损失含义不同。',
  'Critic loss, held out': '评论器损失（留出）',
  'The same on samples kept out of training.': '在未参与训练的样本上的同一个量。',
  'Generator loss': '生成器损失',
  'What the generator minimises. Its height says little: it is measured by a critic that moves.':
    '生成器所最小化的量。它的高低说明不了什么：打分的评论器一直在变。',
  'Gradient norm': '梯度范数',
  'Mean slope of the critic between real and generated samples; the penalty holds it near 1.':
    '评论器在真实样本与生成样本之间的平均斜率；惩罚使它保持在 1 附近。',
  Penalty: '惩罚',
  'How far the slopes are from what the penalty asks for, unweighted.':
    '斜率与惩罚的要求相差多少，未乘权重。',
  'Fréchet distance': 'Fréchet 距离',
  'A small network that reads digits describes every image by 64 numbers; this compares the average and the spread of those numbers between generated and real images. 0 would be the same; look at what the test images reach, and compare only numbers of the same classifier and the same number of samples.':
    '一个识别数字的小网络用 64 个数描述每幅图像；这里比较生成图像与真实图像在这些数上的均值和离散程度。0 表示相同；请以测试图像的数值为参照，并且只比较同一分类器、同样样本数的结果。',
  'Wasserstein distance': 'Wasserstein 距离',
  'units of the data': '数据单位',
  'The least average way that points must go to turn the generated set into a real one, computed exactly: what the critic of a WGAN only estimates. Two sets of real points are not at 0 either, so that their distance beside it is the mark.':
    '把生成的点集搬成真实点集，每个点平均至少要走多远（推土机距离），精确计算：WGAN 的评论器只是估计它。两组真实的点之间也不是 0，所以旁边给出它们的距离作为标准。',
  'modes covered': '覆盖的模式',
  'How many of the separate clusters of the data, or of the 1,000 triples of digits, the generator reaches at least once. Missing ones are mode collapse, a known fault of GANs.':
    '数据里各个分开的簇（或 1,000 种三位数字组合）中，生成器至少到达过一次的有多少。缺失就是模式崩溃，GAN 的一种已知毛病。',
  'high-quality share': '高质量比例',
  'The share of generated points within three standard deviations of a cluster’s centre. Real points reach 0.989, for 1.1 % of a round Gaussian in the plane lies outside.':
    '落在某个簇中心三个标准差以内的生成点所占的比例。真实的点达到 0.989，因为平面上圆形高斯分布有 1.1 % 落在外面。',
  'reverse KL': '反向 KL 散度',
  nats: '奈特',
  pixels: '像素',
  'How unevenly the samples spread over the clusters compared with the data, in nats; 0 is the same. Samples are finite, so that even real data show a little more than 0.':
    '与数据相比，样本在各簇之间分布得有多不均匀，单位是奈特；0 表示相同。样本数有限，所以真实数据也会略大于 0。',
  precision: '精确率',
  'The share of generated images that look like some real image: quality. A generator that makes one perfect image again and again reaches 1, so read it beside the recall.':
    '与某幅真实图像相像的生成图像所占的比例：质量。只会反复生成同一幅完美图像的生成器也能达到 1，所以要与召回率一起看。',
  recall: '召回率',
  'The share of real images that look like some generated image: variety. A generator that scatters widely can reach much with poor images, so read it beside the precision.':
    '与某幅生成图像相像的真实图像所占的比例：多样性。四处撒开的生成器用劣质图像也能得高分，所以要与精确率一起看。',
  density: '密度',
  'How crowded with real images the neighbourhoods are in which generated images lie: quality, like precision, but a lone odd real image counts little. Real test images reach about 1; above that, the generator keeps to the most typical images.':
    '生成图像所处的邻域里真实图像有多密集：与精确率一样衡量质量，但个别孤立的真实图像影响很小。真实测试图像约为 1；更高说明生成器只做最典型的图像。',
  coverage: '覆盖率',
  'The share of real images that have a generated one in their neighbourhood: variety, without the recall’s weakness for scattered samples. Real test images reach about 0.96, which is the most to hope for.':
    '邻域里有生成图像的真实图像所占的比例：多样性，且不像召回率那样偏袒散乱的样本。真实测试图像约为 0.96，这就是可以期望的上限。',
  'class divergence': '类别散度',
  'How far the shares of the ten digits are from a tenth each, in nats: 0 is even, 2.3 is a single digit. Real digits are not quite even, so the test set’s value is the mark.':
    '十个数字的比例偏离各占十分之一的程度，单位是奈特：0 表示均匀，2.3 表示只有一个数字。真实数字也不完全均匀，所以以测试集的数值为标准。',
  digits: '各数字的样本数',
  'How many samples the classifier reads as 0, 1, 2 and so on up to 9. An empty or very small entry means that the generator has given up on a digit.':
    '分类器把多少样本认作 0、1、2 直到 9。某项为空或很小，说明生成器放弃了那个数字。',
  fragments: '碎点',
  'The share of images with more than 2 % of their ink in specks beside the largest stroke. Fully connected generators leave such specks, which an eye sees and the classifier’s features hardly do.':
    '主笔画以外的碎点占墨迹 2 % 以上的图像所占的比例。全连接生成器会留下这样的碎点，眼睛看得见，分类器的特征却几乎察觉不到。',
  'nearest training image': '最近的训练图像',
  'samples per mode': '各模式的样本数',
  'How many generated points lie nearest to each cluster’s centre. Even numbers are right, for the clusters are equally likely.':
    '离每个簇中心最近的生成点有多少。数目相近才对，因为各簇的概率相同。',
  'solved as an assignment problem: Jonker & Volgenant 1987': '按指派问题求解：Jonker 与 Volgenant 1987',
  'features and classes are those of a classifier of handwritten digits, which these images may not be':
    '特征和类别来自手写数字的分类器，而这些图像可能不是手写数字',
  'distances grow as samples get fewer: compare only with others of {1} samples':
    '样本越少，距离越大：只能与同样是 {1} 个样本的结果比较',
  'for Inception metrics, write samples as PNG files, then run: {1}':
    '要得到 Inception 类指标，先把样本写成 PNG 文件，再运行：{1}',
  '<real images>': '<真实图像>',
  'the distance depends on the number of points: of {1} real ones it is not 0 either':
    '距离与点数有关：{1} 个真实的点之间也不是 0',
  'digits that the classifier mistakes count as modes too: 1,000 says less than the divergence':
    '分类器认错的数字也算模式：1,000 不如散度能说明问题',
  'How far, in pixels fully changed (root of the sum of squares), a typical sample is from the most similar training image. Much less than real images show means that training images were learnt by heart.':
    '典型样本与最相似的训练图像相距多远，以完全改变的像素计（平方和的平方根）。如果远小于真实图像的数值，说明训练图像被背了下来。',
  'sliced distance': '切片距离',
  'Cuts patches of 7×7 pixels out of the images, at several sizes from fine texture to the whole, and compares along many directions how generated and real ones are spread, in standard deviations of the real ones. It knows nothing of what the images show; two sets of real images are not at 0 either, so that their distance beside it is the mark.':
    '从图像中按由细纹理到整体的几种尺寸切出 7×7 像素的小块，沿许多方向比较生成与真实小块的分布，以真实小块的标准差为单位。它不知道图像画的是什么；两组真实图像之间也不是 0，所以旁边给出它们的距离作为标准。',
  'these are not the digits of MNIST, so that the classifier of digits is not asked: patches are compared; where they are handwritten digits all the same, --digits asks it':
    '这些不是 MNIST 的数字，所以不问数字分类器，而是比较小块；如果仍是手写数字，可用 --digits 来问它',
};
