import type { MergeEnd, MergeLine, MergePreview } from '#contract/dyads/merge.ts'
import type { MergeChoices, MergeField, MergeSide } from '#core/dyads/merge.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { duplicateTexts } from './duplicates.text.ts'
import { useMergeValue } from './merge-value.ts'
import './duplicates.css'

function Head({ end, role }: { readonly end: MergeEnd; readonly role: MergeSide }) {
  const say = useText(duplicateTexts)
  const zone = usePlace()?.tenant.timeZone
  const { orders, contacts, activities } = end
  return (
    <th scope="col">
      <span className="lk-tag lk-tag-line">{say(role)}</span>
      <div className="lk-merge-name">{end.name}</div>
      <small className="lk-muted">
        {[end.ownerName, end.departmentName].filter(Boolean).join(' · ') || '—'}
        <br />
        {say('has', { orders, contacts, activities })}
        <br />
        {say('changedOn', { when: formatInstant(end.updatedAt, zone) })}
      </small>
    </th>
  )
}

type LineGiven = {
  readonly line: MergeLine
  readonly found: MergePreview
  readonly chosen: MergeSide
  readonly onChoose: (side: MergeSide) => void
}

function Line({ line, found, chosen, onChoose }: LineGiven) {
  const say = useText(duplicateTexts)
  const { nameOf, wordsOf } = useMergeValue()
  const cell = (side: MergeSide) => (
    <td>
      <label className="lk-merge-choice">
        <input
          type="radio"
          name={`merge-${line.field}`}
          checked={chosen === side}
          aria-label={say('takes', { name: found[side].name, field: nameOf(line.field) })}
          onChange={() => onChoose(side)}
        />
        <span>
          {wordsOf(line.field, line[side])}
          {line.newest === side && line[side] !== null ? (
            <abbr className="lk-state" title={say('newestHint')}>
              {say('newest')}
            </abbr>
          ) : null}
        </span>
      </label>
    </td>
  )
  return (
    <tr>
      <th scope="row">{nameOf(line.field)}</th>
      {cell('survivor')}
      {cell('merged')}
    </tr>
  )
}

type TableGiven = {
  readonly found: MergePreview
  readonly choices: MergeChoices
  readonly onChoose: (field: MergeField, side: MergeSide) => void
}

/** Two side by side, and whose value stands in each field in which they differ. */
export function MergeTable({ found, choices, onChoose }: TableGiven) {
  const say = useText(duplicateTexts)
  return (
    <div className="lk-merge-scroll">
      <table className="lk-merge">
        <thead>
          <tr>
            <th scope="col">{say('field')}</th>
            <Head end={found.survivor} role="survivor" />
            <Head end={found.merged} role="merged" />
          </tr>
        </thead>
        <tbody>
          {found.lines.map(line => (
            <Line
              key={line.field}
              line={line}
              found={found}
              chosen={choices[line.field] ?? line.side}
              onChoose={side => onChoose(line.field, side)}
            />
          ))}
        </tbody>
      </table>
      {found.lines.length === 0 ? <p className="lk-muted">{say('noDifference')}</p> : null}
    </div>
  )
}
