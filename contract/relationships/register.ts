import { type Static, type TObject, type TProperties, Type } from 'typebox'
import { bondLevels, imitabilities, levers } from '#core/relationships/bond.ts'
import { exchangeKinds, givers } from '#core/relationships/exchange.ts'
import { relationshipFactKinds } from '#core/relationships/fact.ts'
import { bound, termKinds } from '#core/relationships/fairness.ts'
import { switchingKinds, switchingParts } from '#core/relationships/switching-cost.ts'
import { Day, Done, endpoint, Id, Nullable, Time, visible } from '../endpoint.ts'

const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const Text = (max: number) => Type.Optional(Nullable(Type.String({ maxLength: max })))
const Amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Lever = Type.Enum([...levers])
const kept = { authorName: Nullable(Type.String()), createdAt: Time, version: Type.Integer() }

const BondLevel = Type.Union(bondLevels.map(level => Type.Literal(level)))
const Imitability = Type.Enum([...imitabilities])

/** What binds a customer. `costMinor`: a year, to us. `benefit`: what the customer has of it; without one it is flagged. `proof`: the records that show it. */
export const Bond = Type.Object({
  bondId: Id,
  level: BondLevel,
  title: Type.String(),
  since: Day,
  until: Nullable(Day),
  costMinor: Nullable(Type.Integer()),
  effect: Nullable(Type.String()),
  imitability: Imitability,
  lever: Lever,
  benefit: Nullable(Type.String()),
  proof: Nullable(Type.String()),
  ...kept,
})
export type Bond = Static<typeof Bond>

/** A line of the sheet of switching cost. `valueMinor`: what it weighs today, the investment not yet written off or probability x damage. */
export const SwitchingItem = Type.Object({
  switchingItemId: Id,
  part: Type.Enum([...switchingParts]),
  kind: Type.Enum([...switchingKinds]),
  lever: Lever,
  title: Type.String(),
  amountMinor: Type.Integer(),
  since: Day,
  lifeMonths: Nullable(Type.Integer()),
  probability: Nullable(Type.Number()),
  benefit: Nullable(Type.String()),
  source: Type.String(),
  note: Nullable(Type.String()),
  valueMinor: Type.Integer(),
  ...kept,
})
export type SwitchingItem = Static<typeof SwitchingItem>

/** A term agreed with one customer. `revenueShare`: the share of our sales to them that it governs; null = all. */
export const Term = Type.Object({
  termId: Id,
  kind: Type.Enum([...termKinds]),
  title: Type.String(),
  binds: Type.Enum([...bound]),
  counterpart: Nullable(Type.String()),
  revenueShare: Nullable(Type.Number()),
  since: Day,
  until: Nullable(Day),
  source: Nullable(Type.String()),
  oneSided: Type.Boolean(),
  ...kept,
})
export type Term = Static<typeof Term>

/** What one side gives and the other gets; `amountMinor` a year, null where nobody has put a figure to it. */
export const ExchangeEntry = Type.Object({
  exchangeId: Id,
  giver: Type.Enum([...givers]),
  kind: Type.Enum([...exchangeKinds]),
  title: Type.String(),
  amountMinor: Nullable(Type.Integer()),
  since: Day,
  until: Nullable(Day),
  note: Nullable(Type.String()),
  ...kept,
})
export type ExchangeEntry = Static<typeof ExchangeEntry>

/** Something said or seen about the relationship. `value`: a count, months or points by kind; `choice`: a form of relationship; `holds`: the newest of its kind that is not past. */
export const RelationshipFact = Type.Object({
  relationshipFactId: Id,
  kind: Type.Enum([...relationshipFactKinds]),
  value: Nullable(Type.Number()),
  choice: Nullable(Type.String()),
  observedOn: Day,
  until: Nullable(Day),
  source: Type.String(),
  note: Nullable(Type.String()),
  holds: Type.Boolean(),
  ...kept,
})
export type RelationshipFact = Static<typeof RelationshipFact>

type Described<I extends string, R extends TObject, C extends TProperties, U extends TProperties> = {
  readonly path: string
  readonly id: I
  readonly what: string
  readonly row: R
  readonly create: C
  readonly change: U
}

/** The five endpoints of a register of one customer's records: list, add, change, remove (it can be brought back), bring back. */
export function registerOf<I extends string, R extends TObject, C extends TProperties, U extends TProperties>({
  path,
  id,
  what,
  row,
  create,
  change,
}: Described<I, R, C, U>) {
  const at = `/api/customers/:dyadId/${path}`
  const params = Type.Object({ dyadId: Id })
  const one = Type.Object({ dyadId: Id, [id]: Id }) as unknown as TObject<{ dyadId: typeof Id } & Record<I, typeof Id>>
  return {
    list: endpoint({
      method: 'GET',
      path: at,
      summary: `${what} of a customer.`,
      needs: 'customers.read',
      params,
      answer: Type.Object({ rows: Type.Array(row) }),
    }),
    add: endpoint({
      method: 'POST',
      path: at,
      summary: `${what}: enter one.`,
      needs: 'customers.write',
      params,
      body: Type.Object(create),
      answer: row,
    }),
    change: endpoint({
      method: 'PATCH',
      path: `${at}/:${id}`,
      summary: `${what}: change one, at the version that was read.`,
      needs: 'customers.write',
      params: one,
      body: Type.Object({ ...change, version: Type.Integer() }),
      answer: row,
    }),
    remove: endpoint({
      method: 'DELETE',
      path: `${at}/:${id}`,
      summary: `${what}: remove one; it can be brought back.`,
      needs: 'customers.write',
      params: one,
      body: Type.Object({ version: Type.Integer() }),
      answer: Done,
    }),
    restore: endpoint({
      method: 'POST',
      path: `${at}/:${id}/restore`,
      summary: `${what}: bring a removed one back.`,
      needs: 'customers.write',
      params: one,
      answer: row,
    }),
  }
}

const ends = { until: Type.Optional(Nullable(Day)) }
const bondMore = {
  ...ends,
  costMinor: Type.Optional(Nullable(Amount)),
  effect: Text(2000),
  imitability: Type.Optional(Imitability),
  benefit: Text(1000),
  proof: Text(2000),
}

export const bonds = registerOf({
  path: 'bonds',
  id: 'bondId',
  what: 'What binds us',
  row: Bond,
  create: { level: BondLevel, title: Line(200), since: Day, lever: Lever, ...bondMore },
  change: {
    level: Type.Optional(BondLevel),
    title: Type.Optional(Line(200)),
    since: Type.Optional(Day),
    lever: Type.Optional(Lever),
    ...bondMore,
  },
})

const itemMore = {
  lifeMonths: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 600 }))),
  probability: Type.Optional(Nullable(Share)),
  benefit: Text(1000),
  note: Text(4000),
}
const [Part, SwitchingKindName] = [Type.Enum([...switchingParts]), Type.Enum([...switchingKinds])]

export const switchingItems = registerOf({
  path: 'switching-items',
  id: 'switchingItemId',
  what: 'The sheet of switching cost',
  row: SwitchingItem,
  create: {
    part: Part,
    kind: SwitchingKindName,
    lever: Lever,
    title: Line(200),
    amountMinor: Amount,
    since: Day,
    source: Line(300),
    ...itemMore,
  },
  change: {
    part: Type.Optional(Part),
    kind: Type.Optional(SwitchingKindName),
    lever: Type.Optional(Lever),
    title: Type.Optional(Line(200)),
    amountMinor: Type.Optional(Amount),
    since: Type.Optional(Day),
    source: Type.Optional(Line(300)),
    ...itemMore,
  },
})

const [TermKindName, BoundName] = [Type.Enum([...termKinds]), Type.Enum([...bound])]
const termMore = { ...ends, counterpart: Text(1000), revenueShare: Type.Optional(Nullable(Share)), source: Text(300) }

export const terms = registerOf({
  path: 'terms',
  id: 'termId',
  what: 'Terms made for this customer',
  row: Term,
  create: { kind: TermKindName, title: Line(300), binds: BoundName, since: Day, ...termMore },
  change: {
    kind: Type.Optional(TermKindName),
    title: Type.Optional(Line(300)),
    binds: Type.Optional(BoundName),
    since: Type.Optional(Day),
    ...termMore,
  },
})

const [GiverName, ExchangeKindName] = [Type.Enum([...givers]), Type.Enum([...exchangeKinds])]
const entryMore = { ...ends, amountMinor: Type.Optional(Nullable(Amount)), note: Text(4000) }

export const exchange = registerOf({
  path: 'exchange',
  id: 'exchangeId',
  what: 'What each side gives and gets',
  row: ExchangeEntry,
  create: { giver: GiverName, kind: ExchangeKindName, title: Line(200), since: Day, ...entryMore },
  change: {
    giver: Type.Optional(GiverName),
    kind: Type.Optional(ExchangeKindName),
    title: Type.Optional(Line(200)),
    since: Type.Optional(Day),
    ...entryMore,
  },
})

const factMore = {
  ...ends,
  value: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 1_000_000 }))),
  choice: Text(40),
  note: Text(4000),
}

export const relationshipFacts = registerOf({
  path: 'relationship-facts',
  id: 'relationshipFactId',
  what: 'What is said about the relationship',
  row: RelationshipFact,
  create: { kind: Type.Enum([...relationshipFactKinds]), observedOn: Day, source: Line(300), ...factMore },
  change: { observedOn: Type.Optional(Day), source: Type.Optional(Line(300)), ...factMore },
})
