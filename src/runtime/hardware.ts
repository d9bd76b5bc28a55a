// What a graphics processor says of itself.

import type { Hardware } from './device.ts';

/** What is used of a GPUAdapterInfo. https://www.w3.org/TR/webgpu/#gpuadapterinfo */
export interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

/** Programs that compute on the host's processor what a graphics processor would: of Google, Mesa and Windows. */
const software = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

/** The name of a graphics processor, as far as the browser tells it. */
export function hardwareOf({
  vendor = '',
  architecture = '',
  description = '',
  isFallbackAdapter = false,
}: AdapterInfo = {}): Hardware {
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  return {
    name: name.slice(0, 60),
    isSoftware: isFallbackAdapter || software.test(`${vendor} ${architecture} ${description}`),
  };
}
