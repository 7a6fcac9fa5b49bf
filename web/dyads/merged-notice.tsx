import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '#web/platform/text.ts'
import { toast } from '#web/ui/toast.ts'
import { duplicateTexts } from './duplicates.text.ts'

/** On the page of a customer that was merged away: says so, and goes on to the one that it is part of now. */
export function MergedNotice({ dyadId }: { readonly dyadId: string }) {
  const say = useText(duplicateTexts)
  const navigate = useNavigate()
  const notice = say('mergedNotice')
  useEffect(() => {
    toast('told', notice)
    void navigate({ to: '/customers/$dyadId', params: { dyadId }, search: (old: Record<string, unknown>) => old, replace: true } as never)
  }, [dyadId, navigate, notice])
  return <p className="lk-muted">{notice}</p>
}
