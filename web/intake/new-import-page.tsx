import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useRef, useState } from 'react'
import { formatBytes } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import type { Sent } from '#web/platform/upload.ts'
import { Field } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { FileDrop } from './file-drop.tsx'
import { sendFiles, sourcesQuery } from './intake.queries.ts'
import { intakeTexts } from './intake.text.ts'
import { SampleCard } from './sample-card.tsx'
import './intake.css'

/** Sends the files; what came of it, how far it is, and the way to stop it. */
function useSending() {
  const say = useText(intakeTexts)
  const navigate = useNavigate()
  const [sent, setSent] = useState<Sent>()
  const [error, setError] = useState<unknown>()
  const stop = useRef<AbortController>(undefined)
  const send = async (files: readonly File[], source: string) => {
    stop.current = new AbortController()
    setError(undefined)
    setSent({ sent: 0, total: files.reduce((sum, file) => sum + file.size, 0) })
    try {
      const { importId } = await sendFiles(files, source, setSent, stop.current.signal)
      await navigate({ to: '/data/imports/$importId', params: { importId } })
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === 'AbortError') toast('told', say('uploadCancelled'))
      else setError(reason)
    }
    setSent(undefined)
  }
  return { sent, error, send, forget: () => setError(undefined), cancel: () => stop.current?.abort() }
}

function Sending({ sent, onCancel }: { readonly sent: Sent; readonly onCancel: () => void }) {
  const say = useText(intakeTexts)
  const language = useLanguage()
  const share = sent.total > 0 ? Math.min(1, sent.sent / sent.total) : 0
  const whole = share === 1
  const counted = say('sentOf', { sent: formatBytes(sent.sent, language), total: formatBytes(sent.total, language) })
  return (
    <div className="lk-progress" aria-live="polite">
      <div className="lk-progress-head">
        <strong>{say(whole ? 'recognising' : 'uploading')}</strong>
        <span className="lk-muted">{counted}</span>
        <Button size="small" onClick={onCancel}>
          {say('cancelUpload')}
        </Button>
      </div>
      <div
        className="lk-progress-bar"
        role="progressbar"
        aria-label={say('uploading')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        data-state="running"
      >
        <div style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}

function SourceField({ value, onChange }: { readonly value: string; readonly onChange: (source: string) => void }) {
  const say = useText(intakeTexts)
  const known = useQuery(sourcesQuery).data?.rows ?? []
  const id = useId()
  return (
    <div className="lk-intake-narrow">
      <Field label={say('sourceOptional')} hint={say('sourceHint')}>
        <Input maxLength={60} list={id} value={value} onChange={event => onChange(event.target.value)} />
      </Field>
      <datalist id={id}>
        {known.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  )
}

function Upload() {
  const say = useText(intakeTexts)
  const [files, setFiles] = useState<readonly File[]>([])
  const [source, setSource] = useState('')
  const { sent, error, send, forget, cancel } = useSending()
  return (
    <section className="lk-card lk-stack" aria-label={say('files')}>
      <FileDrop
        files={files}
        busy={sent !== undefined}
        onFiles={next => {
          forget()
          setFiles(next)
        }}
      />
      <Refused error={error} />
      {sent ? (
        <Sending sent={sent} onCancel={cancel} />
      ) : files.length > 0 ? (
        <>
          <SourceField value={source} onChange={setSource} />
          <div className="lk-actions">
            <Button type="primary" onClick={() => void send(files, source)}>
              {say('uploadNow')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}

/** A new import: files are chosen and sent; what they hold is settled on the import's own page. */
export function NewImportPage() {
  const say = useText(intakeTexts)
  const may = useMay()
  return (
    <div className="lk-page">
      <PageHeader
        title={say('newImport')}
        lead={say('newImportLead')}
        back={
          <Link to="/data" className="lk-back">
            ← {say('back')}
          </Link>
        }
      />
      {may('imports.manage') ? <Upload /> : <p className="lk-card lk-muted">{say('mayNot')}</p>}
      <SampleCard />
    </div>
  )
}
