// What measuring refuses.

import type { Table } from '../translator.ts';

export const measures: Table = {
  '{1}: expected SHA-256 {2}, got {3}': '{1}：SHA-256 应为 {2}，得到 {3}',
  'distances of different classifiers cannot be compared: restore the file from the package':
    '不同分类器的距离不能比较：请从软件包恢复这个文件',
  'evaluation: needs more than {1} samples and real images, got {2}':
    '评估：样本和真实图像都应多于 {1} 个，得到 {2}',
  'evaluation: needs 2 real images or more, got {1}': '评估：至少需要 2 幅真实图像，得到 {1}',
  'samples are compared with some real images, and those with others: add images, or leave evaluations out':
    '样本要与一部分真实图像比较，这部分又要与其余的比较：请增加图像，或不做评估',
  'samples: every sample needs one label, got {1} for {2} samples':
    'samples：每个样本需要一个标签，{2} 个样本得到 {1} 个',
  'parts: a measure of {1} needs a part that {2} do not have': 'parts：{1} 的一项度量需要 {2} 所没有的部分',
  'parts: what is made while drawing must be needed beforehand':
    'parts：抽取样本时生成的部分必须事先声明需要',
  'evaluation: needs 4 real points and 2 samples, got {1} and {2}':
    '评估：需要 4 个真实的点和 2 个样本，得到 {1} 和 {2}',
  'evaluation: {1}: expected a whole number ≥ 1, got {2}': '评估：{1}：应为 ≥ 1 的整数，得到 {2}',
  'fragments: bytes must fill images of {1}×{2}, got {3}': 'fragments：字节应填满 {1}×{2} 的图像，得到 {3}',
  'moments: need two vectors or more, got {1}': 'moments：至少需要两个向量，得到 {1}',
  'fréchet: moments must have one dimension, got {1} and {2}': 'fréchet：矩的维数必须相同，得到 {1} 和 {2}',
  'histogram: labels must be whole numbers below {1}, got {2}':
    'histogram：标签应为小于 {1} 的整数，得到 {2}',
  '{1} classes of {2} and {3} of {4}': '{1} 类共 {2}，与 {3} 类共 {4}',
  'divergence: needs two filled histograms of the same classes, got {1}':
    'divergence：需要类别相同且不为空的两个直方图，得到 {1}',
  'classifier: bytes must fill digits of 28×28, got {1}': 'classifier：字节应填满 28×28 的数字，得到 {1}',
  'dimension {1} and {2} modes': '维数 {1}，{2} 个模式',
  'modes: needs points in the plane and modes, got {1}': 'modes：需要平面上的点和模式，得到 {1}',
  'nearest: bytes must fill images of {1} bytes, got {2}': 'nearest：字节应填满 {1} 字节的图像，得到 {2}',
  'prdc: k must be an integer ≥ 1 below the count, got {1} of {2} vectors':
    'prdc：k 应为 ≥ 1 且小于向量个数的整数，得到 {1}，向量 {2} 个',
  'samples: expected float32[{1}], got {2}': 'samples：应为 float32[{1}]，得到 {2}',
  'samples: must be finite, got {1} in sample {2}': 'samples：应为有限的数，样本 {2} 里得到 {1}',
  'spread: expected one number or more, got 0': 'spread：至少需要一个数，得到 0 个',
  'summary: expected reports of one kind, got {1}': 'summary：各报告的种类应相同，得到 {1}',
  'vectors: values must fill vectors of {1}, got {2} values':
    'vectors：数值应填满长度为 {1} 的向量，得到 {2} 个',
  '{1}: vectors must have one length, got {2}': '{1}：各向量的长度必须相同，得到 {2}',
  'wasserstein: sets must have equally many points, got {1} and {2}':
    'wasserstein：两组的点数必须相同，得到 {1} 和 {2}',
  'wasserstein: expected at most {1} points, got {2}': 'wasserstein：最多 {1} 个点，得到 {2}',
  'wasserstein: distances must be finite, got NaN or ∞': 'wasserstein：距离应为有限的数，得到 NaN 或 ∞',
  '{1} points and {2} weights of sum {3}': '{1} 个点，{2} 个权重，总和 {3}',
  'wasserstein: needs points with weights ≥ 0, got {1}': 'wasserstein：需要权重 ≥ 0 的点，得到 {1}',
};
