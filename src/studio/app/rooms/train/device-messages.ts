// What the choice of a device says.

import { defineMessages } from '../../i18n/language.ts';

export const deviceMessages = defineMessages(
  {
    deviceHelp: 'What computes: the processor or the graphics processor; they agree up to rounding.',
    noWebGpu: 'WebGPU, not here',
    graphicsFound: (name: string) => `This browser has ${name}.`,
    'absent-insecure': 'Browsers give WebGPU only to pages over https or from this computer.',
    'absent-unknown': 'This browser has no WebGPU.',
    'absent-none': 'This browser finds no graphics processor for WebGPU.',
    webAssemblyInstead: 'WebAssembly trains instead.',
  },
  {
    deviceHelp: '由什么来计算：处理器或图形处理器；两者的结果只有舍入误差之别。',
    noWebGpu: 'WebGPU，此处不可用',
    graphicsFound: (name: string) => `此浏览器有 ${name}。`,
    'absent-insecure': '浏览器只允许 https 页面或本机页面使用 WebGPU。',
    'absent-unknown': '此浏览器没有 WebGPU。',
    'absent-none': '此浏览器找不到可供 WebGPU 使用的图形处理器。',
    webAssemblyInstead: '改由 WebAssembly 训练。',
  },
);
