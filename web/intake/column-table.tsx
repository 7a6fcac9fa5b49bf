import { Button } from 'antd'
import { useState } from 'react'
import type { FileMapping } from '#contract/intake.ts'
import { type TargetName, targets } from '#core/intake/targets.ts'
import { formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { importTexts } from './import.text.ts'
import { useTargetFields } from './own-import-fields.ts'
import type { MappingChange } from './mapping-change.ts'
import './intake.css'

type Column = FileMapping['columns'][number]
type Given = { readonly file: FileMapping; readonly target: TargetName; readonly change: MappingChange }

/** Fields without which the rows of a file mean nothing, alone or with others of their kind. */
function neededRoles(target: TargetName): ReadonlySet<string> {
  const heads = target === 'order_lines' ? ['order', 'orderDate', 'quantity'] : []
  return new Set([...targets[target].needs.flat(), ...heads])
}

function FieldSelect({ column, file, target, change }: Given & { readonly column: Column }) {
  const say = useText(importTexts)
  const language = useLanguage() === 'en' ? 'en' : 'zh'
  const needed = neededRoles(target)
  const fields = useTargetFields(target)
  const option = (role: string) => (
    <option key={role} value={role}>
      {fields.find(field => field.role === role)?.[language] ?? role}
    </option>
  )
  return (
    <select
      className="lk-select"
      aria-label={say('fieldOf', { heading: column.heading || say('noHeading', { number: column.column + 1 }) })}
      value={column.role ?? ''}
      onChange={event => change.setRole(file, column.column, event.target.value === '' ? null : event.target.value)}
    >
      <option value="">— {say('leaveOut')}</option>
      <optgroup label={say('needed')}>{fields.filter(field => needed.has(field.role)).map(field => option(field.role))}</optgroup>
      <optgroup label={say('optional')}>{fields.filter(field => !needed.has(field.role)).map(field => option(field.role))}</optgroup>
    </select>
  )
}

const sure = 0.6

/** Whether a column needs no look: left out, or its field is beyond doubt. */
export const isSure = ({ role, guess, confidence }: Column) => role === null || (role === guess && confidence >= sure)

/** Where a column's field comes from: recognised and how surely, taken over, or set by hand. */
function Origin({ column, file }: { readonly column: Column; readonly file: FileMapping }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const { role, guess, confidence } = column
  if (role === null) return null
  if (role !== guess || confidence === 0) return <span className="lk-muted">{say(file.remembered === null ? 'byHand' : 'kept')}</span>
  const share = formatShare(confidence, language)
  if (confidence >= sure) return <span className="lk-muted">{say('guessed', { share })}</span>
  return <span className="lk-unsure">{say('guessedUnsure', { share })}</span>
}

const atOnce = 60

/** Columns that have a field always, the others as far as they fit. */
function shownOf(columns: readonly Column[], count: number): readonly Column[] {
  if (columns.length <= count) return columns
  return columns.filter(({ role }, at) => at < count || role !== null)
}

/** The columns of a file: heading, examples, and the field that each is read as. */
export function ColumnTable(given: Given) {
  const say = useText(importTexts)
  const [count, setCount] = useState(atOnce)
  const { columns } = given.file
  const shown = shownOf(columns, count)
  const left = columns.length - shown.length
  return (
    <>
      <table className="lk-columns">
        <thead>
          <tr>
            <th scope="col">{say('column')}</th>
            <th scope="col">{say('examples')}</th>
            <th scope="col">{say('field')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(column => (
            <tr key={column.column} data-read={column.role !== null}>
              <th scope="row">{column.heading || say('noHeading', { number: column.column + 1 })}</th>
              <td className="lk-column-examples">
                {column.examples
                  .filter(example => example.trim() !== '')
                  .slice(0, 3)
                  .join(' · ') || '—'}
              </td>
              <td>
                <div className="lk-column-field">
                  <FieldSelect {...given} column={column} />
                  <Origin column={column} file={given.file} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 ? (
        <div className="lk-actions">
          <span className="lk-muted">{say('columnsShown', { shown: shown.length, total: columns.length })}</span>
          <Button size="small" onClick={() => setCount(count + atOnce)}>
            {say('moreColumns', { count: Math.min(atOnce, left) })}
          </Button>
        </div>
      ) : null}
    </>
  )
}
