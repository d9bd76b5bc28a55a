// What commander and the operating system say, and headings that are made of other texts.

import type { Table } from '../translator.ts';

export const platform: Table = {
  'Usage:': '用法:',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Help:': '帮助：',
  'Settings:': '设置：',
  'Branch:': '分支：',
  'Files and output:': '文件与输出：',
  'What to train:': '训练什么：',
  'Training:': '训练：',
  'Networks:': '网络：',
  'Data:': '数据：',
  'Run:': '运行：',

  "unknown option '{1}'": '未知选项“{1}”',
  "unknown command '{1}'": '未知命令“{1}”',
  "option '{1}' argument missing": '选项“{1}”缺少参数',
  "option '{1}' cannot be used with option '{2}'": '选项“{1}”不能与“{2}”同时使用',
  "missing required argument '{1}'": '缺少必需的参数“{1}”',
  'too many arguments. Expected {1} argument but got {2}.': '参数过多：应为 {1} 个，得到 {2} 个。',
  'too many arguments. Expected {1} arguments but got {2}.': '参数过多：应为 {1} 个，得到 {2} 个。',
  "too many arguments for '{1}'. Expected {2} argument but got {3}.":
    '“{1}”的参数过多：应为 {2} 个，得到 {3} 个。',
  "too many arguments for '{1}'. Expected {2} arguments but got {3}.":
    '“{1}”的参数过多：应为 {2} 个，得到 {3} 个。',

  'damaged or unusual: {1}': '损坏或不常见：{1}',

  'ENOENT: no such file or directory, {1}': '文件或目录不存在（ENOENT）：{1}',
  'EACCES: permission denied, {1}': '权限不足（EACCES）：{1}',
  'EPERM: operation not permitted, {1}': '操作不被允许（EPERM）：{1}',
  'EISDIR: illegal operation on a directory, {1}': '这是目录，不能这样操作（EISDIR）：{1}',
  'ENOTDIR: not a directory, {1}': '不是目录（ENOTDIR）：{1}',
  'EEXIST: file already exists, {1}': '文件已存在（EEXIST）：{1}',
  'ENOSPC: no space left on device, {1}': '磁盘空间不足（ENOSPC）：{1}',
  'EROFS: read-only file system, {1}': '文件系统只读（EROFS）：{1}',
};
