// What the room says of a reader's own files.

import { defineMessages } from '../../../i18n/language.ts';
import type { OwnNeed } from './need.ts';

export const ownMessages = defineMessages(
  {
    title: 'Learn from your own files',
    help: 'A CSV file with two numbers in each line, or PNG and JPEG images, of which the middle square is taken, 28 × 28 pixels, in grey.',
    stay: 'They stay in this tab: nothing is uploaded.',
    limits: 'At most 10,000 images of 20 MB each, or 20 MB of points.',
    files: 'Choose files',
    folder: 'Choose a folder of images',
    drop: 'Or drop them here.',
    reading: 'Reading images',
    what: ({ kind, count, name }: OwnNeed) =>
      `“${name}”, ${count.toLocaleString('en')} ${kind === 'points' ? 'point' : 'image'}${count === 1 ? '' : 's'}`,
    needed: (what: string) =>
      `This configuration learns from ${what}. A link does not carry them: choose them again.`,
    other: (what: string) => `The link was made with ${what}: its numbers are others.`,
    skipped: (count: number, first: string) =>
      `${count === 1 ? 'One file is' : `${count} files are`} left out, as no image of at most 20 MB that this browser reads: ${first}${count === 1 ? '' : ' first'}.`,
    over: (count: number) => `${count.toLocaleString('en')} more are left out: 10,000 images are the most.`,
    scaled: (text: string) =>
      `They are learnt as ${text}; saved generators and distances are in the file’s units.`,
    shown: (count: number) => `The first ${count} of them, as they are learnt`,
    mixed: 'Files: expected one CSV file of points, or images, got more than that.',
    largeTable: (name: string) => `${name}: expected at most 20 MB of points.`,
    nothing: 'Files: expected a CSV file of points, or images that this browser reads, got neither.',
  },
  {
    title: '从自己的文件学习',
    help: '每行两个数的 CSV 文件，或 PNG、JPEG 图片：取中间的正方形，缩为 28 × 28 像素的灰度图。',
    stay: '文件只留在本标签页中：不会上传。',
    limits: '最多一万张图片，每张不超过 20 MB；或 20 MB 的点。',
    files: '选择文件',
    folder: '选择图片文件夹',
    drop: '也可以拖放到这里。',
    reading: '正在读取图片',
    what: ({ kind, count, name }: OwnNeed) =>
      `“${name}”（${count.toLocaleString('zh-CN')} ${kind === 'points' ? '个点' : '张图片'}）`,
    needed: (what: string) => `此配置要从${what}学习。链接不包含这些文件：请重新选择。`,
    other: (what: string) => `链接原本使用${what}：其数值会有所不同。`,
    skipped: (count: number, first: string) =>
      `${count} 个文件已略过：不是此浏览器可读取的、不超过 20 MB 的图片，首个是 ${first}。`,
    over: (count: number) => `另有 ${count.toLocaleString('zh-CN')} 张已略过：最多一万张图片。`,
    scaled: (text: string) => `学习时使用 ${text}；保存的生成器与距离以文件的单位为准。`,
    shown: (count: number) => `其中前 ${count} 张，即学习时的样子`,
    mixed: '文件：应为一个 CSV 点文件，或若干图片，二者不可混用。',
    largeTable: (name: string) => `${name}：点文件最多 20 MB。`,
    nothing: '文件：应为 CSV 点文件，或此浏览器可读取的图片，但都不是。',
  },
);
