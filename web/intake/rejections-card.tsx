import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { Import, ImportCounts } from '#contract/intake.ts'
import { type RowReason, rowReasons, rowText } from '#core/intake/reasons.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { saveRejections } from './intake.queries.ts'
import { importTexts } from './import.text.ts'
import './intake.css'

type Rejection = ImportCounts['rejections'][number]
type Given = { readonly found: Import; readonly counts: ImportCounts }

const known = (reason: string): reason is RowReason => reason in rowReasons

function Row({ rejection, file }: { readonly rejection: Rejection; readonly file: string | undefined }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const { reason, rows, samples } = rejection
  const numbers = samples.map(({ rowNo }) => formatNumber(rowNo, language)).join(language === 'en' ? ', ' : '、')
  return (
    <tr>
      <td>
        {known(reason) ? rowText(reason, samples[0]?.args ?? {}, language) : reason}
        {file === undefined ? null : <span className="lk-muted lk-block">{file}</span>}
      </td>
      <td className="lk-number" data-label={say('rows')}>
        {formatNumber(rows, language)}
      </td>
      <td data-label={say('firstRows')}>{samples.length === 0 ? '—' : say('rowNumbers', { rows: numbers })}</td>
    </tr>
  )
}

function Downloads({ found, counts }: Given) {
  const say = useText(importTexts)
  const language = useLanguage()
  const saving = useMutation({ mutationFn: (fileNo: number) => saveRejections(found.importId, fileNo, language) })
  return (
    <>
      <div className="lk-actions">
        {counts.files
          .filter(file => file.rejected > 0)
          .map(({ fileNo, rejected }) => (
            <Button
              key={fileNo}
              className="lk-wrap"
              icon={<DownloadOutlined aria-hidden="true" />}
              loading={saving.isPending && saving.variables === fileNo}
              onClick={() => saving.mutate(fileNo)}
            >
              {say('saveRejected', { file: found.files[fileNo]?.name ?? '', rows: formatNumber(rejected, language) })}
            </Button>
          ))}
      </div>
      <Refused error={saving.error} />
    </>
  )
}

/** Rows that are not accepted: why, how many, which first; and all of them as a file. */
export function RejectionsCard({ found, counts }: Given) {
  const say = useText(importTexts)
  const { rejections } = counts
  if (rejections.length === 0) return null
  const several = found.files.length > 1
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={say('rejections')}>
      <h2>{say('rejections')}</h2>
      <table className="lk-plain-table">
        <thead>
          <tr>
            <th scope="col">{say('reason')}</th>
            <th scope="col" className="lk-number">
              {say('rows')}
            </th>
            <th scope="col">{say('firstRows')}</th>
          </tr>
        </thead>
        <tbody>
          {rejections
            .toSorted((a, b) => b.rows - a.rows)
            .map(rejection => (
              <Row
                key={`${rejection.fileNo} ${rejection.reason}`}
                rejection={rejection}
                file={several ? found.files[rejection.fileNo]?.name : undefined}
              />
            ))}
        </tbody>
      </table>
      <p className="lk-muted">{say('rejectionsLead')}</p>
      <Downloads found={found} counts={counts} />
    </section>
  )
}
