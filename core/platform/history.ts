import { parseDay } from '../units/civil-day.ts'

/** One field of an entry of the trail: what it was and what it became. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown }

type Row = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Counters and ids that nobody changes by hand. */
const silent = new Set(['version', 'updatedAt', 'createdAt', 'pinyin', 'initials'])

/** People and other records named in a list stand for their ids: who took part is the same whether or not their names stand beside. */
const bare = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(item => (isRow(item) && 'id' in item ? item['id'] : item)) : value

const moment = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d(?:\.\d{1,6})?))?(?:Z|([+-])(\d\d):?(\d\d))$/

/** A moment is the same however it is written: seconds since 1970, undefined for any other text. */
function secondsOf(text: string): number | undefined {
  const [whole, day, hour, minute, second, sign, offsetHour, offsetMinute] = moment.exec(text) ?? []
  const days = whole === undefined ? undefined : parseDay(day ?? '')
  if (days === undefined) return undefined
  const offset = (Number(offsetHour ?? 0) * 3600 + Number(offsetMinute ?? 0) * 60) * (sign === '-' ? -1 : 1)
  return days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0) - offset
}

const plain = (value: unknown): unknown => (typeof value === 'string' ? (secondsOf(value) ?? value) : bare(value ?? null))

/** Whether two values of a field are one: nothing and null are, and so are lists of people and of their ids. */
export const isSameValue = (a: unknown, b: unknown): boolean => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

/** The fields that an entry of the trail changed, those of the state after first. Of a new record all that are filled, of a removed one all that were. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [isRow(before) ? before : {}, isRow(after) ? after : {}]
  return [...new Set([...Object.keys(is), ...Object.keys(was)])]
    .filter(field => !silent.has(field))
    .map(field => ({ field, before: was[field] ?? null, after: is[field] ?? null }))
    .filter(change => !isSameValue(change.before, change.after))
}

/** What putting a field back would do: `ready` it is as the change left it, `newer` it was changed again since, `same` it is already as before. */
export type PutBackState = 'ready' | 'newer' | 'same'
export type PutBack = { readonly field: string; readonly now: unknown; readonly was: unknown; readonly state: PutBackState }

/** What of a change can be put back, field by field. `current`: the record as it is now; `fields`: those that can be written. */
export function putBackOf(changes: readonly FieldChange[], current: Row, fields: ReadonlySet<string>): PutBack[] {
  return changes
    .filter(({ field }) => fields.has(field))
    .map(({ field, before, after }) => {
      const now = current[field] ?? null
      const state = isSameValue(now, before) ? 'same' : isSameValue(now, after) ? 'ready' : 'newer'
      return { field, now, was: before, state }
    })
}

/** The value of a field as an update takes it: people by their ids. */
export const writableValue = (value: unknown): unknown => bare(value)
