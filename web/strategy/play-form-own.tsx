import { Select } from 'antd'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import type { FilterValue } from '#core/platform/list-filter.ts'
import { type OwnKind, ownKindOf, type OwnOperator, ownOperators, type OwnTest } from '#core/strategy/own-test.ts'
import type { StartTest } from '#core/strategy/start-condition.ts'
import { columnOf, useOpenFields, useOwnFilterColumns } from '#web/dyads/custom-columns.tsx'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { FilterValueBox } from '#web/ui/filter-value.tsx'
import { filterTexts } from '#web/ui/filter.text.ts'
import { playTexts } from './play.text.ts'

/** How a choice of what is asked names an own field. */
export const ownChoice = (key: string): string => `${customPrefix}${key}`
export const keyOfChoice = (choice: string): string | undefined =>
  choice.startsWith(customPrefix) ? choice.slice(customPrefix.length) : undefined

/** The own fields of customers and companies that a condition can ask for. */
export const useAskableFields = (): readonly CustomField[] =>
  useOpenFields('customer', 'party').filter(field => ownKindOf(field) !== undefined)

const blankValue = (is: OwnOperator): OwnTest['value'] => {
  if (is === 'in' || is === 'not_in') return []
  if (is === 'last_days' || is === 'next_days') return 30
  return is === 'between' ? [null, null] : ''
}

/** A test of an own field to begin with: its value is still to be filled in. */
export function blankOwn(field: CustomField): OwnTest {
  const [is] = ownOperators[ownKindOf(field) ?? 'text']
  return { field: 'own', key: field.key, is, value: field.choices.length > 0 ? [field.choices[0]?.key ?? ''] : blankValue(is) }
}

/** Whether a value can stay when a test is asked in another way. */
const isAlike = (a: OwnOperator, b: OwnOperator): boolean => JSON.stringify(blankValue(a)) === JSON.stringify(blankValue(b))

function useRelations(kind: OwnKind) {
  const say = useText(filterTexts)
  const word = (is: OwnOperator) =>
    kind !== 'day' ? say(is) : is === 'at_least' ? say('from_day') : is === 'at_most' ? say('to_day') : say(is)
  return ownOperators[kind].map((value: OwnOperator) => ({ value, label: word(value) }))
}

/** The box hands back what is filled in; an end that is missing is null, nothing at all a blank. */
const valueOf = (is: OwnOperator, given: FilterValue | undefined): OwnTest['value'] => {
  if (given === undefined || typeof given === 'boolean') return blankValue(is)
  return Array.isArray(given)
    ? Array.from(given as readonly (string | number | undefined)[], each => each ?? null)
    : (given as OwnTest['value'])
}

type Given = { readonly test: OwnTest; readonly onChange: (test: StartTest) => void }

function OwnFieldTest({ test, field, onChange }: Given & { readonly field: CustomField }) {
  const say = useText(playTexts)
  const relations = useRelations(ownKindOf(field) ?? 'text')
  const [column] = useOwnFilterColumns([field])
  if (column === undefined) return null
  const set = (is: OwnOperator) => onChange({ ...test, is, value: isAlike(is, test.is) ? test.value : blankValue(is) })
  return (
    <>
      <Field label={say('is')}>
        <Select value={test.is} options={relations} onChange={set} />
      </Field>
      <div className="lk-field">
        <span aria-hidden="true">{say('value')}</span>
        <FilterValueBox
          condition={{ column: columnOf(field), is: test.is, value: test.value as FilterValue }}
          column={column}
          onValue={value => onChange({ ...test, value: valueOf(test.is, value) })}
        />
      </div>
    </>
  )
}

/** How a field of the firm's own is asked; one that is archived or hidden by now can only be exchanged or removed. */
export function OwnTestFields({ test, onChange }: Given) {
  const say = useText(playTexts)
  const field = useAskableFields().find(({ key }) => key === test.key)
  return field === undefined ? <p className="lk-muted">{say('ownGone')}</p> : <OwnFieldTest test={test} field={field} onChange={onChange} />
}
