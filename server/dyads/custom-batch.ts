import type { CustomerBatch } from '#contract/dyads/batch.ts'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { BatchChange, Values } from '#core/dyads/batch-change.ts'
import { type CustomValues, type FieldEntity, readChange } from '#core/platform/custom-field.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { readCurrency, readCustomFields, readCustomRows } from '#server/platform/custom-field.sql.ts'
import { reckonerOf, refreshCustom, settleRows } from '#server/platform/custom-values.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseProblems, refuseStrangeNames } from './keep-custom-values.ts'
import { dayIn } from './list-records.ts'

const place = 'body.change.set.custom'

/** Own fields among what is set, read as they are kept; refused where one is unknown, calculated, required or of another kind. */
export async function checkedBatch(tx: Tx, ctx: Ctx, change: CustomerBatch): Promise<CustomerBatch> {
  const { custom } = change.set ?? {}
  if (custom === undefined) return change
  const all = await readCustomFields(tx, ctx.tenantId)
  const fields = all.filter(({ entity }) => entity === 'customer' || entity === 'party')
  const { timeZone } = await readCurrency(tx, ctx.tenantId)
  const { change: read, problems } = readChange(fields, custom, dayIn(timeZone, ctx.now()))
  refuseProblems(problems, place)
  await refuseStrangeNames(tx, ctx, fields, read, place)
  return { ...change, set: { ...change.set, custom: read as NonNullable<typeof custom> } }
}

/** The change as plans take it: own fields stand beside the others, under their names. */
export function flatBatch({ set, ...tags }: CustomerBatch): BatchChange {
  if (set === undefined) return tags as BatchChange
  const { custom = {}, ...plain } = set
  const own = Object.entries(custom).map(([key, value]) => [`${customPrefix}${key}`, value] as const)
  return { ...tags, set: { ...plain, ...Object.fromEntries(own) } } as BatchChange
}

/** A row's values with its own fields under their names; a company's and a customer's keys never meet. */
export const flatValues = ({ custom, partyCustom, ...now }: Values): Values => ({
  ...now,
  ...Object.fromEntries(
    Object.entries({ ...(partyCustom as object), ...(custom as object) }).map(([key, value]) => [`${customPrefix}${key}`, value]),
  ),
})

type OwnWritten = { readonly dyadId: string; readonly partyId: string; readonly values: Values }

const ownOf = (values: Values, fields: readonly CustomField[]): [string, unknown][] =>
  fields.flatMap(({ key }): [string, unknown][] =>
    `${customPrefix}${key}` in values ? [[key, values[`${customPrefix}${key}`] ?? null]] : [],
  )

/** Writes the own fields among many customers' values, and reckons what follows from all that was written. */
export async function writeOwn(tx: Tx, tenantId: string, rows: readonly OwnWritten[]): Promise<void> {
  for (const [entity, id] of [
    ['customer', 'dyadId'],
    ['party', 'partyId'],
  ] as const satisfies readonly [FieldEntity, keyof OwnWritten][]) {
    const ids = rows.map(row => row[id])
    if (!rows.some(row => Object.keys(row.values).some(name => name.startsWith(customPrefix)))) {
      await refreshCustom(tx, tenantId, entity, ids)
      continue
    }
    const reckoner = await reckonerOf(tx, tenantId, entity)
    const changes = new Map(rows.map(row => [row[id], ownOf(row.values, reckoner.fields)]))
    await settleRows(tx, tenantId, reckoner, await readCustomRows(tx, tenantId, entity, ids), ({ id: at, custom }) => {
      const next = { ...custom, ...Object.fromEntries(changes.get(at) ?? []) }
      return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null)) as CustomValues
    })
  }
}
