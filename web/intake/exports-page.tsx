import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ExportFile, exportLists } from '#contract/platform/exports.ts'
import { formatBytes, formatInstant, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { ExportButton } from './export-button.tsx'
import { dropExport, exportsQuery, fetchExport, isUnderWay } from './exports.queries.ts'
import { exportTexts } from './exports.text.ts'
import './exports.css'

function State({ file }: { readonly file: ExportFile }) {
  const say = useText(exportTexts)
  const language = useLanguage()
  if (file.state === 'running') return <>{say('running', { rows: formatNumber(file.progress.done ?? 0, language) })}</>
  return (
    <>
      {say(file.state)}
      {file.error ? <div className="lk-muted">{language === 'en' ? file.error.en : file.error.zh}</div> : null}
    </>
  )
}

function Row({ file }: { readonly file: ExportFile }) {
  const say = useText(exportTexts)
  const language = useLanguage()
  const fetching = useMutation({ mutationFn: () => fetchExport(file), onError: error => toast('failed', error.message) })
  const removing = useMutation({
    mutationFn: () => dropExport(file.exportId),
    onSuccess: () => toast('done', say('removed')),
    onError: error => toast('failed', error.message),
  })
  return (
    <tr>
      <th scope="row">
        {file.filename}
        <div className="lk-muted">{say(file.list)}</div>
      </th>
      <td>
        <State file={file} />
      </td>
      <td className="lk-end">{file.rows === null ? '—' : formatNumber(file.rows, language)}</td>
      <td className="lk-end">{file.bytes === null ? '—' : formatBytes(file.bytes, language)}</td>
      <td>{formatInstant(file.createdAt)}</td>
      <td>{formatInstant(file.expiresAt)}</td>
      <td>
        <div className="lk-actions">
          {file.isReady ? (
            <Button type="primary" size="small" loading={fetching.isPending} onClick={() => fetching.mutate()}>
              {say('download')}
            </Button>
          ) : null}
          <Button size="small" loading={removing.isPending} onClick={() => removing.mutate()}>
            {say(isUnderWay(file) ? 'cancel' : 'remove')}
          </Button>
        </div>
      </td>
    </tr>
  )
}

function Table({ rows }: { readonly rows: readonly ExportFile[] }) {
  const say = useText(exportTexts)
  return (
    <div className="lk-card lk-export-scroll" role="region" aria-label={say('exports')} tabIndex={0}>
      <table className="lk-export-table">
        <thead>
          <tr>
            <th scope="col">{say('file')}</th>
            <th scope="col">{say('state')}</th>
            <th scope="col" className="lk-end">
              {say('rows')}
            </th>
            <th scope="col" className="lk-end">
              {say('size')}
            </th>
            <th scope="col">{say('created')}</th>
            <th scope="col">{say('expires')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(file => (
            <Row key={file.exportId} file={file} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One's own exports: how far they are, their files, and whole lists to be exported. */
export function ExportsPage() {
  const say = useText(exportTexts)
  const { data, error, refetch } = useQuery(exportsQuery)
  return (
    <div className="lk-page">
      <PageHeader title={say('exports')} lead={say('lead')} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={40} rows={4} /> : null}
      {data && data.rows.length > 0 ? <Table rows={data.rows} /> : null}
      {data && data.rows.length === 0 ? <EmptyState title={say('none')}>{say('noneLead')}</EmptyState> : null}
      <section className="lk-card lk-stack" aria-label={say('whole')}>
        <h2>{say('whole')}</h2>
        <ul className="lk-plain lk-export-lists">
          {exportLists.map(list => (
            <li key={list}>
              <span>{say(list)}</span>
              <ExportButton list={list} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
