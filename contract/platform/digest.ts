import { Type } from 'typebox'
import { Done, endpoint } from '../endpoint.ts'

export const readDigest = endpoint({
  method: 'GET',
  path: '/api/digest',
  summary: 'Whether you get the morning digest by mail, where it goes, and whether this installation can send mail.',
  needs: 'customers.read',
  answer: Type.Object({ isWanted: Type.Boolean(), email: Type.String(), canSend: Type.Boolean() }),
})

export const setDigest = endpoint({
  method: 'PUT',
  path: '/api/digest',
  summary: 'Switch the morning digest on or off.',
  needs: 'customers.read',
  body: Type.Object({ isWanted: Type.Boolean() }),
  answer: Done,
})
