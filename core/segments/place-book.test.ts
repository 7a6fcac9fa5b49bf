import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { defaultSettings, settingsFor } from '#core/value/settings.ts'
import { valuate } from '#core/value/valuation.ts'
import { monthsBack } from '#core/value/window.ts'
import { type WrittenRow, writtenBook } from '#core/value/written-book.ts'
import { lastMoveOf } from './because-move.ts'
import { bands, type CustomerType } from './grid.ts'
import { placeBook, placeRuns, runDaysOf } from './place-book.ts'
import { placementOf } from './placement.ts'
import { type History, none, type Run } from './run.ts'
import { scoreBetween } from './score-between.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN

/** Twenty-four customers who order on the 10th of each month; customer k buys (k + 1) x 1,000 a month. `change` may scale a month's sales. */
function firm(until: string, change: (k: number, month: number) => number = () => 1) {
  const rows: WrittenRow[] = []
  for (let month = monthOf(day('2025-01-10')); lastDayOf(month) - 20 <= day(until); month++) {
    for (let k = 0; k < 24; k++) {
      const factor = change(k, month)
      const date = lastDayOf(month - 1) + 10
      if (factor > 0 && date <= day(until))
        rows.push({ who: `C${k}`, day: date, net: Math.round((k + 1) * 100_000 * factor), key: k % 2 ? 'belts' : 'chains' })
    }
  }
  return writtenBook({ until, from: '2025-01-01', keys: Array.from({ length: 24 }, (_, k) => `C${k}`), rows })
}

const rows = (run: Run) => Array.from(run.type, (_, dyad) => placementOf(run, dyad))

test('right: month-ends from the first with 90 days of facts, short until a year lies behind', () => {
  const { runs, now } = placeBook(firm('2026-02-10'), defaultSettings)
  expect(runs.map(run => formatDay(run.day))).toEqual(
    ['03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31', '11-30', '12-31']
      .map(date => `2025-${date}`)
      .concat('2026-01-31'),
  )
  expect(runs.map(run => run.shortWindow)).toEqual([...Array.from({ length: 9 }, () => true), false, false])
  expect([formatDay(now.day), now.month, now.ranked]).toEqual(['2026-02-10', null, 24])
  const atMonthEnd = placeBook(firm('2026-01-31'), defaultSettings)
  expect(atMonthEnd.now).toBe(atMonthEnd.runs.at(-1))
})

test('right: percentile cuts of 24 steady customers: the top five are high, down to the twelfth medium', () => {
  const { now } = placeBook(firm('2026-01-31'), defaultSettings)
  const expected = Array.from({ length: 24 }, (_, k) => (k >= 19 ? 'high' : k >= 12 ? 'medium' : 'low'))
  expect(rows(now).map(row => row.current)).toEqual(expected)
  expect(now.netContribution[23]).toBe(valuate(firm('2026-01-31'), 23, day('2025-01-31'), day('2026-01-31'), defaultSettings).total)
})

test('right: a customer that stops falls a band at a time, each only after two month-ends', () => {
  const stop = monthOf(day('2025-07-01'))
  const { runs } = placeBook(
    firm('2026-12-31', (k, month) => (k === 23 && month >= stop ? 0 : 1)),
    defaultSettings,
  )
  const bandsOf = runs.map(run => run.current[23] as number)
  const raws = runs.map(run => run.rawCurrent[23] as number)
  // 24,000 a month from January to June, 144,000 in all: others pass it month by month, and each of its two falls waits for a second month-end.
  expect([bandsOf[0], bandsOf.at(-1)]).toEqual([2, 0])
  const falls = bandsOf.flatMap((band, k) => (k > 0 && band < (bandsOf[k - 1] as number) ? [k] : []))
  expect(falls.map(k => bandsOf[k])).toEqual([1, 0])
  for (const k of falls) expect([raws[k], raws[k - 1]].every(raw => (raw as number) <= (bandsOf[k] as number))).toBe(true)
  expect(falls.map(k => placementOf(runs[k] as Run, 23).move)).toEqual(['downgrade', 'downgrade'])
  expect(placementOf(runs.at(-1) as Run, 23)).toMatchObject({ stage: 'termination', stageRule: 'silent', current: 'low' })
})

test('right: between month-ends the confirmed type stands and the pending band shows', () => {
  const boost = monthOf(day('2026-02-01'))
  const book = firm('2026-02-15', (k, month) => (k === 0 && month === boost ? 5000 : 1))
  const { runs, now } = placeBook(book, defaultSettings)
  const [before, row] = [placementOf(runs.at(-1) as Run, 0), placementOf(now, 0)]
  expect([before.current, row.current, row.rawCurrent, row.pendingCurrent]).toEqual(['low', 'low', 'high', 'high'])
  expect(row.type).toBe(before.type)
})

test('right: who enters after the last month-end is placed by its raw band at once', () => {
  const first = monthOf(day('2026-02-01'))
  const { now, runs } = placeBook(
    firm('2026-02-15', (k, month) => (k === 7 ? (month >= first ? 400 : 0) : 1)),
    defaultSettings,
  )
  expect(placementOf(runs.at(-1) as Run, 7).type).toBeNull()
  expect(placementOf(now, 7)).toMatchObject({
    current: 'high',
    rawCurrent: 'high',
    move: 'entered',
    pendingCurrent: null,
    subIndices: { headroom: null },
  })
})

test('right: a young book has its first run at its last day; the same book is empty without customers', () => {
  const { runs, now } = placeBook(firm('2025-02-20'), defaultSettings)
  expect([runs.length, formatDay(now.day), placementOf(now, 23).current]).toEqual([0, '2025-02-20', 'high'])
  const empty = placeBook(writtenBook({ from: '2026-01-01', until: '2026-10-31', rows: [] }), defaultSettings)
  expect([empty.now.type.length, empty.now.ranked]).toEqual([0, 0])
})

test('right: overrides hold from their day to the day before they expire, and leave what was confirmed', () => {
  const type: CustomerType = 'gold'
  const overrides = [{ dyad: 0, type, from: day('2025-06-01'), expires: day('2025-08-31') }]
  const [book, plain] = [firm('2026-01-31'), placeBook(firm('2026-01-31'), defaultSettings)]
  const { runs } = placeBook(book, defaultSettings, { overrides })
  const types = runs.map(run => placementOf(run, 0))
  expect(types.map(row => row.overridden)).toEqual(runs.map(run => [day('2025-06-30'), day('2025-07-31')].includes(run.day)))
  expect(types.find(row => row.overridden)).toMatchObject({ type: 'gold', current: 'high', potential: 'high' })
  expect(types.at(-1)).toEqual(placementOf(plain.now, 0))
})

test('right: prospects stand on the map once something is known of them; others do not', () => {
  const book = writtenBook({ ...writtenFrom('2026-01-31'), keys: [...firm('2026-01-31').keys, 'P', 'Q', 'R'] })
  const evidence = new Map([[24, { strategic: [{ day: day('2025-12-01'), score: 70 }] }]])
  const { now, runs } = placeBook(book, defaultSettings, { prospects: new Set([24, 25]), evidence })
  expect(placementOf(now, 24)).toMatchObject({
    type: 'pioneering',
    stage: 'prospect',
    belowZero: false,
    provisional: true,
    dataConfidence: 0.1,
  })
  expect(placementOf(now, 25)).toMatchObject({ type: null, stage: 'prospect' })
  expect(placementOf(now, 26)).toMatchObject({ type: null, stage: null })
  expect(placementOf(runs.find(run => run.day === day('2025-11-30')) as Run, 24).type).toBeNull()
})

function writtenFrom(until: string) {
  const { days, keys } = firm(until)
  const rows = keys.flatMap((who, dyad) =>
    Array.from(days.day.subarray(days.start[dyad], days.start[dyad + 1]), (date, k) => ({
      who,
      day: date,
      net: days.netSales[(days.start[dyad] ?? 0) + k] ?? 0,
    })),
  )
  return { until, from: '2025-01-01', rows }
}

test('right: evidence moves the sub-indices of its dyad and of nobody else, from its day on', () => {
  const since = day('2025-10-15')
  const evidence = new Map([
    [
      3,
      {
        opportunities: [{ opened: since, expected: 1_000_000_00 }],
        perception: [{ day: since, product: 90, service: 70 }],
        brand: [{ day: since, score: 10 }],
        wallet: [{ day: since, share: 0.1, category: 'belts' }],
      },
    ],
  ])
  const book = firm('2026-01-31')
  const [plain, told] = [placeBook(book, defaultSettings), placeBook(book, defaultSettings, { evidence })]
  const before = (history: History) => rows(history.runs.find(run => run.day === day('2025-09-30')) as Run)
  expect(before(told)).toEqual(before(plain))
  const row = placementOf(told.now, 3)
  expect(row.subIndices).toMatchObject({ headroom: 97.9, perception: 80, strategic: null })
  expect(row.subIndices.loyalty).toBeCloseTo((0.4 * 10 + 0.25 * 10) / 0.65, 1)
  expect(row.dataConfidence).toBeCloseTo(0.7 + 0.2 * (1 - 108 / 365), 3)
  expect(placementOf(told.now, 4).subIndices.perception).toBeNull()
  expect(placementOf(told.now, 4).subIndices.loyalty).toBe(placementOf(plain.now, 4).subIndices.loyalty)
})

test('right: every run of the money method cuts where the settings say', () => {
  const current = { method: 'money', high: 4_000_000, medium: 1_000_000 } as const
  const { runs } = placeBook(firm('2026-01-31'), { ...defaultSettings, cuts: { ...defaultSettings.cuts, current } })
  for (const run of runs) {
    const raws = Array.from(run.netContribution, value => (value >= 4_000_000 ? 2 : value >= 1_000_000 ? 1 : 0))
    expect([...run.rawCurrent]).toEqual(raws)
  }
})

test('refuses: with the margin switched off and no known cost nobody has a current band', () => {
  const { now } = placeBook(firm('2026-01-31'), { ...defaultSettings, margin: null })
  expect(placementOf(now, 5)).toMatchObject({ type: null, current: null, netContribution: null, netContributionState: 'unknown' })
  expect(placementOf(now, 5).potential).not.toBeNull()
})

test('bounded: keeping few runs of a long history changes nothing in them, in what they say, or in those handed out', () => {
  const book = firm('2026-12-15', (k, month) => ((k + month) % 7 < 4 ? 3 : 0.2))
  const [all, few] = [placeBook(book, defaultSettings), placeBook(book, defaultSettings, { keepRuns: 5 })]
  expect(few.runs.map(rows)).toEqual(all.runs.slice(-5).map(rows))
  expect(rows(few.now)).toEqual(rows(all.now))
  expect(few.lastMoves).toEqual(all.lastMoves)
  const handedOut = Array.from(placeRuns(book, defaultSettings, { keepRuns: 0 }), ({ run, before }) => [rows(run), before?.day])
  const made = [...all.runs, all.now]
  expect(handedOut).toEqual(made.map((run, index) => [rows(run), made[index - 1]?.day]))
})

test('right: the last move is told with where it came from, however long ago', () => {
  const book = firm('2026-12-15', (k, month) => ((k + month) % 7 < 4 ? 3 : 0.2))
  const { runs, now, lastMoves } = placeBook(book, defaultSettings)
  const made = [...runs, now]
  const found = book.keys.map((_, dyad) => {
    const index = made.findLastIndex(run => run.move[dyad] !== none)
    const placed = (at: number) => (made[at] === undefined ? null : placementOf(made[at], dyad))
    if (index === -1) return null
    const origin = index === 0 ? null : placed(Math.max(0, index - defaultSettings.hysteresis.runs))
    const [day, cuts] = [(made[index] as Run).day, (made[index] as Run).cuts]
    return { day, after: placed(index), before: placed(index - 1), origin: origin?.type ? origin : placed(index - 1), cuts }
  })
  expect(found.filter(move => move !== null).length).toBeGreaterThan(20)
  expect(new Set(found.map(move => move?.day)).size).toBeGreaterThan(2)
  expect(book.keys.map((_, dyad) => lastMoveOf(lastMoves, dyad))).toEqual(found)
})

const bookRows = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 29 }).map(k => `C${k}`),
    day: fc.integer({ min: day('2024-01-01'), max: day('2026-02-14') }),
    orders: fc.constantFrom(1 as const, 1 as const, 1 as const, 0 as const),
    net: fc.integer({ min: -50_000, max: 2_000_000 }),
    key: fc.constantFrom('a', 'b', 'c', null),
  }),
  { minLength: 30, maxLength: 300 },
)
const names = Array.from({ length: 30 }, (_, k) => `C${k}`)
const bookOf = (written: readonly WrittenRow[], until = '2026-02-14', keys: readonly string[] = names) =>
  writtenBook({ until, from: '2024-01-01', keys, rows: written })
const placed = (history: History, keys: readonly string[]) =>
  history.runs.concat(history.now).map(run => Object.fromEntries(rows(run).map(row => [keys[row.dyad], { ...row, dyad: 0 }])))

test('agrees: the order of the dyads does not matter', () => {
  fc.assert(
    fc.property(bookRows, written => {
      const [there, back] = [names, names.toReversed()]
      expect(placed(placeBook(bookOf(written), defaultSettings), there)).toEqual(
        placed(placeBook(bookOf(written, '2026-02-14', back), defaultSettings), back),
      )
    }),
    { numRuns: 15 },
  )
})

test('agrees: facts after t never change the run of t', () => {
  fc.assert(
    fc.property(bookRows, written => {
      const early = written.filter(row => row.day <= day('2025-06-30'))
      const whole = placeBook(bookOf(written), defaultSettings)
      const cut = placeBook(bookOf(early, '2025-06-30'), defaultSettings)
      expect(placed({ ...cut, now: cut.now }, names).slice(0, -1)).toEqual(placed(whole, names).slice(0, cut.runs.length))
    }),
    { numRuns: 15 },
  )
})

test('agrees: money in another unit leaves percentile bands, rhythm and potential as they are', () => {
  fc.assert(
    fc.property(bookRows, fc.constantFrom(3, 10), (written, factor) => {
      const settings = { ...settingsFor('GBP'), financingRate: 0, margin: 0 }
      const known = (times: number) => written.map(row => ({ ...row, net: row.net * times, salesOfKnownCost: row.net * times, cost: 0 }))
      const pounds = (times: number) => ({ ...bookOf(known(times)), currency: 'GBP' })
      const bandsOf = (history: History) =>
        history.runs.map(run => [run.type, run.rawCurrent, run.rawPotential, run.stage].map(column => [...column]))
      expect(bandsOf(placeBook(pounds(factor), settings))).toEqual(bandsOf(placeBook(pounds(1), settings)))
    }),
    { numRuns: 15 },
  )
})

test('agrees: one changed customer is scored between month-ends as the whole book is', () => {
  fc.assert(
    fc.property(bookRows, written => {
      const book = bookOf(written)
      const { runs, now, frozen, confirmed } = placeBook(book, defaultSettings)
      const last = runs.at(-1) as Run
      names.forEach((_, dyad) => {
        const headroom = last.headroom[dyad] ?? Number.NaN
        const held = {
          headroom: Number.isNaN(headroom) ? null : headroom,
          current: bands[confirmed.current[dyad] ?? 255] ?? null,
          potential: bands[confirmed.potential[dyad] ?? 255] ?? null,
        }
        const one = scoreBetween({ book, dyad, at: book.until, settings: defaultSettings, frozen, held })
        expect(one).toEqual({ ...placementOf(now, dyad), move: null })
      })
    }),
    { numRuns: 10 },
  )
})

test('bounded: runs stop at the bound of memory, the latest kept', () => {
  const book = writtenBook({ until: '2026-10-31', from: '1990-01-01', rows: [{ who: 'A', day: '1990-01-01', net: 1 }] })
  expect(runDaysOf(book).length).toBe(440)
  expect(monthsBack(book.until, 0)).toBe(runDaysOf(book).at(-1))
})
