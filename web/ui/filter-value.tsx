import { Input, Select } from 'antd'
import type { Condition, FilterValue } from '#core/platform/list-filter.ts'
import { useText } from '#web/platform/text.ts'
import { NumberInput } from './number-field.tsx'
import type { FilterColumn } from './filter-columns.ts'
import { filterTexts } from './filter.text.ts'

type Given = {
  readonly condition: Condition
  readonly column: FilterColumn
  readonly onValue: (value: FilterValue | undefined) => void
}

/** Shown numbers are in the reader's unit, kept ones in the list's; money stays whole. */
const kept = (value: number, { scale = 1, type }: FilterColumn) => (type === 'money' ? Math.round(value / scale) : value / scale)
export const asShown = (value: number, { scale = 1 }: FilterColumn) => Math.round(value * scale * 1e6) / 1e6

function Amount({ column, label, value, onValue }: Omit<Given, 'condition'> & { readonly label: string; readonly value: unknown }) {
  return (
    <NumberInput
      aria-label={label}
      value={typeof value === 'number' ? asShown(value, column) : null}
      {...(column.unit === undefined ? {} : { suffix: column.unit })}
      onChange={given => onValue(given === null ? undefined : kept(given, column))}
    />
  )
}

function Day({ label, value, onValue }: Pick<Given, 'onValue'> & { readonly label: string; readonly value: unknown }) {
  return (
    <Input
      type="date"
      aria-label={label}
      value={typeof value === 'string' ? value : ''}
      onChange={event => onValue(event.target.value || undefined)}
    />
  )
}

/** Both ends of a range; until both are there the condition is not finished. */
function Pair({ condition, column, onValue }: Given) {
  const say = useText(filterTexts)
  const [low, high] = Array.isArray(condition.value) ? (condition.value as readonly unknown[]) : []
  const End = column.type === 'day' ? Day : Amount
  const set = (ends: readonly unknown[]) => onValue(ends as unknown as FilterValue)
  return (
    <span className="lk-filter-pair">
      <End column={column} label={`${column.title} ${say('from')}`} value={low} onValue={value => set([value, high])} />
      <span aria-hidden="true">–</span>
      <End column={column} label={`${column.title} ${say('to')}`} value={high} onValue={value => set([low, value])} />
    </span>
  )
}

function Several({ condition, column, onValue }: Given) {
  return (
    <Select
      mode={column.options ? 'multiple' : 'tags'}
      aria-label={column.title}
      maxTagCount="responsive"
      optionFilterProp="label"
      value={Array.isArray(condition.value) ? ([...condition.value] as string[]) : []}
      options={[...(column.options ?? [])]}
      onChange={(values: string[]) => onValue(values.length === 0 ? undefined : values)}
    />
  )
}

function YesNo({ condition, column, onValue }: Given) {
  const say = useText(filterTexts)
  const options = [
    { value: 'yes', label: say('yes') },
    { value: 'no', label: say('no') },
  ]
  return (
    <Select
      aria-label={column.title}
      value={condition.value === false ? 'no' : 'yes'}
      options={options}
      onChange={value => onValue(value === 'yes')}
    />
  )
}

/** The box for the value of a condition, by what its column holds and how it is compared. */
export function FilterValueBox(given: Given) {
  const say = useText(filterTexts)
  const { condition, column, onValue } = given
  const { is, value } = condition
  if (is === 'empty' || is === 'filled') return null
  if (is === 'between') return <Pair {...given} />
  if (is === 'in' || is === 'not_in') return <Several {...given} />
  if (is === 'last_days' || is === 'next_days')
    return (
      <NumberInput
        min={0}
        max={36_500}
        precision={0}
        suffix={say('days')}
        aria-label={column.title}
        value={typeof value === 'number' ? value : null}
        onChange={days => onValue(days ?? undefined)}
      />
    )
  if (column.type === 'boolean') return <YesNo {...given} />
  if (column.type === 'day') return <Day label={column.title} value={value} onValue={onValue} />
  if (column.type !== 'text') return <Amount column={column} label={column.title} value={value} onValue={onValue} />
  return (
    <Input
      aria-label={column.title}
      maxLength={200}
      value={typeof value === 'string' ? value : ''}
      onChange={event => onValue(event.target.value || undefined)}
    />
  )
}
