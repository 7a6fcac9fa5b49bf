import { CloseOutlined } from '@ant-design/icons'
import type { Condition, Filter } from '#core/platform/list-filter.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { asGroup, type FilterColumn, isCondition, jointOf, partsOf, withPart } from './filter-columns.ts'
import { asShown } from './filter-value.tsx'
import { operatorWord } from './filter-builder.tsx'
import { filterTexts } from './filter.text.ts'
import './filter.css'

/** Puts a filter into words: “地区 属于 华东、华南 且 净贡献 不低于 10,000”. */
function useFilterWords(columns: readonly FilterColumn[]): (filter: Filter) => string {
  const say = useText(filterTexts)
  const language = useLanguage()
  const worth = (value: unknown, column: FilterColumn): string => {
    if (typeof value === 'number') return `${formatNumber(asShown(value, column), language, 2)}${column.unit ? ` ${column.unit}` : ''}`
    return column.options?.find(option => option.value === value)?.label ?? String(value)
  }
  const valueOf = ({ is, value }: Condition, column: FilterColumn): string => {
    if (value === undefined) return ''
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
    if (is === 'last_days' || is === 'next_days') return say('daysOf', { count: Number(value) })
    if (!Array.isArray(value)) return worth(value, column)
    const all = value.map(each => worth(each, column))
    return is === 'between' ? say('rangeOf', { low: all[0] ?? '', high: all[1] ?? '' }) : all.join(language === 'en' ? ', ' : '、')
  }
  const words = (filter: Filter): string => {
    if (!isCondition(filter))
      return partsOf(filter)
        .map(part => (isCondition(part) ? words(part) : `(${words(part)})`))
        .join(` ${say(jointOf(filter) === 'all' ? 'and' : 'or')} `)
    const column = columns.find(({ key }) => key === filter.column)
    if (column === undefined) return filter.column
    return `${column.title} ${say(operatorWord(filter.is, column.type))} ${valueOf(filter, column)}`.trim()
  }
  return words
}

type Given = {
  readonly columns: readonly FilterColumn[]
  readonly filter: Filter
  readonly onChange: (filter: Filter | undefined) => void
}

/** The filter in force as readable pieces, each of which can be taken away. */
export function FilterChips({ columns, filter, onChange }: Given) {
  const say = useText(filterTexts)
  const words = useFilterWords(columns)
  const group = asGroup(filter)
  const parts = jointOf(group) === 'all' ? partsOf(group) : [group]
  const without = (at: number) => {
    if (parts.length === 1) return onChange(undefined)
    onChange(withPart(group, at, undefined))
  }
  return (
    <ul className="lk-filter-chips" aria-label={say('activeConditions')}>
      {parts.map((part, at) => (
        <li key={words(part)}>
          <span>{words(part)}</span>
          <button type="button" className="lk-plain" aria-label={say('remove', { condition: words(part) })} onClick={() => without(at)}>
            <CloseOutlined aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
