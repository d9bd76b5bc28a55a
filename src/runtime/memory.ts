// How much memory a process may use here, in bytes.

export { memoryLimit } from '#ort';
