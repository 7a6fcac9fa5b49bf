import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Attachment } from '#contract/dyads/attachment.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { bringFileBack, dropFile, fetchFile, nameFile, pictureAddress } from './custom-fields.queries.ts'
import { customTexts } from './custom-fields.text.ts'

/** 1.2 MB, 340 KB: of 1,024 each; what is smaller counts as 1 KB. */
export function sizeIn(bytes: number, language: string): string {
  if (bytes === 0) return '0 KB'
  const [amount, unit] = bytes >= 1_048_576 ? [bytes / 1_048_576, 'MB'] : [Math.max(1, bytes / 1024), 'KB']
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)} ${unit}`
}

function Renaming({ file, onDone }: { readonly file: Attachment; readonly onDone: () => void }) {
  const say = useText(customTexts)
  const [name, setName] = useState(file.name)
  const saving = useMutation({ mutationFn: () => nameFile(file, name.trim()), onSuccess: onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') saving.mutate()
  }
  return (
    <form className="lk-actions" onSubmit={submit}>
      <Input autoFocus maxLength={200} aria-label={say('newName')} value={name} onChange={event => setName(event.target.value)} />
      <Button type="primary" htmlType="submit" loading={saving.isPending}>
        {say('save')}
      </Button>
      <Button onClick={onDone}>{say('cancel')}</Button>
      <Refused error={saving.error} />
    </form>
  )
}

function useRemoval(file: Attachment) {
  const say = useText(customTexts)
  return useMutation({
    mutationFn: () => dropFile(file),
    onSuccess: () =>
      toast('done', say('removed', { name: file.name }), { undo: { label: say('undo'), run: () => void bringFileBack(file) } }),
  })
}

type Given = { readonly file: Attachment; readonly mayWrite: boolean; readonly onVersions?: () => void }

/** One file: what it is, and what can be done with it. A removed one can be brought back while the word on it is shown. */
export function FileRow({ file, mayWrite, onVersions }: Given) {
  const say = useText(customTexts)
  const language = useLanguage()
  const [isRenaming, setRenaming] = useState(false)
  const removing = useRemoval(file)
  const fetching = useMutation({ mutationFn: () => fetchFile(file) })
  const { name } = file
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(file.createdAt))
  return (
    <li className="lk-file">
      {file.isPicture ? <img className="lk-file-picture" src={pictureAddress(file)} alt="" loading="lazy" /> : null}
      <div className="lk-file-name">
        {isRenaming ? <Renaming file={file} onDone={() => setRenaming(false)} /> : <strong>{name}</strong>}
        <div className="lk-muted">
          {[
            say(`on_${file.entity}`),
            sizeIn(file.bytes, language),
            file.revision > 1 ? say('revision', { number: file.revision }) : '',
            file.authorName,
            when,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        <Refused error={removing.error ?? fetching.error} />
      </div>
      <div className="lk-actions lk-no-print">
        <Button size="small" aria-label={say('downloadOf', { name })} loading={fetching.isPending} onClick={() => fetching.mutate()}>
          {say('download')}
        </Button>
        {onVersions && file.revision > 1 ? (
          <Button size="small" aria-label={say('versionsOf', { name })} onClick={onVersions}>
            {say('versions')}
          </Button>
        ) : null}
        {mayWrite ? (
          <>
            <Button size="small" aria-label={say('renameOf', { name })} onClick={() => setRenaming(true)}>
              {say('rename')}
            </Button>
            <Button
              size="small"
              type="text"
              danger
              aria-label={say('removeOf', { name })}
              loading={removing.isPending}
              onClick={() => removing.mutate()}
            >
              {say('remove')}
            </Button>
          </>
        ) : null}
      </div>
    </li>
  )
}
