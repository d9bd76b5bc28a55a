// A page in which tests reach the library. ONNX Runtime's threads start from its own script: in a bundle, they would
// start from a chunk that may import the page's.

import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env } from 'onnxruntime-web/wasm';
import * as wgan from 'wgan';

env.wasm.wasmPaths = { mjs, wasm };
Object.assign(globalThis, { wgan });
