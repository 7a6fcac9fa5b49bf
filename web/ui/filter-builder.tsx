import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { type Condition, deepestFilter, type Filter, type FilterValue, type Operator, operators } from '#core/platform/list-filter.ts'
import { useText } from '#web/platform/text.ts'
import { type FilterColumn, type FilterGroup, freshCondition, groupOf, isCondition, jointOf, partsOf, withPart } from './filter-columns.ts'
import { FilterValueBox } from './filter-value.tsx'
import { filterTexts } from './filter.text.ts'
import './filter.css'

type Columns = { readonly columns: readonly FilterColumn[] }

const dayWords: Partial<Record<Operator, 'from_day' | 'to_day'>> = { at_least: 'from_day', at_most: 'to_day' }

/** The word for a comparison, as the trade says it of what the column holds. */
export const operatorWord = (is: Operator, type: FilterColumn['type']) => (type === 'day' ? dayWords[is] : undefined) ?? is

/** Another comparison keeps the value only where it is of the same shape. */
function compared(condition: Condition, is: Operator): Condition {
  const single = (each: Operator) => ['is', 'at_least', 'at_most', 'contains', 'begins'].includes(each)
  const several = (each: Operator) => each === 'in' || each === 'not_in'
  const stays = (single(condition.is) && single(is)) || (several(condition.is) && several(is))
  return stays && condition.value !== undefined ? { ...condition, is } : { column: condition.column, is }
}

function withValue({ column, is }: Condition, value: FilterValue | undefined): Condition {
  return value === undefined ? { column, is } : { column, is, value }
}

type LineGiven = Columns & {
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

function Line({ columns, condition, onChange, onRemove }: LineGiven) {
  const say = useText(filterTexts)
  const column = columns.find(({ key }) => key === condition.column)
  if (column === undefined) return null
  const choose = (key: string) => {
    const next = columns.find(each => each.key === key)
    if (next) onChange(freshCondition(next))
  }
  return (
    <li className="lk-filter-line">
      <Select
        showSearch
        optionFilterProp="label"
        aria-label={say('column')}
        popupMatchSelectWidth={false}
        value={condition.column}
        options={columns.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={choose}
      />
      <Select
        aria-label={say('operator')}
        popupMatchSelectWidth={false}
        value={condition.is}
        options={operators[column.type].map(is => ({ value: is as Operator, label: say(operatorWord(is, column.type)) }))}
        onChange={is => onChange(compared(condition, is))}
      />
      <FilterValueBox condition={condition} column={column} onValue={value => onChange(withValue(condition, value))} />
      <Button type="text" icon={<CloseOutlined aria-hidden="true" />} aria-label={say('removeCondition')} onClick={onRemove} />
    </li>
  )
}

type GroupGiven = Columns & {
  readonly group: FilterGroup
  readonly depth: number
  readonly onChange: (group: FilterGroup) => void
  readonly onRemove?: () => void
}

function GroupHead({ group, onChange, onRemove }: Pick<GroupGiven, 'group' | 'onChange' | 'onRemove'>) {
  const say = useText(filterTexts)
  const options = [
    { value: 'all' as const, label: say('all') },
    { value: 'any' as const, label: say('any') },
  ]
  return (
    <div className="lk-filter-head">
      <Select
        size="small"
        aria-label={say('joint')}
        popupMatchSelectWidth={false}
        value={jointOf(group)}
        options={options}
        onChange={joint => onChange(groupOf(joint, partsOf(group)))}
      />
      {onRemove ? (
        <Button size="small" type="text" icon={<CloseOutlined aria-hidden="true" />} aria-label={say('removeGroup')} onClick={onRemove} />
      ) : null}
    </div>
  )
}

function Group({ columns, group, depth, onChange, onRemove }: GroupGiven) {
  const say = useText(filterTexts)
  const parts = partsOf(group)
  const add = (part: Filter) => onChange(groupOf(jointOf(group), [...parts, part]))
  const [first] = columns
  return (
    <div className="lk-filter-group" role="group" aria-label={say(jointOf(group))}>
      {parts.length > 1 || onRemove ? <GroupHead group={group} onChange={onChange} {...(onRemove ? { onRemove } : {})} /> : null}
      <ul>
        {parts.map((part, at) => {
          const remove = () => onChange(withPart(group, at, undefined))
          const change = (next: Filter) => onChange(withPart(group, at, next))
          return isCondition(part) ? (
            <Line key={at} columns={columns} condition={part} onChange={change} onRemove={remove} />
          ) : (
            <li key={at}>
              <Group columns={columns} group={part} depth={depth + 1} onChange={change} onRemove={remove} />
            </li>
          )
        })}
      </ul>
      <div className="lk-actions">
        <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden="true" />} onClick={() => first && add(freshCondition(first))}>
          {say('addCondition')}
        </Button>
        {depth < deepestFilter - 1 ? (
          <Button
            size="small"
            type="dashed"
            onClick={() => first && add(groupOf(jointOf(group) === 'all' ? 'any' : 'all', [freshCondition(first)]))}
          >
            {say('addGroup')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

type Given = Columns & { readonly filter: FilterGroup; readonly onChange: (filter: FilterGroup) => void }

/** Conditions on any column of a list, in groups of which all or any must hold. What it makes may be unfinished: see `finished`. */
export function FilterBuilder({ columns, filter, onChange }: Given) {
  const say = useText(filterTexts)
  return (
    <fieldset className="lk-filter-builder">
      <legend>{say('conditions')}</legend>
      <p className="lk-muted">{say('conditionsHint')}</p>
      <Group columns={columns} group={filter} depth={1} onChange={onChange} />
    </fieldset>
  )
}
