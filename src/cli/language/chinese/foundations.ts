// The pure floors: shapes and numbers, file formats, graphs, compiler, networks, objectives.

import type { Table } from '../translator.ts';

export const foundations: Table = {
  'hostTensor: {1}[{2}] holds {3} elements, got {4}': 'hostTensor：{1}[{2}] 有 {3} 个元素，得到 {4} 个',
  '{1}: expected float32 data, got {2}[{3}]': '{1}：应为 float32 数据，得到 {2}[{3}]',
  'random: {1} must be an integer from 0 to {2}, got {3}': 'random：{1} 应为 0 到 {2} 的整数，得到 {3}',
  '{1}: expected one of {2}, got "{3}"': '{1}：应为 {2} 之一，得到“{3}”',
  'configuration: expected an object, got {1}': '配置：应为对象，得到 {1}',
  '{1}: belongs to the {2} {3}, got the {4} {5}': '{1}：属于{2!} {3}，而所选{4!}为 {5}',
  'leave it out, or choose the {1} {2}': '去掉它，或选择{1!} {2}',
  'did you mean "{1}"?': '是不是想用“{1}”？',
  '{1}: needs fixed dimensions, got [{2}]': '{1}：需要固定的维数，得到 [{2}]',
  'training graphs use a fixed batch size; N is for inference graphs only':
    '训练图的批大小是固定的；N 只用于推理图',
  '{1}: shapes must broadcast, got [{2}] and [{3}]': '{1}：形状必须可以广播，得到 [{2}] 和 [{3}]',
  '{1}: axes must be distinct and below the rank {2}, got [{3}]': '{1}：各轴必须不同且小于秩 {2}，得到 [{3}]',

  'interpret: input "{1}" needs a value, got none': 'interpret：输入“{1}”需要一个值，但没有给出',
  'interpret: input "{1}" is {2}, got [{3}]': 'interpret：输入“{1}”为 {2}，得到 [{3}]',
  'interpret: needs fixed shapes, got {1}': 'interpret：需要固定的形状，得到 {1}',
  'protobuf: expected {1} bytes at {2}, got {3}': 'protobuf：位置 {2} 处应有 {1} 个字节，只有 {3} 个',
  'protobuf: expected an integer of at most ten bytes before {1}, got a longer one':
    'protobuf：位置 {1} 之前的整数应不超过十个字节，实际更长',
  'protobuf: expected a field of type 0, 1, 2 or 5 at {1}, got {2}':
    'protobuf：位置 {1} 处的字段类型应为 0、1、2 或 5，得到 {2}',
  'gradient: needs a scalar or a seed, got {1}': 'gradient：需要标量或起始梯度，得到 {1}',
  'gradient: the seed must have the shape of y, got {1} and {2}':
    'gradient：起始梯度的形状应与 y 相同，得到 {1} 和 {2}',
  'compile: an output must not have the name of an input, got "{1}"':
    'compile：输出不能与输入同名，得到“{1}”',
  'the successor of an input is called "{1}.next"': '输入的后继叫作“{1}.next”',
  'compile: input "{1}" must have one type, got {2} and {3}':
    'compile：输入“{1}”只能有一种类型，得到 {2} 和 {3}',
  'compile: output "{1}.next" must have the type of input "{2}", {3}, got {4}':
    'compile：输出“{1}.next”的类型应与输入“{2}”相同，为 {3}，得到 {4}',

  'signed byte': '有符号字节',
  'idx: the header of rank {1} needs {2} bytes, got {3}': 'idx：秩为 {1} 的文件头需要 {2} 字节，得到 {3}',
  'idx: must start with bytes 0 0 8 and the rank, got {1}': 'idx：应以字节 0 0 8 和秩开头，得到 {1}',
  'idx: elements must be unsigned bytes (type 8), got type {1} ({2})':
    'idx：元素应为无符号字节（类型 8），得到类型 {1}（{2}）',
  'idx: sizes must be integers from 0 to 4294967295, got [{1}]':
    'idx：大小应为 0 到 4294967295 的整数，得到 [{1}]',
  'idx: rank must be 1 to {1}, got {2}': 'idx：秩应为 1 到 {1}，得到 {2}',
  'idx: uint8[{1}] holds {2} bytes, got {3}': 'idx：uint8[{1}] 有 {2} 字节，得到 {3}',
  'imageGrid: expected float32[N,C,H,W] with C = 1, 3 or 4, got {1}':
    'imageGrid：应为 float32[N,C,H,W]，C 为 1、3 或 4，得到 {1}',
  'imageGrid: {1} must be an integer from {2} to {3}, got {4}':
    'imageGrid：{1} 应为 {2} 到 {3} 的整数，得到 {4}',
  'onnx: expected a model, got {1} bytes that cannot be read as one':
    'onnx：应为模型，得到的 {1} 字节读不出模型',
  'onnx: expected a model with one graph, got {1} graphs': 'onnx：模型应有一个图，得到 {1} 个',
  'onnx: initializers must fit in {1} bytes, got {2}': 'onnx：初始值不能超过 {1} 字节，得到 {2}',
  'opset of domain "{1}"': '域“{1}”的算子集版本',
  'initializer {1}': '初始值 {1}',
  'value {1}': '值 {1}',
  'onnx: dimensions of {1} must be integers ≥ 0, got {2}': 'onnx：{1}的维数应为 ≥ 0 的整数，得到 {2}',
  'onnx: {1} must be a safe integer, got {2}': 'onnx：{1}应为安全整数，得到 {2}',
  'png: expected a byte per pixel and channel, got {1} for {2}':
    'png：每个像素的每个通道应有一个字节，{2} 得到 {1} 个',
  'png: expected {1}, got {2} values': 'png：应为 {1}，得到 {2} 个数值',
  'png: must start with the PNG signature, got {1} other bytes':
    'png：应以 PNG 标志开头，得到 {1} 个其他字节',
  'png: must end with an IEND chunk, got {1} chunks in {2} bytes':
    'png：应以 IEND 块结尾，{2} 字节里得到 {1} 个块',
  'png: must start with its only IHDR chunk, of 13 bytes, got other chunks':
    'png：应以唯一的 13 字节 IHDR 块开头，得到其他块',
  'png: must be 8-bit grey, RGB or RGBA (colour type 0, 2 or 6), got {1} bits and colour type {2}':
    'png：应为 8 位灰度、RGB 或 RGBA（颜色类型 0、2 或 6），得到 {1} 位、颜色类型 {2}',
  'png: {1} cannot come from {2} bytes': 'png：{2} 字节里不可能有 {1}',
  'png: expected valid chunks of compressed rows, got "{1}"': 'png：应为有效的压缩行数据块，得到“{1}”',
  '{1} must hold {2} elements, got {3}': '{1} 应有 {2} 个元素，得到 {3}',
  'safetensors: a file starts with {1} bytes of length, got {2}':
    'safetensors：文件以 {1} 字节的长度开头，得到 {2}',
  'safetensors: header must have at most {1} bytes in a file of {2}, got {3}':
    'safetensors：{2} 字节的文件里，文件头最多 {1} 字节，得到 {3}',
  'safetensors: header must nest {1} deep at most, got {2}':
    'safetensors：文件头最多嵌套 {1} 层，得到 {2} 层',
  'safetensors: header must be a JSON object, got {1}': 'safetensors：文件头应为 JSON 对象，得到 {1}',
  'safetensors: header must not repeat names, got {1} of which {2} differ':
    'safetensors：文件头里的名称不能重复，{1} 个中只有 {2} 个不同',
  'safetensors: header must be UTF-8, got {1} other bytes':
    'safetensors：文件头应为 UTF-8，得到 {1} 个其他字节',
  'safetensors: header must be JSON, got {1}': 'safetensors：文件头应为 JSON，得到 {1}',
  'safetensors: {1} must be an object of strings, got {2}': 'safetensors：{1} 应为字符串组成的对象，得到 {2}',
  'safetensors: {1}.{2} must be a string, got {3}': 'safetensors：{1}.{2} 应为字符串，得到 {3}',
  'expected {dtype, shape, data_offsets}, got {1}': '应为 {dtype, shape, data_offsets}，得到 {1}',
  'dtype must be one of {1}, got {2}': 'dtype 应为 {1} 之一，得到 {2}',
  'data_offsets must be [begin, end], got {1}': 'data_offsets 应为 [begin, end]，得到 {1}',
  '{1} must be integers from 0 to {2}, got {3}': '{1} 应为 0 到 {2} 的整数，得到 {3}',
  'expected sizes whose product is below 2⁵³, got {1}': '各维大小的乘积应小于 2⁵³，得到 {1}',
  '{1} needs {2} bytes, got {3}': '{1} 需要 {2} 字节，得到 {3}',
  'data must begin at byte {1}, without gap or overlap, got {2}':
    '数据应从第 {1} 字节开始，没有空隙和重叠，得到 {2}',
  'safetensors: tensors take {1} bytes, got {2} bytes of data':
    'safetensors：张量占 {1} 字节，数据有 {2} 字节',
  'safetensors: names must not be __proto__ or {1}, got {2}':
    'safetensors：名称不能是 __proto__ 或 {1}，得到 {2}',
  'safetensors: tensor {1}: {2}': 'safetensors：张量 {1}：{2}',

  'hidden layers {1}': '隐藏层 {1!}',
  'mlp: hidden widths must be integers ≥ 1, got [{1}]': 'mlp：隐藏层宽度应为 ≥ 1 的整数，得到 [{1}]',
  'fully connected layers': '全连接层',
  'strided convolutions that halve and double the size of images': '步幅卷积，使图像尺寸减半和加倍',
  '{1} channels': '{1} 个通道',
  'kernel {1}×{2}': '卷积核 {1}×{2}',
  'residual blocks that halve and double the size of images': '把图像尺寸减半或加倍的残差块',
  '{1}: expected images of at least {2}×{3} pixels, got samples of [{4}]':
    '{1}：应为至少 {2}×{3} 像素的图像，得到 [{4}] 的样本',
  '--size {1} is the nearest; --{2} {3} takes smaller ones':
    '它能处理的最接近的尺寸是 --size {1}；更小的图像可用 --{2} {3}',
  '--{1} {2} takes points': '点可用 --{1} {2}',
  'biggan: expected images of at most 256 pixels, got {1}': 'biggan：应为不超过 256 像素的图像，得到 {1}',
  'make them smaller with --size': '可用 --size 缩小图像',
  'attention: expected a size after a block of the {1}, {2}, or 0, got {3}':
    'attention：应为{1!}某个残差块之后的尺寸 {2}，或 0，得到 {3}',
  'latent: expected at least {1} numbers, one for each part of the noise, got {2}':
    'latent：至少应有 {1} 个数，每份噪声一个，得到 {2}',
  'with splitNoise off all of the noise goes into the first layer': '关闭 splitNoise，则全部噪声送入第一层',
  '{1} layers with weights, 3×3 convolutions and pooling; a critic only':
    '{1} 个带权重的层，3×3 卷积与池化；只能作评论器',
  'width ÷ {1}': '宽度 ÷ {1}',
  '{1}: judges pictures and makes none, got it as the generator':
    '{1}：只能评判图像、不能生成图像，却被选为生成器',
  'choose --generator dcgan or --generator resnet': '请选择 --generator dcgan 或 --generator resnet',
  '{1} judges pictures and makes none: --critic {2} goes with any of these as --generator':
    '{1} 只能评判图像、不能生成图像：--critic {2} 可与其中任何一个 --generator 搭配',
  'dropout: expected a probability in [0, 1), got {1}': 'dropout：概率应在 [0, 1) 内，得到 {1}',
  'selfAttention: channels must be a multiple of 8, got {1}': 'selfAttention：通道数应为 8 的倍数，得到 {1}',
  'networks: mlp, since points have no places that convolutions could use':
    '网络：mlp，因为点没有卷积可利用的空间位置',
  'networks: mlp, since samples of {1} numbers are learnt fastest by fully connected layers':
    '网络：mlp，因为由 {1} 个数组成的样本用全连接层学得最快',
  'networks: {1}, since convolutions learn images of {2} better than fully connected layers':
    '网络：{1}，因为对 {2} 的图像，卷积比全连接层学得更好',
  '{1}×{2} pixels': '{1}×{2} 像素',
  '{1} channels, since {2}': '{1} 个通道，因为{2!}',
  'of {1} pictures a small critic learns less by heart': '图片只有 {1} 张，评论器小一些，死记硬背就少一些',
  'more would not surely fit into the memory of this machine': '再多就不一定放得进本机内存',
  'with more an iteration would take about {1} s': '再多，一次迭代就要约 {1} 秒',
  'length: {1} iterations, in which each of {2} pictures is seen {3} times, in about {4} min':
    '长度：{1} 次迭代，{2} 张图片每张会看到 {3} 次，约需 {4} 分钟',
  'length: what the time allows, by reckoning about {1} iterations':
    '长度：时间允许多少就训练多少，估计约 {1} 次迭代',
  'an iteration will take about {1} s, most of it for {2} at full width: --critic-width 4 makes it faster':
    '一次迭代约需 {1} 秒，大半用在全宽的 {2} 上：--critic-width 4 会更快',
  '{1}: expected a time such as 90s, 45m or 2h, got {2}': '{1}：应为 90s、45m、2h 之类的时间，得到 {2}',
  'Stop after so much training, such as 45m or 2h, saved; --resume goes on.':
    '训练这么长时间后保存并停止，例如 45m 或 2h；可用 --resume 继续。',
  'groupNorm: groups must divide the {1} channels, got {2}': 'groupNorm：组数必须整除 {1} 个通道，得到 {2}',
  'the networks of Goodfellow et al. 2014, arXiv:1406.2661, section 5, without maxout and dropout':
    'Goodfellow et al. 2014, arXiv:1406.2661 第 5 节的网络，不含 maxout 和 dropout',
  '{1}: expected an integer ≥ 1, got {2}': '{1}：应为 ≥ 1 的整数，得到 {2}',
  'average: expected a decay in [0, 1), got {1}': 'average：衰减应在 [0, 1) 内，得到 {1}',
  '{1}: expected one tensor under this name, got {2} and {3}':
    '{1}：这个名称下应只有一个张量，得到 {2} 与 {3}',
  'give random tensors of different shapes names of their own': '形状不同的随机张量，请各用自己的名称',
  'phases: expected each name once, got "{1}" twice': '阶段：每个名称只应出现一次，“{1}”出现了两次',
  'phase {1}: expected whole numbers every ≥ 1, repeat ≥ 1 and offset from 0 to every − 1, got every {2}, repeat {3}, offset {4}':
    '阶段 {1}：every ≥ 1、repeat ≥ 1、offset 从 0 到 every − 1 都应为整数，得到 every {2}、repeat {3}、offset {4}',
  'phase {1}: expected a later step of {2} in the same program, got none':
    '阶段 {1}：同一程序中后面应有一个 {2!} 的更新步，但没有',
  'let both come every so many iterations, with nothing of another cadence between them':
    '请让两者以相同的间隔出现，中间不要有间隔不同的阶段',
  'fixed input {1}: expected {2}, got {3}': '固定的输入 {1}：应为 {2}，得到 {3}',
  'iteration: expected one program, got {1}': '迭代：应是一个程序，得到 {1} 个',
  'regularisers that come in some iterations only are programs of their own':
    '只在部分迭代中出现的正则项是各自独立的程序',
  'settings: expected a number {1}, got none': 'settings：应有数值 {1}，但没有给出',
  '{1}: expected a live option "{2}" among its options, got none':
    '{1}：它的选项中应有一个训练时可更改的“{2}”，但没有',
  "critic: batch normalisation cannot be used with the gradient penalty of {1}: it makes a sample's score depend on the other samples, so that the gradient is no longer one of each sample":
    'critic：批归一化不能与 {1} 的梯度惩罚同时使用：它使一个样本的分数依赖其他样本，梯度就不再是各个样本自己的',
  'use layer normalisation in the critic, or none (Gulrajani et al. 2017, section 4)':
    '评论器请用层归一化，或不用归一化（Gulrajani et al. 2017, 第 4 节）',
  'the original GAN: binary cross-entropy on logits, non-saturating generator':
    '原始 GAN：logits 上的二元交叉熵，不饱和的生成器损失',
  'Goodfellow et al. 2014, arXiv:1406.2661, section 3': 'Goodfellow et al. 2014, arXiv:1406.2661, 第 3 节',
  'the original GAN with its saturating minimax generator loss': '原始 GAN，会饱和的极小极大生成器损失',
  'Goodfellow et al. 2014, arXiv:1406.2661, equation 1': 'Goodfellow et al. 2014, arXiv:1406.2661, 式 1',
  'Wasserstein GAN with gradient penalty: the critic is held to slope 1 between real and fake':
    '带梯度惩罚的 Wasserstein GAN：评论器在真实与生成样本之间的斜率保持为 1',
  'Gulrajani et al. 2017, arXiv:1704.00028, algorithm 1': 'Gulrajani et al. 2017, arXiv:1704.00028, 算法 1',
  'Wasserstein GAN: no sigmoid, no log, weights clipped after every critic step':
    'Wasserstein GAN：没有 sigmoid，没有 log，评论器每步之后裁剪权重',
  'Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1': 'Arjovsky et al. 2017, arXiv:1701.07875, 算法 1',

  'mean: needs fixed axes, got axis {1} of [{2}]': 'mean：需要固定的轴，得到 [{2}] 的轴 {1}',
  '{1}: needs float32, got {2}': '{1}：需要 float32，得到 {2}',
  '{1}: dtypes must be equal, got {2} and {3}': '{1}：类型必须相同，得到 {2} 和 {3}',
  '{1}: needs {2}, got {3} and {4}': '{1}：需要 {2}，得到 {3} 和 {4}',
  'cast the operands first': '请先转换操作数的类型',
  'select: needs a bool condition and two equal dtypes, got {1}':
    'select：需要布尔条件和两个相同的类型，得到 {1}',
  'clip: needs float32 and two float32 scalars, got {1}': 'clip：需要 float32 和两个 float32 标量，得到 {1}',
  'step: needs float32, got {1}': 'step：需要 float32，得到 {1}',
  'step: needs 0 ≤ below < above ≤ 1, got {1} and {2}': 'step：需要 0 ≤ below < above ≤ 1，得到 {1} 和 {2}',
  'leakyRelu: needs a slope alpha > 0, got {1}': 'leakyRelu：需要斜率 alpha > 0，得到 {1}',
  'use relu for slope 0': '斜率为 0 请用 relu',
  'gemm: needs matrices of equal inner size, got {1}{2}': 'gemm：两个矩阵的内部大小必须相同，得到 {1}{2}',
  'gemm: needs float32, got {1}': 'gemm：需要 float32，得到 {1}',
  'gemm: the summand must broadcast to [{1}], got {2}': 'gemm：加数必须可以广播到 [{1}]，得到 {2}',
  'batchMatmul: needs equal batches of matrices of equal inner size, got {1}{2} and {3}{4}':
    'batchMatmul：需要批次相同、内部大小相同的矩阵，得到 {1}{2} 和 {3}{4}',
  'conv: the kernel must fit into the padded image, got a reach of {1} in {2} along {3}':
    'conv：卷积核必须放得进填充后的图像，得到{3!}上 {2} 中的跨度 {1}',
  'the height': '高度',
  'the width': '宽度',
  '{1}: needs {2}, got {3}': '{1}：需要 {2!}，得到 {3}',
  'images [N,{1}C,H,W] and a kernel [outputs,C,height,width] of as many channels':
    '图像 [N,{1}C,H,W] 和通道数相同的卷积核 [outputs,C,height,width]',
  'outputs [N,C,{1}] and a kernel [C,inputs,height,width] of as many channels':
    '输出 [N,C,{1}] 和通道数相同的卷积核 [C,inputs,height,width]',
  'images [N,C,{1}] and outputs [N,C,{2}], N fixed': '图像 [N,C,{1}] 和输出 [N,C,{2}]，N 须固定',
  'conv: needs whole strides, dilations and groups ≥ 1 and paddings ≥ 0, got {1}':
    'conv：步幅、扩张和组数应为 ≥ 1 的整数，填充应为 ≥ 0 的整数，得到 {1}',
  'convTranspose: padding must leave pixels of the result, got {1} from {2}':
    'convTranspose：填充之后结果必须还有像素，得到 {2} 的 {1}',
  'spaceToDepth: {1} must divide height and width, got {2}': 'spaceToDepth：{1} 必须整除高和宽，得到 {2}',
  'depthToSpace: {1}² must divide the channels, got {2}': 'depthToSpace：{1}² 必须整除通道数，得到 {2}',
  'gridSample: needs places [{1},rows,columns,2] of as many images, got {2} for {3}':
    'gridSample：需要图像数相同的位置 [{1},rows,columns,2]，得到 {2}，而图像为 {3}',
  'sampleAxes: needs rows [{1},P] and columns [{2},Q], got {3} and {4}':
    'sampleAxes：需要行 [{1},P] 和列 [{2},Q]，得到 {3} 和 {4}',
  '{1}: needs images [N,C,H,W] of a fixed number, got {2}': '{1}：需要数目固定的图像 [N,C,H,W]，得到 {2}',
  '{1}: windows of {2}×{3} must fit into the image, got {4}': '{1}：{2}×{3} 的窗口必须放得进图像，得到 {4}',
  'take: needs places from −1 (a zero) to below the size of axis {1}, got {2} of {3}':
    'take：位置应从 −1（表示零）到小于轴 {1} 的大小，得到 {3} 的 {2}',
  'input {1}: has no value of its own': '输入 {1}：本身没有值',
  'constant: {1}[{2}] holds {3} elements, got {4}': 'constant：{1}[{2}] 有 {3} 个元素，得到 {4} 个',
  'reduceMax: needs float32, got {1}': 'reduceMax：需要 float32，得到 {1}',
  'broadcastTo: must stretch to [{1}], got {2}': 'broadcastTo：必须可以扩展到 [{1}]，得到 {2}',
  'reduceSum: needs float32, int64 or int32, got {1}': 'reduceSum：需要 float32、int64 或 int32，得到 {1}',
  'cast it first': '请先转换它的类型',
  'reshape: must keep the number of elements, got {1} and [{2}]':
    'reshape：元素个数必须不变，得到 {1} 和 [{2}]',
  'transpose: must name every axis, got {1} and [{2}]': 'transpose：必须写出每个轴，得到 {1} 和 [{2}]',
  'concat: tensors must agree in dtype and on all axes but {1}, got {2}':
    'concat：各张量的类型和除 {1} 以外的轴必须相同，得到 {2}',
  'concat: needs at least one tensor, got none': 'concat：至少需要一个张量，但没有给出',
  'slice: needs 0 ≤ start < end ≤ size of axis {1}, got {2}:{3} of {4}':
    'slice：需要 0 ≤ start < end ≤ 轴 {1} 的大小，得到 {4} 的 {2}:{3}',
  'pad: needs counts ≥ 0 on a fixed axis, got {1}, {2} on axis {3} of {4}':
    'pad：固定的轴上需要 ≥ 0 的个数，得到 {4} 的轴 {3} 上 {1}、{2}',

  'x if x > 0, else 0.2·x': 'x > 0 时为 x，否则为 0.2·x',
  'x if x > 0, else eˣ − 1': 'x > 0 时为 x，否则为 eˣ − 1',
  'linear: sizes must be integers ≥ 1, got {1}': 'linear：大小应为 ≥ 1 的整数，得到 {1}',
  'linear: expected float32[N,{1}], got {2}': 'linear：应为 float32[N,{1}]，得到 {2}',
  '{1}: sizes must be integers ≥ 1, got {2}': '{1}：大小应为 ≥ 1 的整数，得到 {2}',
  '{1}: padding must be an integer ≥ 0, got {2}': '{1}：填充应为 ≥ 0 的整数，得到 {2}',
  '{1}: {2} groups must divide the channels, got {3}': '{1}：{2} 个组必须整除通道数，得到 {3}',
  'conv2d: expected float32[N,{1},H,W], got {2}': 'conv2d：应为 float32[N,{1},H,W]，得到 {2}',
  'convTranspose2d: expected float32[N,{1},H,W], got {2}':
    'convTranspose2d：应为 float32[N,{1},H,W]，得到 {2}',
  'flatten images before the first linear layer': '第一个全连接层之前请先把图像展平',
  'divides by a running root mean square; no momentum by default': '除以滑动的均方根；默认没有动量',
  'plain gradient descent; no momentum by default': '普通的梯度下降；默认没有动量',
  'adaptive moments; beta1 is its momentum': '自适应矩估计；beta1 就是它的动量',
  'simplify: rewrites undo each other, got more than {1} rounds': 'simplify：改写规则互相抵消，超过了 {1} 轮',
  '{1}: expected JSON at most {2} brackets deep, got {3}': '{1}：JSON 最多嵌套 {2} 层括号，得到 {3} 层',
  '{1}: expected plain keys, got "__proto__"': '{1}：应为普通的键，得到“__proto__”',
  'truncation: expected a number ≥ {1}, got {2}': 'truncation：应为 ≥ {1} 的数，得到 {2}',
  'embedding: sizes must be integers ≥ 1, got {1}': 'embedding：大小应为 ≥ 1 的整数，得到 {1}',
  'embedding: expected labels float32[N,{1}], got {2}': 'embedding：应为标签 float32[N,{1}]，得到 {2}',
  'conditionalBatchNorm2d: expected a condition from the pass, got none':
    'conditionalBatchNorm2d：需要这一遍计算提供条件，但它没有',
  '{1}: expected random numbers from the pass, got a pass without any':
    '{1}：需要这一遍计算提供随机数，但它没有',
  'give definePass a source: random: (name, shape, distribution) => input(name, shape)':
    '请给 definePass 一个来源：random: (name, shape, distribution) => input(name, shape)',
};
