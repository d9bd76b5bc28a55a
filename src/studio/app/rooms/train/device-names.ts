// What can train in a tab.

export const deviceNames = ['wasm', 'webgpu'] as const;
export type DeviceName = (typeof deviceNames)[number];
