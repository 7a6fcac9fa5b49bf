import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { ImportLink } from './import-link.tsx'
import { intakeTexts } from './intake.text.ts'
import { sampleTables, saveSample } from './sample-file.ts'
import './intake.css'

function SampleButton() {
  const say = useText(intakeTexts)
  const language = useLanguage()
  return (
    <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={() => saveSample(language, say('sampleName'))}>
      {say('saveSample')}
    </Button>
  )
}

/** Where nothing has been imported: the first step, and a file to try it with. */
export function SampleActions() {
  const say = useText(intakeTexts)
  return (
    <div className="lk-card">
      <EmptyState
        title={say('noImports')}
        actions={
          <>
            <ImportLink />
            <SampleButton />
          </>
        }
      >
        {say('noImportsLead')}
      </EmptyState>
    </div>
  )
}

/** What a file should look like, shown and to be downloaded. */
export function SampleCard() {
  const say = useText(intakeTexts)
  const language = useLanguage()
  const { titles, rows } = sampleTables[language]
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={say('looksLike')}>
      <div className="lk-intake-title">
        <h2>{say('looksLike')}</h2>
        <SampleButton />
      </div>
      <p className="lk-muted">{say('looksLikeLead')}</p>
      {/* A table wider than a phone is scrolled by keys as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="lk-sheet" role="region" aria-label={say('looksLike')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {titles.map(title => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.join()}>
                {row.map((cell, at) => (
                  <td key={titles[at]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="lk-muted">{say('related')}</p>
    </section>
  )
}
