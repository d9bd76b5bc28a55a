// The phases of an iteration by name, in their order.

export const phases = ['real', 'noise', 'fakes', 'scores', 'penalty', 'critic', 'clip', 'generator'] as const;

export type Phase = (typeof phases)[number];
