import type { FileMapping } from '#contract/intake.ts'
import { useText } from '#web/platform/text.ts'
import { importTexts } from './import.text.ts'
import './intake.css'

const mostColumns = 60

/** The first rows of a file as they stand in it. */
export function SampleSheet({ file }: { readonly file: FileMapping }) {
  const say = useText(importTexts)
  const { columns, sample, name } = file
  if (sample.length === 0) return null
  const shown = columns.slice(0, mostColumns)
  const words = say('sample', { count: sample.length })
  return (
    <details className="lk-details">
      <summary>{words}</summary>
      {/* A table wider than the page is scrolled by keys as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="lk-sheet" role="region" aria-label={`${name}: ${words}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {shown.map(({ column, heading }) => (
                <th key={column} scope="col">
                  {heading || say('noHeading', { number: column + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((row, at) => (
              // The rows of a file have no name but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={at}>
                {shown.map(({ column }) => (
                  <td key={column}>{row[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {columns.length > mostColumns ? <p className="lk-muted">{say('sampleCut', { count: mostColumns })}</p> : null}
    </details>
  )
}
