import { expect, test } from 'vitest'
import { poolDefaults, warningDue } from '#core/activities/pool.ts'
import { likenessOf } from '#core/dyads/duplicate.ts'
import { readValue } from '#core/platform/custom-field.ts'
import { tagName } from '#core/platform/tag.ts'
import { kpis, kpiShapes } from '#core/strategy/kpi.ts'
import { dayOf } from '#core/units/civil-day.ts'
import { familiesOf } from './families.ts'
import { profilesOf } from './generate.ts'
import { marksOf } from './house-marks.ts'
import { houseFields, housePools, houseTags, houseTargets, houseViews } from './house.ts'
import { type Loose, poolStoriesOf } from './pool-stories.ts'
import { quarterAfter } from './quarters.ts'
import { twinsOf } from './twins.ts'

const endDate = dayOf(2026, 10, 31)
const today = dayOf(2026, 11, 22)
const seeds = [1, 2, 20_261_031] as const
const profilesFor = (seed: number) => [...profilesOf({ seed, endDate })]
const hasChinese = (text: string) => /[㐀-鿿]/.test(text)

test.each(seeds)(
  'right, seed %i: values are what their fields take, tags lie on some and on none of most, makers alone have machines',
  seed => {
    const marks = profilesFor(seed).map(profile => ({ profile, ...marksOf(seed, profile) }))
    for (const { profile, ...each } of marks) expect(marksOf(seed, profile)).toEqual(each)
    for (const { custom, profile } of marks)
      for (const [key, value] of Object.entries(custom)) {
        const field = houseFields.find(each => each.key === key)
        expect(field && readValue(field, value), key).toEqual({ value })
        expect(profile.industry.kind).toBe('enterprise')
      }
    for (const { key } of houseFields) {
      const known = marks.filter(({ custom }) => key in custom).length
      expect(known, key).toBeGreaterThan(90)
      expect(known, key).toBeLessThan(400)
    }
    for (const { key } of houseTags) {
      const tagged = marks.filter(({ tags }) => tags.includes(key)).length
      expect(tagged, key).toBeGreaterThan(15)
      expect(tagged, key).toBeLessThan(150)
    }
    expect(marks.filter(({ tags, profile }) => tags.includes('key_account') && profile.career.name === 'prospect')).toEqual([])
  },
)

test('agrees: names stand in both languages, views ask what is there, pools and targets are whole', () => {
  const named = [...houseTags, ...housePools, ...houseViews(key => key)].map(({ name }) => name)
  for (const [zh, en] of named) expect([hasChinese(zh), hasChinese(en), tagName(zh)]).toEqual([true, false, zh])
  const asked = JSON.stringify(houseViews(key => key))
  expect(houseFields.filter(({ key }) => asked.includes(`custom.${key}`)).length).toBe(2)
  expect(housePools.map(({ members }) => members.join())).toEqual(['EAST', 'FAR', 'CHANNEL'])
  const targets = houseTargets(2026)
  for (const kpi of kpis) {
    expect(targets.flatMap(target => (target.kpi === kpi ? target.year : []))).toEqual([2025, 2026])
    if (kpiShapes[kpi].unit === 'share') for (const each of targets) if (each.kpi === kpi) expect(each.target).toBeLessThanOrEqual(1)
  }
})

test.each(seeds)('right, seed %i: two groups, one of three levels, nobody under two parents or under themselves', seed => {
  const links = familiesOf(seed, profilesFor(seed))
  expect(links).toEqual(familiesOf(seed, profilesFor(seed)))
  const parents = new Map(links.map(({ child, parent }) => [child, typeof parent === 'string' ? parent : parent[0]]))
  expect(parents.size).toBe(links.length)
  const topOf = (code: string): string => (parents.has(code) ? topOf(parents.get(code) ?? '') : code)
  expect(new Set(links.map(({ child }) => topOf(child))).size).toBe(2)
  const levels = (code: string): number => (parents.has(code) ? 1 + levels(parents.get(code) ?? '') : 1)
  expect(Math.max(...links.map(({ child }) => levels(child)))).toBe(3)
})

test.each(seeds)('right, seed %i: each customer that was entered twice is found as likely the same', seed => {
  const profiles = profilesFor(seed)
  const twins = twinsOf(seed, profiles)
  expect(twins).toHaveLength(3)
  const none = { sound: undefined, email: null, website: null, address: null, codes: [] }
  for (const twin of twins) {
    const original = profiles.find(({ code }) => code === twin.of)
    const phones = [original?.phone ?? '']
    const one = { ...none, name: original?.name[0] ?? '', uscc: original?.creditCode ?? null, phones }
    const found = likenessOf(one, { ...none, name: twin.name[0], uscc: null, phones: twin.phone === undefined ? [] : phones })
    expect(found?.strength, twin.name[0]).toMatch(/likely|certain/)
    expect([hasChinese(twin.name[1]), twin.name[0] === original?.name[0], twin.enteredBy === original?.seller]).toEqual([
      false,
      false,
      false,
    ])
  }
})

test('bounded: a pool holds whom nobody has ordered for long, a warning is due for who has not ordered since it was claimed', () => {
  const types = ['release', 'activatable', 'pioneering', 'gold', 'unplaced'] as const
  const loose: readonly Loose[] = Array.from({ length: 300 }, (_, at) => ({
    dyadId: String(at),
    department: ['华东大区', '外埠大区', '渠道部'][at % 3] ?? '',
    type: types[at % types.length] ?? 'release',
    lastOrder: at % 4 === 0 ? undefined : today - ((at * 7) % 500),
  }))
  const stories = poolStoriesOf(1, loose, today)
  expect(poolStoriesOf(1, loose, today)).toEqual(stories)
  expect(new Set(stories.map(({ loose: { dyadId } }) => dyadId)).size).toBe(stories.length)
  const pooled = stories.filter(({ kind }) => kind !== 'warned')
  expect(pooled.length).toBe(18)
  for (const story of pooled) expect(story.loose.lastOrder ?? 0).toBeLessThan(today - 200)
  const warned = stories.flatMap(story => (story.kind === 'warned' ? [story] : []))
  expect(warned.map(({ daysLeft }) => daysLeft)).toEqual([1, 2, 4, 5, 6, 7])
  for (const { loose: each, claimed, daysLeft } of warned) {
    const days = poolDefaults.recycleDays[each.type]
    expect(days).not.toBeNull()
    expect(claimed + (days ?? 0)).toBe(today + daysLeft)
    expect(each.lastOrder ?? 0).toBeLessThanOrEqual(claimed)
  }
  expect(warned.some(({ daysLeft }) => warningDue((today + daysLeft) * 86_400_000, today * 86_400_000, poolDefaults.warningDays))).toBe(
    true,
  )
})

test('right: quarters before and after a day, over the turn of a year', () => {
  expect(quarterAfter(today, -1)).toEqual({ year: 2026, quarter: 3 })
  expect(quarterAfter(today, 1)).toEqual({ year: 2027, quarter: 1 })
  expect(quarterAfter(dayOf(2026, 1, 1), -1)).toEqual({ year: 2025, quarter: 4 })
  expect(quarterAfter(dayOf(2026, 9, 30), 1)).toEqual({ year: 2026, quarter: 4 })
})
