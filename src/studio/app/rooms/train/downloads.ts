// Downloads that tell how far they are.

/** The response, telling after every piece how many bytes have come. */
export function told(response: Response, onBytes: (loaded: number) => void): Response {
  if (response.body === null) return response;
  let loaded = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      loaded += piece.byteLength;
      onBytes(loaded);
      controller.enqueue(piece);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
}

/** Tells of every WebAssembly file that this worker fetches while `work` runs. */
export async function tellingWasm<T>(
  onBytes: (loaded: number, total: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  const plain = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const response = await plain(...request);
    const isWasm = response.headers.get('content-type') === 'application/wasm';
    const total = Number(response.headers.get('content-length'));
    return isWasm ? told(response, (loaded) => onBytes(loaded, Math.max(total, loaded))) : response;
  };
  try {
    return await work();
  } finally {
    globalThis.fetch = plain;
  }
}
