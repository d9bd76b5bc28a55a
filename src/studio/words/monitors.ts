// What the warnings of monitors mean, in Chinese, by the monitor's name: for the page and for the command line.

export interface MonitorWords {
  /** What is seen and what it means. */
  readonly meaning: string;
  readonly advice: string;
}

export const monitorWords: Readonly<Record<string, MonitorWords>> = {
  'critic-start': {
    meaning:
      '评论器起步过平或过陡：初始权重对它的深度来说太小或太大，生成器从过平的评论器学不到东西，过陡的则会更新过头。',
    advice: '换一种评论器 (--critic)，减少或加宽各层，使用层归一化，或改变评论器学习率',
  },
  'penalty-not-holding': {
    meaning: '惩罚没有约束住：评论器的斜率远大于 1，估计值因此放大，无法与其他训练比较，还可能振荡或溢出。',
    advice: '加大惩罚权重 (--penalty)，或降低评论器的学习率',
  },
  'clipping-saturated': {
    meaning: '裁剪过紧：许多权重顶在裁剪界上，评论器几乎是平的，生成器得不到可循的梯度。',
    advice: '放宽裁剪界 (--clip，层数越多需要越宽)，或改用梯度惩罚 (--objective wgan-gp)',
  },
  'exploding-weights': {
    meaning: '权重失控：权重、评分和梯度不断变大，更新冲过头，数值迟早溢出。',
    advice: '降低学习率；使用裁剪时收紧裁剪界 (--clip)',
  },
  'dead-generator': {
    meaning: '生成器失活：某一隐藏层的大多数单元得不到梯度，再也学不到东西，也不会自行恢复。',
    advice: '用 --activation leaky-relu 或更小的生成器学习率重新训练，或从失活前的迭代分支 (wgan branch)',
  },
  'critic-behind': {
    meaning: '评论器落后：它还没有追上生成器，在此之前估计值不能衡量样本，梯度也指不出方向。',
    advice: '增加评论器步数 (--critic-steps)，提高评论器学习率 (--critic-learning-rate)，或加宽评论器',
  },
  overfitting: {
    meaning: '过拟合：评论器靠记住训练样本来分辨真假，此后生成器会被推向照抄这些样本。',
    advice: '更多数据、更小的评论器、更少的迭代，或更大的 --penalty',
  },
  collapse: {
    meaning:
      '模式崩溃：生成器放弃了数据中的大部分内容，只做眼下最容易过关的几种。损失看不出来，图像看得出来。',
    advice: '降低生成器学习率，增加评论器步数，或用 --objective wgan-gp；平面上的点可用 --penalty 0.1',
  },
};
