import type pg from 'pg'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import type { Evidence, PerceptionSurvey } from '#core/value/evidence.ts'
import type { BookCustomer } from './read-book.ts'
import { evidenceText, type Selection } from './read-book.sql.ts'

type Row = {
  dyad_id: string
  kind: string
  value: number
  purchases_minor?: number | null
  category_id: string | null
  observed_on: string
  closed_on?: string | null
}
type Entered = {
  readonly kind: string
  readonly value: number
  readonly purchases?: number | undefined
  readonly category: string | null
  readonly day: CivilDay
  readonly closed?: CivilDay | undefined
}

const surveyFields: Readonly<Record<string, keyof Omit<PerceptionSurvey, 'day'>>> = {
  product: 'product',
  service: 'service',
  price: 'price',
  needs_met: 'needsMet',
  competitor_pull: 'competitorPull',
}

/** The last day there is: an agreement without an end runs on. */
const endless = parseDay('9999-12-31') ?? 0

/** Answers of one day are one survey; an answer of an earlier day is carried on until it is given anew. */
function surveysOf(entries: readonly Entered[]): PerceptionSurvey[] {
  const surveys: PerceptionSurvey[] = []
  for (const { kind, value, day } of entries) {
    const field = surveyFields[kind]
    if (field === undefined) continue
    const last = surveys.at(-1)
    if (last?.day === day) surveys[surveys.length - 1] = { ...last, [field]: value }
    else surveys.push({ ...last, day, [field]: value })
  }
  return surveys
}

/** What people entered about a customer, with its contracts (the end written on the customer, else its agreements), as the engine reads it; undefined where there is nothing. */
export function evidenceOf(entries: readonly Entered[], customer: BookCustomer): Evidence | undefined {
  const of = (kind: string) => entries.filter(entry => entry.kind === kind)
  const scores = (kind: string) => of(kind).map(({ day, value }) => ({ day, score: value }))
  if (entries.length === 0 && customer.endNotice === undefined && customer.contract === undefined) return undefined
  return {
    perception: surveysOf(entries),
    strategic: scores('strategic'),
    brand: scores('brand'),
    switching: of('switching').map(({ day, value }) => ({ day, ratio: value })),
    wallet: of('wallet_share').map(({ day, value, purchases, category }) => ({
      day,
      share: value,
      purchases,
      category: category ?? undefined,
    })),
    opportunities: [
      ...of('open_opportunity').map(({ day, value }) => ({ opened: day, expected: value })),
      ...of('opportunity').map(({ day, value, closed }) => ({ opened: day, closed, sales: value })),
    ],
    contracts: customer.contract
      ? [customer.contract]
      : of('agreement').map(({ day, closed }) => ({ from: day, until: closed ?? endless })),
    endNotice: customer.endNotice,
  }
}

/** Evidence of all customers that have any, by their place in the book. */
export async function readEvidence(
  client: Pick<pg.ClientBase, 'query'>,
  selection: Selection,
  customers: readonly BookCustomer[],
): Promise<ReadonlyMap<number, Evidence>> {
  const { rows } = await client.query<Row>(evidenceText(selection))
  const byDyad = Map.groupBy(rows, row => row.dyad_id)
  const entered = ({ kind, value, purchases_minor, category_id, observed_on, closed_on }: Row): Entered => ({
    kind,
    value,
    purchases: purchases_minor ?? undefined,
    category: category_id,
    day: parseDay(observed_on) ?? 0,
    closed: closed_on == null ? undefined : parseDay(closed_on),
  })
  const found = customers.flatMap((customer, index) => {
    const evidence = evidenceOf((byDyad.get(customer.dyadId) ?? []).map(entered), customer)
    return evidence === undefined ? [] : [[index, evidence] as const]
  })
  return new Map(found)
}
