// The pages, in the order of the story.

export const pageNames = [
  'game',
  'two-lines',
  'transport',
  'line-critic',
  'four-changes',
  'clipping',
  'penalty',
  'loss',
] as const;
export type PageName = (typeof pageNames)[number];
