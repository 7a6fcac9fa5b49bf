import { expect, test } from 'vitest'
import { byUrgency, type NextCase, nextActionOf } from './next-action.ts'
import type { WeighedOption } from './plan-options.ts'

const option = (playId: string, worth: number, money: number, more: Partial<WeighedOption> = {}): WeighedOption => ({
  playId,
  version: 1,
  money,
  hours: 2,
  worth,
  gain: worth - money,
  isDuty: false,
  needsCheck: false,
  ...more,
})
const asked = (more: Partial<NextCase> = {}): NextCase => ({
  today: 100,
  steps: [],
  isRed: false,
  options: [],
  without: undefined,
  ...more,
})

test('what was begun comes first, the earliest step of the week; a later one waits', () => {
  const steps = [
    { playRunId: 'b', title: 'call', dueOn: 105 },
    { playRunId: 'a', title: 'visit', dueOn: 98 },
  ]
  expect(nextActionOf(asked({ steps, options: [option('club', 900, 1)] }))).toMatchObject({
    kind: 'step',
    isLate: true,
    step: { title: 'visit' },
  })
  const far = [{ playRunId: 'c', title: 'review', dueOn: 108 }]
  expect(nextActionOf(asked({ steps: far, options: [option('club', 900, 1)] }))).toMatchObject({ kind: 'play' })
})

test('a broken duty comes before any gain, and without a play that mends it nothing else is bought', () => {
  const duty = option('mend', 0, 50, { isDuty: true })
  expect(nextActionOf(asked({ isRed: true, options: [option('club', 900, 1), duty] }))).toEqual({ kind: 'duty', option: duty })
  expect(nextActionOf(asked({ isRed: true, options: [option('club', 900, 1)] }))).toEqual({ kind: 'none', why: 'notWorth' })
})

test('the play that nets most wins, is checked first where duties are unknown, and is not proposed below its cost', () => {
  const rich = option('rich', 500, 400, { needsCheck: true })
  expect(nextActionOf(asked({ options: [option('big', 600, 580), rich] }))).toEqual({ kind: 'check', option: rich })
  expect(nextActionOf(asked({ options: [option('dear', 10, 20)] }))).toEqual({ kind: 'none', why: 'notWorth' })
  expect(nextActionOf(asked({ without: 'heldOut' }))).toEqual({ kind: 'none', why: 'heldOut' })
})

test('a week’s list: late steps, steps, duties, then the larger net', () => {
  const step = (dueOn: number, isLate: boolean) => ({ kind: 'step', step: { playRunId: 'r', title: 't', dueOn }, isLate }) as const
  const play = (worth: number) => ({ kind: 'play', option: option('p', worth, 0) }) as const
  const list = [play(5), play(9), { kind: 'duty', option: option('d', 0, 5) } as const, step(104, false), step(90, true)]
  expect(list.toSorted(byUrgency)).toEqual([list[4], list[3], list[2], list[1], list[0]])
})
