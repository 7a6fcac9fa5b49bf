import { columnName } from '#core/intake/mapping.ts'
import { ownValue } from '#core/intake/own-field.ts'
import type { RelatedRow } from '#core/intake/rows.ts'
import type { CustomValue, FieldEntity } from '#core/platform/custom-field.ts'
import type { StageContext } from './stage-lines.ts'
import type { StageFault } from './stage-related.ts'

/** What a row says of the firm's own fields, as JSON by the kind of record that has them; null where it says nothing. */
type StagedOwn = { readonly of: (entity: FieldEntity) => string | null }

const nothing: StagedOwn = { of: () => null }

/** Reads the own fields of a row; the first cell that does not fit its field is the row's fault. Empty cells clear only where the import says so. */
export function stageOwn({ mapping }: StageContext, { values }: RelatedRow): StagedOwn | StageFault {
  const fields = mapping.own?.filter(field => mapping.columns[field.role] !== undefined) ?? []
  if (fields.length === 0) return nothing
  const found = new Map<FieldEntity, Record<string, CustomValue | null>>()
  const keep = (entity: FieldEntity, key: string, value: CustomValue | null) => found.set(entity, { ...found.get(entity), [key]: value })
  for (const field of fields) {
    const cell = values[field.role] ?? null
    if (cell === null || typeof cell === 'boolean') {
      if (mapping.options.emptyCells === 'clear') keep(field.entity, field.key, null)
      continue
    }
    const read = ownValue(field, cell, columnName(mapping, field.role))
    if ('reason' in read) return read
    keep(field.entity, field.key, read.value)
  }
  return {
    of: entity => {
      const said = found.get(entity)
      return said === undefined ? null : JSON.stringify(said)
    },
  }
}

export const isOwnFault = (own: StagedOwn | StageFault): own is StageFault => 'reason' in own
