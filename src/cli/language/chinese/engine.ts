// Devices, the trainer, its configuration and its files.

import type { Table } from '../translator.ts';

export const engine: Table = {
  'native CPU kernels of ONNX Runtime': 'ONNX Runtime 的原生 CPU 计算',
  'cpu: ONNX Runtime has no native library for {1}, or it is not installed: {2}':
    'cpu：ONNX Runtime 没有用于 {1} 的原生库，或者没有安装：{2}',
  'it supports Linux (glibc) x64 and arm64, macOS arm64, Windows x64 and arm64; elsewhere npm install --ignore-scripts {1} and use the device wasm (--device wasm)':
    '它支持 Linux（glibc）x64 与 arm64、macOS arm64、Windows x64 与 arm64；其他平台请运行 npm install --ignore-scripts {1}，并使用设备 wasm（--device wasm）',
  'no answer for {1} s': '{1} 秒没有回应',
  "cpu: expected a main thread that turns off ONNX Runtime's telemetry for this worker thread, got none that answers":
    'cpu：应由主线程为这个工作线程关闭 ONNX Runtime 的遥测，但它没有回应',
  'start the process with {1}=1, or keep the main thread free while the first device is opened':
    '请以 {1}=1 启动进程，或在打开第一个设备时让主线程空闲',
  'device: this platform has none': 'device：本平台没有可用的设备',
  'threads: expected an integer ≥ 1, got {1}': 'threads：应为 ≥ 1 的整数，得到 {1}',
  'threads: expected at most {1} on this machine, got {2}': 'threads：在本机上至多为 {1}，得到 {2}',
  'this machine runs {1} at once, which is the default': '本机可同时运行 {1} 个，这也是默认值',
  '{1} = weights and optimizer {2} + activations of the batch {3} + data {4} + program {5}':
    '{1} = 权重与优化器 {2} + 批次的激活值 {3} + 数据 {4} + 程序 {5}',
  '{1} GB': '{1} GB',
  '{1} MB': '{1} MB',
  'memory: training needs about {1}, this machine has {2}': '内存：训练约需 {1!}，本机有 {2}',
  'choose narrower layers, a smaller batch, latent or image size, or fewer critic steps':
    '请选择更窄的层、更小的批次、噪声或图像尺寸，或更少的评论器步数',
  '{1}: the state must be one that device {2} created': '{1}：状态必须由设备 {2} 建立',
  '{1}: cannot load program {2}: {3}': '{1}：无法载入程序 {2}：{3}',
  '{1}: has no gradient, it comes after differentiation': '{1}：没有梯度，它在求导之后才出现',
  '{1}: runs programs in {2}, got {3} in {4}': '{1}：运行 {2} 格式的程序，得到 {4} 格式的 {3}',
  '{1}: program {2} failed: {3}': '{1}：程序 {2} 失败：{3}',
  '{1}: state "{2}" must be {3}': '{1}：状态“{2}”应为 {3}',
  '{1}: input "{2}" {3} needs a value, got none': '{1}：输入“{2}” {3} 需要一个值，但没有给出',
  '{1}: input "{2}" must be {3}, got {4}': '{1}：输入“{2}”应为 {3}，得到 {4}',
  '{1}, got {2}': '{1}，得到 {2}',
  'is not returned': '没有返回',
  'must be {1}': '应为 {1}',
  '{1}: "{2}" {3}, got {4} to take it': '{1}：“{2}”{3}，接收它的是 {4}',
  'WebAssembly kernels of ONNX Runtime: in browsers, and on any processor':
    'ONNX Runtime 的 WebAssembly 计算：用于浏览器，以及任何处理器',
  'wasm: needs the package {1}: {2}': 'wasm：需要 {1} 包：{2}',
  'wasm: more than one thread needs a cross-origin isolated page, got {1} threads':
    'wasm：多个线程需要跨源隔离的页面，得到 {1} 个线程',
  'serve it with cross-origin-opener-policy: same-origin and cross-origin-embedder-policy: require-corp':
    '请用 cross-origin-opener-policy: same-origin 和 cross-origin-embedder-policy: require-corp 提供页面',
  'wasm: threads must be the same for the whole process, got {1} and {2}':
    'wasm：同一进程里的线程数必须相同，得到 {1} 和 {2}',
  'webgpu: cannot be opened: {1}': 'webgpu：无法打开：{1}',
  'the graphics processor was lost': '图形处理器已丢失',
  'the graphics processor failed': '图形处理器出错',

  'checkpoint: iteration': '存档：迭代',
  'checkpoint: {1} must have the SHA-256 that the file states, {2}, got {3}':
    '存档：{1} 的 SHA-256 应为文件所写的 {2}，得到 {3}',
  'the file is damaged': '文件已损坏',
  'checkpoint: {1}': '存档：{1}',
  'checkpoint: tensor "{1}" must be {2}, got {3}': '存档：张量“{1}”应为 {2}，得到 {3}',
  'the state belongs to other networks or another optimizer': '状态属于别的网络或别的优化器',
  'known keys: {1}': '可用的配置项：{1}',
  'critic scores': '评论器的评分',
  'critic slopes': '评论器的斜率',
  'the state is still finite': '状态仍是有限的',
  'first tensor that is not finite: {1}': '第一个不是有限数的张量：{1}',
  'iteration {1}: {2} must be finite, got {3} ({4})': '第 {1} 次迭代：{2} 应为有限的数，得到 {3}（{4}）',
  'iteration {1}: tensor {2} must be finite, got {3}': '第 {1} 次迭代：张量 {2} 应为有限的数，得到 {3}',
  'try a smaller learning rate, a larger penalty weight, or another seed; the last checkpoint is unharmed':
    '可以试试更小的学习率、更大的惩罚权重，或别的种子；最后一个存档完好无损',
  'uint8: expected a generator of images, got samples of [{1}]':
    'uint8：应为图像的生成器，得到的样本为 [{1}]',
  'holdout fakes': '留出用的生成样本',
  '{1}: unknown key "{2}"': '{1}：未知的配置项“{2}”',
  '{1}: expected {2}, got {3}': '{1}：应为{2}，得到 {3}',
  'a whole number': '整数',
  'a number, or true or false': '数字，或者 true 或 false',
  'a whole number ≥ 4, or width and height as in 96x64': '≥ 4 的整数，或者宽和高，例如 96x64',
  'a number': '数字',
  text: '文本',
  'true or false': ' true 或 false',
  'a list of numbers': '数字列表',
  'one of {1}': ' {1} 之一',
  'a value of type {1}': '类型为 {1} 的值',
  'a name': '名称',
  'at least {1} in the list': '至少含 {1} 项的列表',
  'a number {1} {2}': ' {1} {2} 的数',
  'at most {1} in the list': '至多含 {1} 项的列表',
  'something else': '别的值',
  'generator: iteration': '生成器：迭代',
  'the file was written by a newer wgan: update this one': '文件由更新的 wgan 写成：请更新',
  'the metadata of files of wgan name their format; this is no {1} of wgan':
    'wgan 的文件在元数据里写明格式；这不是 wgan 的 {1}',
  '{1} must be a whole number ≥ 0, got {2}': '{1} 应为 ≥ 0 的整数，得到 {2}',
  'samples: the first iteration draws {1} samples of {2} bytes, got room for {3}':
    'samples：第一次迭代要用 {1} 个样本，每个 {2} 字节，只有 {3} 个的空间',
  'allow more with --samples {1}': '请用 --samples {1} 多带一些',
  'batch: batch normalisation needs at least 2 samples, got 1': 'batch：批归一化至少需要 2 个样本，得到 1 个',
  "{1} is {2}: with weight clipping the critic's loss is so nonstationary that momentum-based updates can become unstable (Arjovsky et al. 2017, section 4); 0 is safe, as is rmsprop":
    '{1} 为 {2}：使用权重裁剪时，评论器的损失变化太大，带动量的更新可能不稳定（Arjovsky et al. 2017, 第 4 节）；用 0 或 rmsprop 是安全的',
  'the file may come from another version of wgan, or be damaged':
    '文件可能来自另一个版本的 wgan，或者已损坏',
  '{1}: parameter "{2}" must be {3}, got {4}': '{1}：参数“{2}”应为 {3}，得到 {4}',
  'the weights belong to another architecture, or other widths, than the file says':
    '权重与文件所写的网络结构或宽度不符',
  'at most {1} characters': '至多 {1} 个字符的文本',
  'generator: scale must have {1} spreads > 0, got {2}':
    '生成器：scale 应有 {1} 个大于 0 的 spread，得到 {2}',
};
