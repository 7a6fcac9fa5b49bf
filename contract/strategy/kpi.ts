import { type Static, Type } from 'typebox'
import { kpiGroups, kpis } from '#core/strategy/kpi.ts'
import { Day, Done, endpoint, Id, Nullable } from '../endpoint.ts'

const KpiName = Type.Enum([...kpis])

/** `n`: what the value rests on (customers, concerns, deliveries, answers); null value = no data. */
const KpiMonth = Type.Object({ month: Day, value: Nullable(Type.Number()), n: Type.Integer() })
const KpiRow = Type.Object({
  kpi: KpiName,
  group: Type.Enum([...kpiGroups]),
  unit: Type.Enum(['count', 'share', 'points', 'money']),
  better: Type.Enum(['up', 'down']),
  value: Nullable(Type.Number()),
  n: Type.Integer(),
  target: Nullable(Type.Number()),
  /** Of the target of the year; 0 = none was set yet. */
  version: Type.Integer(),
  /** At most 24 months, the oldest first; empty where only the present is known. */
  months: Type.Array(KpiMonth),
})
export type KpiRow = Static<typeof KpiRow>

export const readKpis = endpoint({
  method: 'GET',
  path: '/api/kpi',
  summary:
    'The key figures over the customers that you see: win, keep, grow; identify, acquire, keep; the six duties; satisfaction beside cost and profit.',
  needs: 'values.read',
  answer: Type.Object({ asOf: Nullable(Day), year: Type.Integer(), rows: Type.Array(KpiRow) }),
})

export const setKpiTarget = endpoint({
  method: 'PUT',
  path: '/api/kpi/targets',
  summary: 'Set what a key figure is to be in a year, at the version that was read; null takes it back. Earlier targets are kept.',
  needs: 'settings.manage',
  body: Type.Object({
    kpi: KpiName,
    year: Type.Integer({ minimum: 2000, maximum: 2200 }),
    target: Nullable(Type.Number({ minimum: -1e15, maximum: 1e15 })),
    version: Type.Integer({ minimum: 0 }),
  }),
  answer: Done,
})

const KpiLine = Type.Object({
  dyadId: Id,
  customerName: Type.String(),
  customerNameEn: Nullable(Type.String()),
  day: Nullable(Day),
  now: Nullable(Type.Number()),
  before: Nullable(Type.Number()),
})
export type KpiLine = Static<typeof KpiLine>

export const listKpiLines = endpoint({
  method: 'GET',
  path: '/api/kpi/lines',
  summary:
    'The customers behind a figure of win, keep and grow, or of satisfaction beside profit, at most 200: new ones by day, those not kept or kept with net contribution now and a year ago.',
  needs: 'values.read',
  query: Type.Object({ kpi: Type.Optional(Type.Enum(['new_customers', 'retained_share', 'kept_growth', 'profit'])) }),
  answer: Type.Object({ rows: Type.Array(KpiLine) }),
})
