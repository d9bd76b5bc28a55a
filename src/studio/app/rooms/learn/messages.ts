// What the room says around its pages.

import { defineMessages } from '../../i18n/language.ts';

export const learnMessages = defineMessages(
  {
    pages: 'Pages of the story',
    heading: 'How a WGAN works',
    page: (number: number, count: number) => `${number} of ${count}`,
    claim: 'Claim',
    tries: 'Try to break it',
    equation: 'The equation, and our line of it',
    sources: 'Sources',
    next: 'Next',
    previous: 'Back',
    claims: 'Every claim, and what the literature says',
    claimsShort: 'The claims',
    claimsLead:
      'The tutorial behind this project makes these claims. Each has its page; where the literature says more, or something else, it stands here.',
    says: 'The tutorial says',
    literature: 'What the literature says',
    where: 'Where',
    play: 'Play',
    pause: 'Pause',
    step: 'One step',
    restart: 'Start again',
    iteration: 'Iteration',
    criticStep: 'Critic step',
  },
  {
    pages: '各页',
    heading: 'WGAN 是怎么回事',
    page: (number: number, count: number) => `第 ${number} 页，共 ${count} 页`,
    claim: '论断',
    tries: '试着弄坏它',
    equation: '公式，以及我们代码里对应的那一行',
    sources: '出处',
    next: '下一页',
    previous: '上一页',
    claims: '所有论断，以及文献怎么说',
    claimsShort: '论断一览',
    claimsLead:
      '本项目源自一篇入门教程，下面是它的全部论断。每条都有对应的页面；文献说得更多或有出入的，也写在这里。',
    says: '教程说',
    literature: '文献怎么说',
    where: '见',
    play: '播放',
    pause: '暂停',
    step: '走一步',
    restart: '重新开始',
    iteration: '迭代',
    criticStep: '评论器步数',
  },
);
