// A run in words: what its monitors saw, what its numbers mean, what to do next.

import { monitorWords } from '../../../studio/words/monitors.ts';
import type { Table } from '../translator.ts';

const meaning = (name: string): string => monitorWords[name]!.meaning;
const advice = (name: string): string => monitorWords[name]!.advice;

export const story: Table = {
  'penalty not holding': '惩罚没有约束住',
  'clipping saturated': '裁剪过紧',
  'exploding weights': '权重失控',
  'dead generator': '生成器失活',
  'critic behind': '评论器落后',
  'critic starts off slope 1': '评论器起步斜率不对',
  'critic starts off slope 1: {1}': '评论器起步斜率不对：{1}',
  'this critic starts too flat to be held at slope 1: the norm of its gradient is {1}':
    '这个评论器起步过平，斜率无法保持在 1：其梯度的范数为 {1}',
  'this critic starts too steep to be held at slope 1: the norm of its gradient is {1}':
    '这个评论器起步过陡，斜率无法保持在 1：其梯度的范数为 {1}',
  'Its first weights are too small or too large for its depth: the generator learns nothing from a flat critic, and the updates of a steep one overshoot.':
    meaning('critic-start'),
  'another critic (--critic), fewer or wider layers, layer normalisation, or another critic learning rate':
    advice('critic-start'),
  overfitting: '过拟合',
  collapse: '模式崩溃',
  'penalty not holding: {1}': '惩罚没有约束住：{1}',
  'clipping saturated: {1}': '裁剪过紧：{1}',
  'exploding weights: {1}': '权重失控：{1}',
  'dead generator: {1}': '生成器失活：{1}',
  'critic behind: {1}': '评论器落后：{1}',
  'overfitting: {1}': '过拟合：{1}',
  'collapse: {1}': '模式崩溃：{1}',
  'try {1}': '可以试试：{1}',

  "the norm of the critic's gradient is {1} (median of {2} iterations) where the penalty asks for 1":
    '评论器梯度的范数为 {1}（{2} 次迭代的中位数），而惩罚要求它为 1',
  'The penalty is too weak to hold the critic. The estimate is the distance times the slope at best, so it no longer compares with other runs, and steep critics end in oscillation or overflow.':
    meaning('penalty-not-holding'),
  'a larger penalty weight (--penalty 10), or a smaller critic learning rate': advice('penalty-not-holding'),
  'a larger penalty weight (--penalty {1}), or a smaller critic learning rate':
    '加大惩罚权重 (--penalty {1})，或降低评论器的学习率',
  "{1} of the critic's weights are at the clip bound, and the critic is flat: its slope is {2}":
    '评论器有 {1} 的权重顶在裁剪界上，而且评论器是平的：斜率为 {2}',
  'Clipping leaves the critic no room: its scores hardly depend on the sample, and the generator gets no gradient to follow.':
    meaning('clipping-saturated'),
  'a wider bound (--clip {1}; a critic with more layers needs more), or the gradient penalty (--objective wgan-gp)':
    '放宽裁剪界（--clip {1}，层数越多需要越宽），或改用梯度惩罚 (--objective wgan-gp)',
  'a wider bound (--clip 0.01; a critic with more layers needs more), or the gradient penalty (--objective wgan-gp)':
    advice('clipping-saturated'),
  'a layer of the {1} multiplies its inputs by {2} (0.58 at the start)':
    '{1!}有一层把输入放大 {2} 倍（开始时为 0.58）',
  "the critic's slope is {1}: the clip bound does not hold it": '评论器的斜率为 {1}：裁剪没有约束住它',
  'The weights grow without limit, and with them scores and gradients: updates overshoot, losses swing, and numbers overflow sooner or later.':
    meaning('exploding-weights'),
  'a smaller learning rate; with clipping, a tighter bound (--clip 0.01)': advice('exploding-weights'),
  'a smaller learning rate': '降低学习率',
  'a smaller learning rate, or a tighter bound (--clip {1})': '降低学习率，或收紧裁剪界 (--clip {1})',
  '{1} of the units in a hidden layer of the generator get no gradient from any sample':
    '生成器某个隐藏层有 {1} 的单元在任何样本上都得不到梯度',
  'These units are stuck where their activation is flat, so that training cannot move them: what the generator can still learn is next to nothing. It does not recover by itself.':
    meaning('dead-generator'),
  'a new run with --activation leaky-relu or a smaller generator learning rate, or wgan branch from an iteration before it died':
    advice('dead-generator'),
  'the estimate has been below 0 over {1} iterations (median {2}): the critic scores generated samples higher than real ones':
    '估计值在 {1} 次迭代里一直低于 0（中位数 {2}）：评论器给生成样本的分数高于真实样本',
  'the estimate is still rising, from {1} to {2} within {3} iterations':
    '估计值仍在上升，{3} 次迭代里从 {1} 升到 {2}',
  "the discriminator's loss is {1} (median of {2} iterations) where guessing gives {3}: it takes generated samples for real":
    '判别器的损失为 {1}（{2} 次迭代的中位数），而瞎猜也有 {3}：它把生成样本当成了真的',
  'The critic has not caught up with the generator. Until it does, its estimate is no measure of the samples, and its gradient leads the generator nowhere in particular.':
    meaning('critic-behind'),
  'more critic steps (--critic-steps), a larger critic learning rate (--critic-learning-rate), or a wider critic':
    advice('critic-behind'),
  'the estimate is {1} on training samples and {2} on samples kept out of training: {3} less':
    '估计值在训练样本上为 {1}，在未参与训练的样本上为 {2}：低了 {3}',
  "the discriminator's loss is {1} on training samples and {2} on samples kept out of training":
    '判别器的损失在训练样本上为 {1}，在未参与训练的样本上为 {2}',
  'The critic tells real from generated by knowing its training samples, not by what real samples have in common. From here on the generator is pushed towards copies of them.':
    meaning('overfitting'),
  'more data, a smaller critic, fewer iterations, or a larger --penalty': advice('overfitting'),
  'more data, a smaller critic, or fewer iterations': '更多数据、更小的评论器，或更少的迭代',
  'more data, a smaller critic, fewer iterations, or a larger penalty weight (--penalty {1})':
    '更多数据、更小的评论器、更少的迭代，或加大惩罚权重 (--penalty {1})',
  'samples keep to {1} of the modes of the data': '样本只占数据模式的 {1}',
  'samples keep to {1} of the classes of the data': '样本只占数据类别的 {1}',
  'samples differ from each other only {1} times as much as real ones do':
    '样本之间的差异只有真实样本之间的 {1} 倍',
  'The generator has given up most of what the data hold: it makes the few things that pass best just now. A low loss does not show this; the pictures do.':
    meaning('collapse'),
  'a smaller generator learning rate, more critic steps, or --objective wgan-gp; on points in the plane with --penalty 0.1':
    advice('collapse'),
  'a smaller generator learning rate, more critic steps, or --objective wgan-gp':
    '降低生成器学习率，增加评论器步数，或用 --objective wgan-gp',
  'a smaller generator learning rate, more critic steps, or --objective wgan-gp --penalty {1}':
    '降低生成器学习率，增加评论器步数，或用 --objective wgan-gp --penalty {1}',
  '--penalty {1}, a smaller generator learning rate, or more critic steps':
    '用 --penalty {1}，降低生成器学习率，或增加评论器步数',
  'a smaller generator learning rate, or more critic steps': '降低生成器学习率，或增加评论器步数',

  "discriminator's loss": '判别器损失',
  'There are too few logged numbers yet to see a course.': '记录的数值还太少，看不出走势。',
  'The numbers overflowed and the run ended: {1}.': '数值溢出，运行终止：{1}。',
  'The run failed: {1}.': '运行失败：{1}。',
  'Something is wrong: {1}.': '出了问题：{1!}。',
  'It has recovered from: {1}.': '已从以下问题中恢复：{1!}。',
  'No monitor found anything wrong.': '没有监测项发现问题。',
  'The losses of this objective tell nothing about the quality of samples: they only tell who is ahead, and both may stay level while samples get better or worse.':
    '这个目标函数的损失说明不了样本的质量：它只说明谁占上风；样本变好或变坏时，两个损失都可能保持不变。',
  "The critic's estimate {1}.": '评论器的估计值{1!}。',
  rose: '上升',
  fell: '下降',
  'stayed level': '持平',
  'rose again': '再次上升',
  'fell again': '再次下降',
  'stayed level again': '再次持平',
  'from {1} to {2}': '从 {1} 到 {2}',
  ', most of it by iteration {1}': '，大部分在第 {1} 次迭代之前完成',
  'the estimate rose {1}{2}: the critic learnt to tell real from generated, as it must at first':
    '估计值上升，{1}{2}：评论器学会了分辨真实与生成，开始时必须如此',
  'it rose {1}{2}: the critic learnt new differences, or samples got worse; the pictures tell which':
    '估计值上升，{1}{2}：评论器学到了新的差别，或者样本变差了；看图片便知是哪一种',
  '{1} fell {2}{3}: as far as this critic can tell, samples came closer to real ones':
    '{1!}下降，{2}{3}：就这个评论器所能分辨的，样本更接近真实了',
  '{1} stayed near {2}: this critic saw neither progress nor loss':
    '{1!}保持在 {2} 附近：这个评论器既没有看到进步，也没有看到退步',
  'the estimate': '估计值',
  it: '估计值',
  'on held-out samples': '在留出样本上',
  '{1} on as many training samples: {2}': '在同样多的训练样本上为 {1}；{2}',
  'where they part, the critic learnt its training samples by heart':
    '两者分开之处，评论器已经背下了训练样本',
  "the critic's slope between real and generated samples; the penalty asks for 1, and the estimate counts in units of it":
    '评论器在真实样本与生成样本之间的斜率；惩罚要求它为 1，估计值以它为单位',
  'at the clip bound': '顶在裁剪界上',
  "{1} of the critic's weights; many are normal, all of them leave it no room":
    '评论器 {1} 的权重；许多属正常，全部则没有余地',
  diversity: '多样性',
  'how far samples are from each other, measured by real ones: near 1 is right, near 0 is one sample again and again':
    '样本之间相距多远，以真实样本为尺度：接近 1 才对，接近 0 是同一个样本一再重复',
  modes: '模式',
  '{1} of the modes of the data, unevenness counted': '数据模式的 {1}，已计入不均匀',
  classes: '类别',
  '{1} of the classes, unevenness counted': '类别的 {1}，已计入不均匀',
  'clipping sets its scale, which differs from critic to critic': '它的尺度由裁剪决定，各个评论器不同',
  "it counts in units of the critic's slope": '它以评论器的斜率为单位',
  'mean score of real minus that of generated samples. An estimate, not the distance itself: it is only as good as the critic, and {1}. Compare it within a run, or between runs with the same critic':
    '真实样本与生成样本的平均分之差。是估计，不是距离本身：评论器有多好，它就有多好，而且{1}。请在同一个运行之内比较，或在评论器相同的运行之间比较',
  'tells nothing about the quality of samples': '说明不了样本的质量',
  'the discriminator wins': '判别器占上风',
  'the generator wins': '生成器占上风',
  'a fair game': '势均力敌',
  'guessing gives {1}, so {2}; it tells nothing about the quality of samples':
    '瞎猜得 {1}，所以{2}；它说明不了样本的质量',
  'the best so far': '目前最好',
  'best: {1} at iteration {2}': '最好的是第 {2} 次迭代的 {1}',
  '; real samples reach {1}': '；真实样本为 {1}',
  'at iteration {1}, {2}; smaller is better{3}': '第 {1} 次迭代，{2}；越小越好{3}',
  'at iteration {1}, {2}; larger is better{3}': '第 {1} 次迭代，{2}；越大越好{3}',

  'when the cause is gone, go on from the last checkpoint': '排除原因之后，从最后一个存档继续',
  'start again with a smaller learning rate: {1} is too large': '用更小的学习率重新开始：{1} 太大',
  'take a smaller learning rate': '减小学习率',
  'and go on from the last checkpoint, which is unharmed': '然后从最后一个存档继续，它完好无损',
  'stop it, everything is saved': '停止它，全部会保存',
  'let it train': '让它继续训练',
  'it is paused: let it go on': '已暂停：让它继续',
  'train longer: so few iterations teach little': '训练更久：这么少的迭代学不到什么',
  'train longer if the pictures still get better': '如果图片还在变好，就训练更久',
  'train longer: the estimate was still falling': '训练更久：估计值还在下降',
  'more iterations of the same will change little that this critic can see: look at the pictures':
    '同样的训练再多，这个评论器也看不出多少变化：请看图片',
  'measure how good the samples are, which no loss tells': '度量样本有多好，这是任何损失都说明不了的',
  'keep samples out of training in the next run, so that overfitting shows':
    '下一次运行留出一些样本不训练，过拟合才看得出来',
};
