import type { Words } from '#contract/platform/language.ts'
import type { Bond, ExchangeEntry, RelationshipFact, SwitchingItem, Term } from '#contract/relationships/register.ts'
import { faultOfRelationshipFact, type RelationshipFactFault, type RelationshipFactKind } from '#core/relationships/fact.ts'
import { isOneSided } from '#core/relationships/fairness.ts'
import { kindsOfPart, switchingValueOf } from '#core/relationships/switching-cost.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { refuseField } from '#server/platform/errors.ts'
import type { Register } from './keep-register.ts'
import { bondTable, exchangeTable, factTable, switchingTable, termTable, type Values } from './registers.sql.ts'

function refuseEndFirst({ since, observedOn, until }: Values): void {
  const begins = since ?? observedOn
  if (typeof until === 'string' && typeof begins === 'string' && until < begins)
    throw refuseField('body.until', ['结束日期早于开始日期', 'lies before its beginning'])
}

/** A day that has not come yet is a slip of the pen: what is entered was seen or begun. */
function refuseFuture(name: string, value: unknown, today: string): void {
  if (typeof value === 'string' && value > today) throw refuseField(`body.${name}`, ['不能是将来的日期', 'must not lie in the future'])
}

const renamed = <Row>(idName: string, more: (row: Values, today: string) => Values = () => ({})) =>
  ((rows, today) =>
    rows.map(({ id, ...row }) => ({ [idName]: id, ...row, ...more(row, today) }) as unknown as Row)) as Register<Row>['show']

export const bondRegister: Register<Bond> = {
  table: bondTable,
  entity: 'bond',
  idName: 'bondId',
  settle: after => {
    refuseEndFirst(after)
    return {}
  },
  show: renamed<Bond>('bondId'),
}

/** What an investment has no use for is emptied, and the other way round: a likelihood belongs to a risk, a life to an investment. */
function settleItem(after: Values, today: string): Values {
  const part = after['part'] === 'risk' ? 'risk' : 'investment'
  refuseFuture('since', after['since'], today)
  if (!(kindsOfPart(part) as readonly unknown[]).includes(after['kind']))
    throw refuseField('body.kind', [
      '与所选的部分不符：投入和风险各有自己的类别',
      'does not belong to this part: investment and risk have kinds of their own',
    ])
  if (part === 'investment') return { probability: null }
  if (after['probability'] === undefined || after['probability'] === null)
    throw refuseField('body.probability', [
      '风险项请填写发生的可能性（0–100%）',
      'is needed for a risk: how likely the damage is, 0 to 100 %',
    ])
  return { lifeMonths: null }
}

const optional = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

export const switchingRegister: Register<SwitchingItem> = {
  table: switchingTable,
  entity: 'switching_item',
  idName: 'switchingItemId',
  settle: settleItem,
  show: renamed<SwitchingItem>('switchingItemId', (row, today) => ({
    valueMinor: switchingValueOf(
      {
        part: row['part'] === 'risk' ? 'risk' : 'investment',
        lever: row['lever'] as SwitchingItem['lever'],
        amount: Number(row['amountMinor']),
        since: parseDay(String(row['since'])) ?? 0,
        lifeMonths: optional(row['lifeMonths']),
        probability: optional(row['probability']),
      },
      parseDay(today) ?? 0,
    ),
  })),
}

export const termRegister: Register<Term> = {
  table: termTable,
  entity: 'relationship_term',
  idName: 'termId',
  settle: after => {
    refuseEndFirst(after)
    return {}
  },
  show: renamed<Term>('termId', row => ({
    oneSided: isOneSided({ binds: row['binds'] as Term['binds'], counterpart: (row['counterpart'] as string | null) ?? undefined }),
  })),
}

export const exchangeRegister: Register<ExchangeEntry> = {
  table: exchangeTable,
  entity: 'relationship_entry',
  idName: 'exchangeId',
  settle: after => {
    refuseEndFirst(after)
    return {}
  },
  show: renamed<ExchangeEntry>('exchangeId'),
}

const faults: Record<RelationshipFactFault, readonly [string, Words]> = {
  no_count: ['value', ['请填写供应商的家数，至少 1 家', 'is a number of suppliers: a whole number from 1']],
  no_months: ['value', ['请填写月数，0 到 600', 'is a number of months, 0 to 600']],
  no_end: ['until', ['请填写共同计划的结束日期', 'says until when the joint plan runs: it is needed']],
  no_form: ['choice', ['请选择一种关系形态', 'is one of the five forms of a relationship']],
  no_points: ['value', ['请填写 0 到 100 分', 'is a score, 0 to 100']],
}

function settleFact(after: Values, today: string): Values {
  refuseFuture('observedOn', after['observedOn'], today)
  refuseEndFirst(after)
  const given = { value: optional(after['value']) ?? null, choice: (after['choice'] as string | null | undefined) ?? null }
  const fault = faultOfRelationshipFact(after['kind'] as RelationshipFactKind, {
    ...given,
    until: (after['until'] as string | null | undefined) ?? null,
  })
  if (fault === undefined) return {}
  const [name, words] = faults[fault]
  throw refuseField(`body.${name}`, words)
}

/** The rows come newest first by kind: the first that is not past holds. */
const showFacts: Register<RelationshipFact>['show'] = (rows, today) => {
  const held = new Set<unknown>()
  return rows.map(({ id, ...row }) => {
    const isNow = typeof row['until'] !== 'string' || row['until'] >= today
    const holds = isNow && !held.has(row['kind'])
    if (holds) held.add(row['kind'])
    return { relationshipFactId: id, ...row, holds } as unknown as RelationshipFact
  })
}

export const factRegister: Register<RelationshipFact> = {
  table: factTable,
  entity: 'relationship_fact',
  idName: 'relationshipFactId',
  settle: settleFact,
  show: showFacts,
}
