import { join } from 'node:path'
import { isId } from './ids.ts'

/** Where a file that was put on a record lies in the data folder: under its firm and the SHA-256 of its content. */
export function storedFilePath(data: string, tenantId: string, hash: string): string {
  if (!isId(tenantId) || !/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a stored file')
  return join(data, 'files', tenantId, hash.slice(0, 2), hash)
}
