import { CloseOutlined, InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { formatBytes } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { intakeTexts } from './intake.text.ts'
import './intake.css'

const accepted = '.csv,.tsv,.txt,.gz,.xlsx'

/** Files of the same name are the same file chosen anew: the later one counts. */
const together = (before: readonly File[], added: readonly File[]) => [
  ...before.filter(file => !added.some(other => other.name === file.name)),
  ...added,
]

type Given = { readonly files: readonly File[]; readonly busy: boolean; readonly onFiles: (files: readonly File[]) => void }

function Chosen({ files, busy, onFiles }: Given) {
  const say = useText(intakeTexts)
  const language = useLanguage()
  const size = formatBytes(
    files.reduce((sum, file) => sum + file.size, 0),
    language,
  )
  return (
    <div className="lk-stack">
      <p aria-live="polite">{say('chosen', { count: files.length, size })}</p>
      <ul className="lk-chosen">
        {files.map(file => (
          <li key={file.name}>
            <span className="lk-chosen-name">{file.name}</span>
            <span className="lk-muted">{file.size === 0 ? say('emptyFile') : formatBytes(file.size, language)}</span>
            <Button
              size="small"
              type="text"
              disabled={busy}
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={say('remove', { name: file.name })}
              onClick={() => onFiles(files.filter(other => other !== file))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where files are dropped or chosen, several at once and more later; each can be taken out again. */
export function FileDrop(given: Given) {
  const say = useText(intakeTexts)
  const { files, busy, onFiles } = given
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!busy) onFiles(together(files, [...event.dataTransfer.files]))
  }
  return (
    <>
      {/* Dropping is for the mouse; the button inside does the same by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className="lk-drop"
        data-over={over}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={take}
      >
        <InboxOutlined className="lk-drop-icon" aria-hidden="true" />
        <span className="lk-actions">
          <span className="lk-drop-words">{say('dropHere')}</span>
          <Button type={files.length === 0 ? 'primary' : 'default'} disabled={busy} onClick={() => input.current?.click()}>
            {say('chooseFiles')}
          </Button>
        </span>
        <span className="lk-muted">{say('dropKinds')}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={accepted}
          aria-label={say('chooseFiles')}
          onChange={event => {
            onFiles(together(files, [...(event.target.files ?? [])]))
            event.target.value = ''
          }}
        />
      </div>
      {files.length > 0 ? <Chosen {...given} /> : null}
    </>
  )
}
