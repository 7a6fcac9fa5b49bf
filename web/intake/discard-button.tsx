import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Import } from '#contract/intake.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { toast } from '#web/ui/toast.ts'
import { useFileWords } from './imports-list.tsx'
import { giveUp } from './intake.queries.ts'
import { importTexts } from './import.text.ts'

/** Gives up an import that is not published, after a question. */
export function DiscardButton({ found }: { readonly found: Import }) {
  const say = useText(importTexts)
  const words = useFileWords()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const going = useMutation({
    mutationFn: () => giveUp(found.importId),
    onSuccess: async () => {
      toast('done', say('discarded'))
      await navigate({ to: '/data' })
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('discard')}</Button>
      <ConfirmDanger
        open={open}
        title={say('discardTitle', { files: words(found.files) })}
        verb={say('discard')}
        busy={going.isPending}
        error={going.error}
        onConfirm={() => going.mutate()}
        onClose={() => setOpen(false)}
      >
        {say('discardEffect', { count: found.files.length })}
      </ConfirmDanger>
    </>
  )
}
