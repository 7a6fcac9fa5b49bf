import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import type { Attachment } from '#contract/dyads/attachment.ts'
import type { AttachmentEntity } from '#core/dyads/attachment.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { FileRow, sizeIn } from './attachments-row.tsx'
import { fileRoomQuery, filesQuery, type RecordOf, sendFile } from './custom-fields.queries.ts'
import { customTexts } from './custom-fields.text.ts'
import './custom-fields.css'
import './dyads.css'

type Sending = { readonly name: string; readonly percent: number }

/** Sends files one after another; what is refused is told and the next one goes on. */
function useSending(at: RecordOf<AttachmentEntity>) {
  const say = useText(customTexts)
  const [sending, setSending] = useState<Sending>()
  const [errors, setErrors] = useState<readonly unknown[]>([])
  const send = async (files: readonly File[]) => {
    setErrors([])
    for (const file of files) {
      setSending({ name: file.name, percent: 0 })
      try {
        await sendFile(at, file, ({ sent, total }) =>
          setSending({ name: file.name, percent: total > 0 ? Math.round((100 * sent) / total) : 0 }),
        )
        toast('done', say('uploaded', { name: file.name }))
      } catch (error) {
        setErrors(old => [...old, error])
      }
    }
    setSending(undefined)
  }
  return { sending, errors, send }
}

function Room() {
  const say = useText(customTexts)
  const language = useLanguage()
  const { data } = useQuery(fileRoomQuery)
  if (data === undefined) return null
  const used = sizeIn(data.usedBytes, language)
  const limit = say('limit', { size: sizeIn(data.fileBytes, language), endings: data.endings.join(' ') })
  const room = data.quotaBytes === null ? say('room', { used }) : say('roomOf', { used, quota: sizeIn(data.quotaBytes, language) })
  return (
    <p className="lk-muted">
      {limit} · {room}
    </p>
  )
}

function Versions({ file, mayWrite, onClose }: { readonly file: Attachment; readonly mayWrite: boolean; readonly onClose: () => void }) {
  const say = useText(customTexts)
  const { dyadId, recordId, name } = file
  const { data, error } = useInfiniteQuery(filesQuery({ dyadId, recordId, name }))
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  return (
    <DrawerPage open title={say('versionsOf', { name })} onClose={onClose} width={600}>
      <Refused error={error} />
      <ul className="lk-file-list">
        {rows.map(row => (
          <FileRow key={row.attachmentId} file={row} mayWrite={mayWrite} />
        ))}
      </ul>
    </DrawerPage>
  )
}

/** The files of a customer with those of its records, or of one record: dropped onto the card or chosen. */
export function AttachmentsCard({ at, only = false }: { readonly at: RecordOf<AttachmentEntity>; readonly only?: boolean }) {
  const say = useText(customTexts)
  const chooser = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [versions, setVersions] = useState<Attachment>()
  const { sending, errors, send } = useSending(at)
  const list = useInfiniteQuery(filesQuery({ dyadId: at.dyadId, recordId: only ? at.recordId : undefined }))
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const mayWrite = list.data?.pages[0]?.mayWrite ?? false
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (mayWrite) void send([...event.dataTransfer.files])
  }
  const choose = mayWrite ? (
    <Button disabled={sending !== undefined} onClick={() => chooser.current?.click()}>
      {say('upload')}
    </Button>
  ) : null
  return (
    <section
      className="lk-card lk-stack lk-files"
      data-over={isOver && mayWrite}
      aria-label={say('files')}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="lk-card-title">
        <h2>{say('files')}</h2>
        {rows.length > 0 ? choose : null}
      </div>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={say('upload')}
        onChange={event => {
          void send([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {sending ? <p role="status">{say('sending', sending)}</p> : null}
      {errors.map((error, index) => (
        <Refused key={String(index)} error={error} />
      ))}
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Bones height={48} rows={3} /> : null}
      {list.data && rows.length === 0 ? (
        <EmptyState title={say('noFiles')} actions={choose}>
          {say('noFilesLead')} {mayWrite ? say('drop') : ''}
        </EmptyState>
      ) : null}
      <ul className="lk-file-list">
        {rows.map(file => (
          <FileRow key={file.attachmentId} file={file} mayWrite={mayWrite} onVersions={() => setVersions(file)} />
        ))}
      </ul>
      {list.hasNextPage ? <Button onClick={() => void list.fetchNextPage()}>{say('moreFiles')}</Button> : null}
      <Room />
      {versions ? <Versions file={versions} mayWrite={mayWrite} onClose={() => setVersions(undefined)} /> : null}
    </section>
  )
}
