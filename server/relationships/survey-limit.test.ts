import { expect, test } from 'vitest'
import { Refusal } from '#server/platform/errors.ts'
import { openSurveyLimit } from './survey-limit.ts'
import { hashOfToken, tenantOfToken, tokenOf } from './survey-token.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 0, minutes))

function refusedAfter(calls: number, each: (limit: ReturnType<typeof openSurveyLimit>) => void): number {
  const limit = openSurveyLimit()
  for (let call = 0; call < calls; call++)
    try {
      each(limit)
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
      return call
    }
  return calls
}

test('a network may call 300 times within ten minutes, and try 30 addresses that lead nowhere', () => {
  expect(refusedAfter(400, limit => limit.count('192.0.2.1', at(0)))).toBe(300)
  const trying = refusedAfter(400, limit => {
    limit.count('192.0.2.1', at(0))
    limit.miss('192.0.2.1', at(0))
  })
  expect(trying).toBe(30)
})

test('other networks are not shut with it, addresses of one IPv6 network are, and ten minutes later it is open again', () => {
  const limit = openSurveyLimit()
  for (let miss = 0; miss < 30; miss++) limit.miss('2001:db8::1', at(0))
  expect(() => limit.count('2001:db8::2', at(9))).toThrow(Refusal)
  expect(() => limit.count('2001:db8:1::1', at(9))).not.toThrow()
  expect(() => limit.count('2001:db8::1', at(10))).not.toThrow()
})

test('a token names its firm, is another for each invitation, and is nothing once a letter is changed', () => {
  const [firm, one, other] = ['01a20151-e111-7640-b96f-d204fd10e17e', 'a', 'b']
  const token = tokenOf('secret', firm, one)
  expect(token).toMatch(/^[\w-]{46}$/)
  expect(tenantOfToken(token)).toBe(firm)
  expect(tokenOf('secret', firm, one)).toBe(token)
  expect(hashOfToken(tokenOf('secret', firm, other))).not.toBe(hashOfToken(token))
  expect(tokenOf('another secret', firm, one)).not.toBe(token)
  for (const wrong of ['', 'x', `${token}x`, token.slice(1), `${token.slice(0, -1)}!`]) expect(tenantOfToken(wrong)).toBeUndefined()
})
