import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AllianceFacts,
  allianceLeaders,
  allianceModes,
  allianceSubModes,
  modeFor,
  modeOf,
  progressOf,
  proposalsFor,
  startFindings,
  subModesOf,
} from './alliance.ts'
import { forms } from './form.ts'

const good: AllianceFacts = {
  type: 'gold',
  tier: 'mvc',
  form: 'proactive',
  relationshipType: 'partnership',
  ability: 80,
  commitment: 70,
  information: 90,
  headroom: 60,
  orders: 12,
  redDuties: 0,
}

test('three modes of three ways each, as the domain names them', () => {
  expect(subModesOf('tailor')).toEqual(['timing', 'solution', 'offload'])
  expect(subModesOf('partner')).toEqual(['codesign', 'sync', 'integrate'])
  expect(subModesOf('coach')).toEqual(['showcase', 'usage', 'newfield'])
})

test('the two questions: every answer leads to one mode, and every mode is reached', () => {
  expect(allianceLeaders.map(leader => modeFor({ customerChanges: false, leader }))).toEqual(['tailor', 'tailor', 'tailor'])
  expect(allianceLeaders.map(leader => modeFor({ customerChanges: true, leader }))).toEqual(['coach', 'partner', 'partner'])
  const reached = [true, false].flatMap(customerChanges => allianceLeaders.map(leader => modeFor({ customerChanges, leader })))
  expect(allianceModes.every(mode => reached.includes(mode))).toBe(true)
})

test('a broken duty and a customer to release stand against every way, and cannot be passed over', () => {
  for (const subMode of allianceSubModes) {
    const broken = startFindings(subMode, { ...good, redDuties: 1 }).filter(({ met }) => met === false)
    expect(broken).toEqual([{ condition: 'duties_kept', met: false, isPassable: false }])
    const released = startFindings(subMode, { ...good, type: 'release' }).filter(({ met, isPassable }) => met === false && !isPassable)
    expect(released.map(({ condition }) => condition)).toEqual(['not_released'])
  }
})

test('what is unknown is neither met nor unmet', () => {
  const unknown = startFindings('integrate', { ...good, commitment: null, relationshipType: 'mixed' })
  expect(unknown.find(({ condition }) => condition === 'commitment')?.met).toBeUndefined()
  expect(unknown.find(({ condition }) => condition === 'partnership')?.met).toBe(false)
})

test('a gold partner suits all nine ways; a transactional one none of the partner ways', () => {
  expect(proposalsFor(good).length).toBe(9)
  const modes = proposalsFor({ ...good, relationshipType: 'transactional' }).map(({ subMode }) => modeOf(subMode))
  expect(modes).not.toContain('partner')
  expect(modes).toContain('tailor')
})

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const points = maybe(fc.integer({ min: 0, max: 100 }))
const anyFacts: fc.Arbitrary<AllianceFacts> = fc.record({
  type: maybe(fc.constantFrom('gold', 'star', 'release', 'mature', 'activatable')),
  tier: maybe(fc.constantFrom('mvc', 'mgc', 'ordinary', 'bzc')),
  form: maybe(fc.constantFrom(...forms)),
  relationshipType: maybe(fc.constantFrom('transactional', 'mixed', 'partnership')),
  ability: points,
  commitment: points,
  information: points,
  headroom: points,
  orders: maybe(fc.integer({ min: 0, max: 50 })),
  redDuties: maybe(fc.integer({ min: 0, max: 3 })),
})

test('what is proposed has no point against it and one of its own for it', () => {
  fc.assert(
    fc.property(anyFacts, facts => {
      for (const { subMode, met } of proposalsFor(facts)) {
        expect(startFindings(subMode, facts).some(finding => finding.met === false)).toBe(false)
        expect(met.some(one => one !== 'duties_kept' && one !== 'not_released')).toBe(true)
      }
    }),
  )
})

test('progress is the covered part of the way, in either direction; without a figure there is none', () => {
  expect(progressOf(80, 95, 89)).toBeCloseTo(0.6)
  expect(progressOf(10, 4, 7)).toBeCloseTo(0.5)
  expect(progressOf(10, 10, 10)).toBeUndefined()
  expect(progressOf(null, 10, 5)).toBeUndefined()
})
