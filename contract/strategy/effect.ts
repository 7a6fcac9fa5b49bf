import { type Static, Type } from 'typebox'
import { customerTypes } from '#core/segments/grid.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { effectVerdicts } from '#core/strategy/play-effect.ts'
import { Day, endpoint, Id, Minor, Nullable, Time } from '../endpoint.ts'
import { PlayEffect } from './play.ts'

const Both = Type.Object({ zh: Type.String(), en: Type.String() })
const Range = { mean: Type.Number(), low: Type.Number(), high: Type.Number() }

/** One side of the lot: means of a customer, in minor units and orders, over the play's months. */
const Side = Type.Object({
  customers: Type.Integer(),
  given: Type.Integer(),
  beforeMinor: Type.Number(),
  afterMinor: Type.Number(),
  ordersBefore: Type.Number(),
  ordersAfter: Type.Number(),
  grew: Type.Number(),
})

/** What the newest measuring found of a play: core/strategy/play-effect.ts. Money in minor units a customer. */
const Found = Type.Object({
  treated: Side,
  held: Side,
  uptake: Type.Number(),
  offered: Nullable(Type.Object({ ...Range, p: Type.Number(), standardError: Type.Number(), slope: Type.Number() })),
  run: Nullable(Type.Object({ ...Range, sd: Type.Number() })),
  share: Nullable(Type.Object({ mean: Type.Number(), sd: Type.Number() })),
  asTreated: Nullable(Type.Object(Range)),
  moreOrders: Nullable(Type.Object(Range)),
  expectedMinor: Type.Number(),
  power: Nullable(Type.Number()),
  smallestMinor: Nullable(Type.Number()),
  needed: Nullable(Type.Integer()),
  verdict: Type.Enum([...effectVerdicts]),
  /** Customers whose months are not over, and the day from which there is something to compare. */
  awaiting: Type.Integer(),
  comparableFrom: Nullable(Day),
  /** How often the comparison has been looked at, and how often chance alone would by now have shown an effect once. */
  looks: Type.Integer(),
  falseAlarm: Type.Number(),
  /** Runs with customers that stand outside the comparison. */
  outside: Type.Integer(),
  /** What one run cost, of those whose costs are known; null = no run. */
  runs: Type.Integer(),
  moneyMinor: Nullable(Type.Number()),
  hours: Nullable(Type.Number()),
})

/** What everybody may know of a play’s effect: the verdict and what one run adds, no side’s money. */
const Told = Type.Object({
  verdict: Type.Enum([...effectVerdicts]),
  runs: Type.Integer(),
  run: Nullable(Type.Object(Range)),
  needed: Nullable(Type.Integer()),
  /** It would take more customers to tell than the firm has. */
  isBeyondFirm: Type.Boolean(),
  comparableFrom: Nullable(Day),
  isMeasured: Type.Boolean(),
})

export const EffectRow = Type.Object({
  playId: Id,
  version: Type.Integer(),
  name: Both,
  strategyGroup: Nullable(Type.Enum([...strategyGroups])),
  holdoutShare: Type.Number(),
  isRemoved: Type.Boolean(),
  /** As it was assumed, and as it is believed now. */
  assumed: PlayEffect,
  believed: PlayEffect,
  told: Nullable(Told),
  /** Null too for who does not see the whole firm. */
  found: Nullable(Found),
})
export type EffectRow = Static<typeof EffectRow>

/** A customer that was given a play from which it is held back. */
const Leak = Type.Object({ dyadId: Id, name: Type.String(), nameEn: Nullable(Type.String()), playId: Id, playName: Both, startedOn: Day })

/** What the plays that were measured yield on customers who bought before, and on those who did not. */
const Yield = Type.Object({
  kind: Type.Enum(['existing', 'new']),
  runs: Type.Integer(),
  gainMinor: Type.Number(),
  moneyMinor: Minor,
  hours: Type.Number(),
})

export const readEffects = endpoint({
  method: 'GET',
  path: '/api/effects',
  summary: 'What each play was found to add, measured against the customers that are held back from it.',
  needs: 'values.read',
  answer: Type.Object({
    asOf: Nullable(Day),
    computedAt: Nullable(Time),
    rows: Type.Array(EffectRow),
    /** Whether the figures of the whole firm are told: to who sees all customers, and to managers. Others are told the verdicts. */
    isFirmWide: Type.Boolean(),
    leaks: Type.Array(Leak),
    /** Of the whole firm where that is told, also with customers that you do not see; else of those that you see. */
    leakCount: Type.Integer(),
    aa: Nullable(
      Type.Object({
        customers: Type.Integer(),
        lots: Type.Integer(),
        alarms: Type.Integer(),
        low: Type.Integer(),
        high: Type.Integer(),
        isSound: Type.Boolean(),
      }),
    ),
    yields: Type.Array(Yield),
    mayManage: Type.Boolean(),
  }),
})

export const measureEffects = endpoint({
  method: 'POST',
  path: '/api/effects/measure',
  summary: 'Measure what the plays added, now, by the months that are over. It is done by itself once a month is over.',
  needs: 'settings.manage',
  answer: Type.Object({ jobId: Id }),
})

export const listEffectCustomers = endpoint({
  method: 'GET',
  path: '/api/effects/:playId/customers',
  summary: 'The customers of one side of a comparison that you see, with what each brought before and after; at most 200.',
  needs: 'values.read',
  params: Type.Object({ playId: Id }),
  query: Type.Object({ side: Type.Optional(Type.Enum(['treated', 'held'])) }),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        dyadId: Id,
        name: Type.String(),
        nameEn: Nullable(Type.String()),
        type: Nullable(Type.Enum([...customerTypes])),
        isHeld: Type.Boolean(),
        enteredOn: Day,
        measuredOn: Nullable(Day),
        beforeMinor: Nullable(Minor),
        afterMinor: Nullable(Minor),
        startedOn: Nullable(Day),
      }),
    ),
    more: Type.Boolean(),
  }),
})

export const setHoldout = endpoint({
  method: 'PUT',
  path: '/api/effects/:playId/holdout',
  summary: 'Hold back another share of the customers from a play: a new version of it.',
  needs: 'settings.manage',
  params: Type.Object({ playId: Id }),
  body: Type.Object({ share: Type.Number({ minimum: 0, maximum: 0.5 }), version: Type.Integer() }),
  answer: Type.Object({ version: Type.Integer(), holdoutShare: Type.Number() }),
})

export const readCustomerEffects = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/effects',
  summary: 'What the plays with a customer cost, and what such runs were found to add on the mean.',
  needs: 'values.read',
  params: Type.Object({ dyadId: Id }),
  answer: Type.Object({
    moneyMinor: Minor,
    hours: Type.Number(),
    runs: Type.Array(
      Type.Object({
        playRunId: Id,
        playId: Id,
        playName: Both,
        startedOn: Day,
        /** As booked; as planned where nothing is booked yet. */
        moneyMinor: Minor,
        hours: Type.Number(),
        isBooked: Type.Boolean(),
        gain: Nullable(Type.Object(Range)),
      }),
    ),
    /** Plays from which it is held back, and since when. */
    heldFrom: Type.Array(Type.Object({ playId: Id, playName: Both })),
  }),
})
