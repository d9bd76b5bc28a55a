// The packed digits: what `npm run studio:digits` says of them.

export const packedDigits = { count: 10_000, bytes: 1_606_518 } as const;
