// Where data come from: archives, arrays, tables of labels.

import type { Table } from '../translator.ts';

export const sources: Table = {
  '{1}: expected CIFAR-10 or CIFAR-100 as downloaded, got a tar archive of {2}':
    '{1}：应为下载时原样的 CIFAR-10 或 CIFAR-100，得到的 tar 归档里是 {2}',
  'unpack it and name the folder that comes out; ZIP archives of pictures are read as they are':
    '请解包，再给出得到的文件夹；图片的 ZIP 归档可以直接读取',
  'the test pictures of {1} were left out': '没有使用 {1} 的测试图片',
  'labels: expected fine or coarse for {1} in {2}, got {3}':
    'labels：{2} 里的 {1} 应为 fine 或 coarse，得到 {3}',
  'labels: {1} in {2} has one kind of labels, got {3}': 'labels：{2} 里的 {1} 只有一种标签，得到 {3}',
  'more than 512 MiB, where CIFAR has 186 MB': '超过 512 MiB，而 CIFAR 只有 186 MB',
  '{1}: expected records of {2} bytes, got {3} bytes': '{1}：应为每条 {2} 字节的记录，得到 {3} 字节',
  '{1}: expected data [N, 3072] of bytes, got something else':
    '{1}：应有字节数组 data [N, 3072]，得到别的内容',
  '{1}: expected a list {2} of {3} numbers, got something else': '{1}：应有 {3} 个数的列表 {2}，得到别的内容',
  'labels must be below {1}, the number of classes, got {2}': '标签应小于类别数 {1}，得到 {2}',
  'the classes are uneven: {1} of {2}, {3} of {4}; what is rare here will be rare among the samples':
    '各类别数量不均：{2} 有 {1} 个，{4} 有 {3} 个；这里少见的，样本里也会少见',
  'dataset: expected one of {1}, a folder of IDX files or images, a .zip, .npy or .npz file, or a .csv file of points':
    'dataset：应为 {1} 之一，或 IDX 文件或图片的文件夹，或 .zip、.npy、.npz 文件，或点的 .csv 文件',
  'name the file itself with --dataset: it is read as it lies':
    '请用 --dataset 给出这个文件本身：可以直接读取',
  'points are read from a file whose name ends in .csv, with numbers in each line: name it so if it is one':
    '点从文件名以 .csv 结尾、每行若干个数的文件读取：如果它是这样的文件，请照此改名',
  'save it as a .csv file with numbers in each line': '请存为每行若干个数的 .csv 文件',
  '{1}: expected {2} cells in every line, got {3} in line {4}': '{1}：每行应有 {2} 格，第 {4} 行得到 {3} 格',
  'write one picture per line, as in "cat/1.png,cat"; put cells with commas between quotes':
    '请每行写一幅图片，例如“cat/1.png,cat”；含逗号的格子请加引号',
  'column {1}': '第 {1} 列',
  '{1}: expected labels as pairs of a file and a number, got others':
    '{1}：标签应为文件与数的配对，得到别的内容',
  'StyleGAN writes {"labels": [["00000/img00000000.png", 6]]}; delete the file to do without labels':
    'StyleGAN 写作 {"labels": [["00000/img00000000.png", 6]]}；不要标签就删掉这个文件',
  '{1}: expected an array called x, images or data, got {2}':
    '{1}：应有名为 x、images 或 data 的数组，得到 {2}',
  'np.savez(path, images=pictures, labels=labels) names them':
    'np.savez(path, images=pictures, labels=labels) 可以给它们命名',
  'read {1} of {2}, left out {3}': '读取了 {2} 的 {1}，没有使用 {3}',
  'labels: expected an array {1} in {2}, got {3}': 'labels：{2} 里应有数组 {1}，得到 {3}',
  '{1}: expected finite numbers, got {2} at place {3}': '{1}：应为有限的数，第 {3} 个得到 {2}',
  'leave such rows out: array[np.isfinite(array).all(axis=1)]':
    '请去掉这样的行：array[np.isfinite(array).all(axis=1)]',
  '{1}: expected pictures [N, H, W], [N, H, W, C] or [N, C, H, W] with C = 1, 3 or 4, or points [N, D], got [{2}]':
    '{1}：应为图片 [N, H, W]、[N, H, W, C] 或 [N, C, H, W]（C 为 1、3 或 4），或点 [N, D]，得到 [{2}]',
  'np.reshape, np.transpose or np.stack gives it such a shape':
    'np.reshape、np.transpose 或 np.stack 可以得到这样的形状',
  'read as [N, H, W, C]': '按 [N, H, W, C] 读取',
  'read as [N, C, H, W]': '按 [N, C, H, W] 读取',
  'read as [N, H, W]': '按 [N, H, W] 读取',
  '{1}: expected pictures of uint8 or floats, got {2}': '{1}：图片应为 uint8 或浮点数，得到 {2}',
  "np.save(path, array.astype('uint8')) saves numbers from 0 to 255":
    "np.save(path, array.astype('uint8')) 可以保存 0 到 255 的数",
  '{1}: expected labels [{2}] of whole numbers or texts, got {3}[{4}]':
    '{1}：标签 [{2}] 应为整数或文字，得到 {3}[{4}]',
  'of labels that are vectors, np.argmax(labels, axis=1) gives numbers':
    '向量形式的标签可以用 np.argmax(labels, axis=1) 变成数',
  '{1} images of the file {2}, {3}×{4}, {5}': '文件 {2} 里的 {1} 幅图像，{3}×{4}，{5!}',
  '{1} of the file {2}, {3}×{4}, {5}': '文件 {2} 里的 {1}，{3}×{4}，{5!}',
  '{1} of the archive {2}, {3}×{4}, {5}': '归档 {2} 里的 {1}，{3}×{4}，{5!}',
  '{1}/{2}: tables may have 256 MiB at most, got {3} bytes': '{1}/{2}：表格最大 256 MiB，得到 {3} 字节',
  'labels: expected a CSV file with a column {1} in {2}, got none':
    'labels：{2} 里应有带 {1} 列的 CSV 文件，却没有',
  'put a table beside the pictures: a line "file,hair,glasses", then a line for each picture':
    '请在图片旁放一个表格：先是一行“file,hair,glasses”，再为每幅图片写一行',
  'labels: expected one of the columns {1} of {2}/{3}, got {4}':
    'labels：应为 {2}/{3} 的列 {1} 之一，得到 {4}',
  '{1} has labels {2}: --labels chooses one of them, none is used now':
    '{1} 有标签 {2}：用 --labels 选择其中一种，现在没有使用',
  '{1} of {2} pictures have no label in {3}, the first of them {4}':
    '{2} 幅图片中有 {1} 幅在 {3} 里没有标签，第一幅是 {4}',
  '{1}: none is labelled now': '{1!}：现在都没有标签',
  'labels: every picture needs one, got none for some: {1}': 'labels：每幅图片都需要一个，有些没有：{1!}',
  'add their lines, or move these pictures away': '请补上这些行，或移走这些图片',
  'the column {1} of {2} has {3} values for {4} pictures, which are no classes: none is labelled now':
    '{2} 的 {1} 列对 {4} 幅图片有 {3} 种值，不是类别：现在都没有标签',
  '{1} points of {2} dimensions, from {3}': '{1} 个 {2} 维的点，来自 {3}',
  '{1}: expected a name for each column, got none for column {2}': '{1}：每列应有名称，第 {2} 列没有',
  'row numbers are no data: write without, as by to_csv(index=False) or write.csv(row.names = FALSE)':
    '行号不是数据：请不要写出，例如 to_csv(index=False) 或 write.csv(row.names = FALSE)',
  '{1}: every row must be {2} finite numbers, got {3}': '{1}：每行应为 {2} 个有限的数，得到 {3}',
  'leave columns of words out: points are numbers alone': '请去掉文字的列：点只由数组成',
  'floats became bytes: {1} black, {2} white': '浮点数变成了字节：{1} 为黑，{2} 为白',
  'labels: expected data with several kinds of labels, got {1}': 'labels：应为有多种标签的数据，得到 {1}',
  'folders and archives with a table beside their pictures, .npz files and CIFAR-100 have them':
    '图片旁有表格的文件夹和归档、.npz 文件、CIFAR-100 有多种标签',
  '{1}: cannot be read as a ZIP archive, got {2}': '{1}：无法作为 ZIP 归档读取，得到 {2}',
  'if it was cut off on its way, fetch it again; unzip -t tests it':
    '如果传输时被截断，请重新获取；unzip -t 可以检查它',
  '{1} bytes, over {2}': '{1} 字节，超过 {2}',
  'another checksum than the archive tells': '校验和与归档所说的不同',
  '{1}: {2} cannot be read, got {3}': '{1}：{2} 无法读取，得到 {3!}',
  encrypted: '已加密',

  'npy: expected rows (C order), got columns (Fortran order)':
    'npy：应按行存放（C 顺序），得到按列（Fortran 顺序）',
  'save it anew: np.save(path, np.ascontiguousarray(array))':
    '请重新保存：np.save(path, np.ascontiguousarray(array))',
  'npy: an array {1}[{2}] has {3} bytes, got {4}': 'npy：数组 {1}[{2}] 有 {3} 字节，得到 {4}',
  'if it was cut off on its way, fetch it again': '如果传输时被截断，请重新获取',
  'npy: expected a file that begins with \\x93NUMPY, got another': 'npy：文件应以 \\x93NUMPY 开头，得到别的',
  'npy: expected a header of version 1 to 3, got version {1} and {2} bytes':
    'npy：文件头应为版本 1 到 3，得到版本 {1} 和 {2} 字节',
  'a record of fields': '由字段组成的记录',
  'npy: expected numbers, got Python objects, which only a pickle holds':
    'npy：应为数，得到只有 pickle 才能保存的 Python 对象',
  'none is run here: save numbers of one shape, as by np.save(path, np.stack(pictures))':
    '这里不运行 pickle：请保存形状相同的数，例如 np.save(path, np.stack(pictures))',
  'npy: expected numbers or texts, got {1}': 'npy：应为数或文字，得到 {1!}',
  "save it as numbers: np.save(path, array.astype('float32'))":
    "请存为数：np.save(path, array.astype('float32'))",
  'npy: expected little-endian numbers, got big-endian {1}': 'npy：应为小端序的数，得到大端序的 {1}',
  "save it anew: np.save(path, array.astype('<{1}'))": "请重新保存：np.save(path, array.astype('<{1}'))",
  'npy: expected a shape in the header, got none': 'npy：文件头里应有形状，却没有',
  'npy: expected numbers, got texts {1}': 'npy：应为数，得到文字 {1}',
  'pickle: expected plain data, got opcode {1}': 'pickle：应为单纯的数据，得到操作码 {1}',
  'only dictionaries, lists, texts, numbers and arrays of bytes are read; nothing is run':
    '只读取字典、列表、文字、数和字节数组；什么都不运行',
  'pickle: {1} bytes at {2} are missing, got {3} in all':
    'pickle：位置 {2} 处缺少 {1} 字节，总共得到 {3} 字节',
  'pickle: expected a value on its stack, got none': 'pickle：栈上应有一个值，却没有',
  'pickle: expected a value that was kept, got number {1}': 'pickle：应为保存过的值，得到编号 {1}',
  'pickle: expected plain data, got {1}': 'pickle：应为单纯的数据，得到 {1}',
  'pickle: expected a dictionary, got another value': 'pickle：应为字典，得到别的值',
  'pickle: expected a list, got another value': 'pickle：应为列表，得到别的值',
  'pickle: expected an array of bytes, got another call': 'pickle：应为字节数组，得到别的调用',
  'pickle: expected a text to encode, got another value': 'pickle：应为要编码的文字，得到别的值',
  'pickle: expected an array of bytes, got another object': 'pickle：应为字节数组，得到别的对象',
  'pickle: expected at most {1} values in one another, got more': 'pickle：值最多嵌套 {1} 层，得到更多',
  'pickle: expected plain data, got a mark': 'pickle：应为单纯的数据，得到标记',
  'pickle: expected an array of bytes in rows, got type {1}': 'pickle：应为按行存放的字节数组，得到类型 {1}',
  'tar: a file of {1} bytes at {2}, got {3} bytes in all':
    'tar：位置 {2} 处有 {1} 字节的文件，总共却只有 {3} 字节',
  'tar: expected files, got none': 'tar：应有文件，却没有',
  'tar: expected a header at {1}, got other bytes': 'tar：位置 {1} 处应为文件头，得到别的字节',
};
