/**
 * Stands in for typebox in the browser's bundle (vite.config.ts). The browser reads only method, path and form of an endpoint; what the
 * schemas say is checked by the compiler here and by the server at run time, so that 60 kB of schema builder need not be sent.
 */
export const Type: Record<string, (...given: readonly unknown[]) => object> = new Proxy({}, { get: () => () => ({}) })
