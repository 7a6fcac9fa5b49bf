import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Import } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { CountsCard } from './counts-card.tsx'
import { DiscardButton } from './discard-button.tsx'
import { FailedNote } from './failed-note.tsx'
import { FindingsCards } from './findings-card.tsx'
import { start } from './intake.queries.ts'
import { importTexts } from './import.text.ts'
import { RejectionsCard } from './rejections-card.tsx'

/** What the import would do, before anything is written; and the way to do it. */
export function PreviewPart({ found, job }: { readonly found: Import; readonly job: Job | undefined }) {
  const say = useText(importTexts)
  const navigate = useNavigate()
  const { importId, preview } = found
  const going = useMutation({ mutationFn: () => start(importId, 'publish') })
  if (!preview) return null
  const useful = preview.accepted > 0
  return (
    <>
      <FailedNote found={found} job={job} />
      <CountsCard counts={preview} done={false} />
      <div className="lk-card lk-stack lk-import-acts">
        <Refused error={going.error} />
        <div className="lk-actions">
          {useful ? (
            <Button type="primary" loading={going.isPending} onClick={() => going.mutate()}>
              {say('importNow')}
            </Button>
          ) : null}
          <Button type={useful ? 'default' : 'primary'} onClick={() => void navigate({ to: '.', search: { step: 'mapping' } } as never)}>
            {say('editMapping')}
          </Button>
          <DiscardButton found={found} />
        </div>
      </div>
      <RejectionsCard found={found} counts={preview} />
      <FindingsCards found={found} counts={preview} />
    </>
  )
}
