// Brightness, contrast and colour: mean and deviation of each channel. Pure.

/** Of all pixels of a channel, 0 to 255. */
export interface ChannelMoments {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Mean and deviation of each channel over all pixels of all images.
 *  @param bytes  uint8[N, C, ...], one or more images */
export function channelMoments(
  bytes: Uint8Array,
  [channels = 1, ...size]: readonly number[],
): ChannelMoments {
  const area = size.reduce((product, length) => product * length, 1);
  const counts = new Float64Array(256 * channels);
  for (let plane = 0, at = 0; at < bytes.length; plane++) {
    const start = 256 * (plane % channels);
    for (let k = 0; k < area; k++, at++) counts[start + bytes[at]!]!++;
  }
  const perChannel = bytes.length / channels;
  const momentOf = (of: (byte: number, channel: number) => number) =>
    Array.from({ length: channels }, (_, channel) => {
      const own = counts.subarray(256 * channel, 256 * (channel + 1));
      return own.reduce((sum, count, byte) => sum + (count / perChannel) * of(byte, channel), 0);
    });
  const mean = momentOf((byte) => byte);
  const variance = momentOf((byte, channel) => (byte - mean[channel]!) ** 2);
  return { mean, deviation: variance.map(Math.sqrt) };
}

/** √ of the mean over channels of (μ − μ')² + (σ − σ')²: the 2-Wasserstein distance between Gaussians with these moments.
 *  @returns  in steps of the 255 from black to white */
export function channelShift(a: ChannelMoments, b: ChannelMoments): number {
  const squares = a.mean.map(
    (mean, channel) => (mean - b.mean[channel]!) ** 2 + (a.deviation[channel]! - b.deviation[channel]!) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
