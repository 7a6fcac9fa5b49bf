/**
 * A zeroed buffer on memory pages of its own. A resizable buffer is one: what is never written takes no memory, and shrinking it gives the
 * pages back at once, where an ordinary one waits for the collector and then for the allocator.
 */
export function newPages(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes, { maxByteLength: bytes })
}

/** Gives the pages back; every view on them is empty from now on. Leaves ordinary buffers alone. */
export function freePages(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer && buffer.resizable) buffer.resize(0)
}
