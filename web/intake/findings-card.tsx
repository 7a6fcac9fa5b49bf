import { Link } from '@tanstack/react-router'
import type { Import, ImportCounts } from '#contract/intake.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { importTexts } from './import.text.ts'
import './intake.css'

const first = 10

function More({ count }: { readonly count: number }) {
  const say = useText(importTexts)
  return count > first ? <li className="lk-muted">{say('moreOfThem', { count: count - first })}</li> : null
}

function Merged({ counts: { mergedCodes } }: { readonly counts: ImportCounts }) {
  const say = useText(importTexts)
  if (mergedCodes.length === 0) return null
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={say('merged')}>
      <h2>{say('merged')}</h2>
      <p className="lk-muted">{say('mergedLead')}</p>
      <ul className="lk-intake-notes">
        {mergedCodes.slice(0, first).map(pair => (
          <li key={pair.first + pair.second}>{say('mergedRow', { first: pair.first, second: pair.second })}</li>
        ))}
        <More count={mergedCodes.length} />
      </ul>
    </section>
  )
}

const named = (name: string, code: string | null) => (code === null ? name : `${name} (${code})`)

function Duplicates({ found, counts: { possibleDuplicates, figures } }: { readonly found: Import; readonly counts: ImportCounts }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const count = figures.possibleDuplicates ?? possibleDuplicates.length
  const may = useMay()
  if (possibleDuplicates.length === 0) return null
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={say('duplicates')}>
      <h2>{say('duplicates')}</h2>
      <p className="lk-muted">{say('duplicatesLead')}</p>
      {figures.possibleDuplicates === undefined ? null : (
        <p>
          {say('duplicateCount', { count: formatNumber(count, language), known: formatNumber(figures.duplicatesOfKnown ?? 0, language) })}
        </p>
      )}
      <ul className="lk-intake-notes">
        {possibleDuplicates.slice(0, first).map(({ name, code, other, otherCode, otherDyadId }) => (
          <li key={`${name} ${code} ${other} ${otherCode}`}>
            {otherDyadId === null ? (
              say('duplicateRow', { name: named(name, code), other: named(other, otherCode) })
            ) : (
              <Link to="/customers/$dyadId" params={{ dyadId: otherDyadId }}>
                {say('duplicateRow', { name: named(name, code), other: named(other, otherCode) })}
              </Link>
            )}
          </li>
        ))}
        <More count={count} />
      </ul>
      {may('customers.merge') ? (
        <Link to={'/data/duplicates' as '/'} search={{ importId: found.importId } as never}>
          {say('seeDuplicates')}
        </Link>
      ) : null}
    </section>
  )
}

/** Rows file by file, where there are several. */
function ByFile({ found, counts }: { readonly found: Import; readonly counts: ImportCounts }) {
  const say = useText(importTexts)
  const language = useLanguage()
  if (found.files.length < 2) return null
  const keys = ['read', 'accepted', 'updated', 'unchanged', 'rejected'] as const
  const heads = {
    read: 'rowsRead',
    accepted: 'rowsAccepted',
    updated: 'rowsUpdated',
    unchanged: 'rowsUnchanged',
    rejected: 'rowsRejected',
  } as const
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={say('byFile')}>
      <h2>{say('byFile')}</h2>
      <table className="lk-plain-table">
        <thead>
          <tr>
            <th scope="col">{say('file')}</th>
            {keys.map(key => (
              <th key={key} scope="col" className="lk-number">
                {say(heads[key])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.files.map(file => (
            <tr key={file.fileNo}>
              <td>{found.files[file.fileNo]?.name}</td>
              {keys.map(key => (
                <td key={key} className="lk-number" data-label={say(heads[key])}>
                  {formatNumber(file[key], language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What should be looked at besides the counts: files one by one, codes taken as one, customers that may be the same. */
export function FindingsCards({ found, counts }: { readonly found: Import; readonly counts: ImportCounts }) {
  return (
    <>
      <ByFile found={found} counts={counts} />
      <Merged counts={counts} />
      <Duplicates found={found} counts={counts} />
    </>
  )
}
