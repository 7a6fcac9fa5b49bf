import type { RawBuilder } from 'kysely'
import type { MapColours } from '#contract/segments/map.ts'
import type { Choice } from '#core/platform/custom-field.ts'
import { ownColumnsOpen } from '#server/dyads/custom-customers.sql.ts'
import { everyRow } from '#server/dyads/customer-filter-columns.sql.ts'
import { customersRequest } from '#server/dyads/filter-customers.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { conditionOf } from '#server/platform/read-list.ts'
import { firstOf } from './map.sql.ts'

export type Colouring = {
  readonly colours: MapColours
  /** Of a customer: the place of its choice among those of the field, -1 where none is filled in or the asker may not know it. */
  readonly index: RawBuilder<number>
}

const filterOf = (column: string, key: string) => JSON.stringify({ column, is: 'in', value: [key] })

/** What the dots are coloured by: one of the firm's own fields with choices that the asker may see; refused where there is none of that name. */
export async function readColouring(tx: Tx, ctx: Ctx, column: string | undefined): Promise<Colouring | undefined> {
  if (column === undefined) return undefined
  const field = (await ownColumnsOpen(tx, ctx))[column]
  const [first] = field?.type === 'choice' ? field.choices : []
  if (field === undefined || first === undefined)
    throw refuseField('query.colour', [
      '不是您能看到的选择型自定义字段，请另选一个',
      'is no field of your own with choices that you may see: take another one',
    ])
  const request = await customersRequest(tx, ctx, filterOf(column, first.key), everyRow)
  const holds = ({ key }: Choice) => conditionOf({ ...request, filter: filterOf(column, key) })
  return { colours: { column, choices: [...field.choices] }, index: firstOf(field.choices.map(holds)) }
}
