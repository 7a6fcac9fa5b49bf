import { createHash, createHmac } from 'node:crypto'

const secretBytes = 18

/**
 * The secret part of a survey's address: the firm, so that the address alone says where to look, and a mac of the invitation. It is made anew from
 * the invitation whenever it is needed; only its hash is kept. 46 letters that survive being copied from a letter.
 */
export function tokenOf(secret: string, tenantId: string, invitationId: string): string {
  const mac = createHmac('sha256', secret).update(`survey:${tenantId}:${invitationId}`).digest().subarray(0, secretBytes)
  return Buffer.concat([Buffer.from(tenantId.replaceAll('-', ''), 'hex'), mac]).toString('base64url')
}

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The firm that a token names; undefined for what is no token. */
export function tenantOfToken(token: string): string | undefined {
  if (!/^[\w-]{46}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.toString('base64url') !== token) return undefined
  const hex = bytes.subarray(0, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const pathOfToken = (token: string): string => `/s/${token}`
