import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Import } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { DiscardButton } from './discard-button.tsx'
import { FileMappingCard } from './file-mapping-card.tsx'
import { FailedNote } from './failed-note.tsx'
import { ImportSettingsCard } from './import-settings-card.tsx'
import { start } from './intake.queries.ts'
import { importTexts } from './import.text.ts'
import { useMappingChange } from './mapping-change.ts'

/** What still stands in the way of reading the files; undefined where nothing does. */
function obstacleOf({ mapping }: Import): 'nothingToRead' | 'stillMissing' | undefined {
  const read = mapping.filter(file => file.target !== null)
  if (read.length === 0) return 'nothingToRead'
  return read.some(file => file.missing.length > 0) ? 'stillMissing' : undefined
}

/** How the files are read: settings of the import, then each file with its columns; each change is saved at once. */
export function MappingForm({ found, job }: { readonly found: Import; readonly job: Job | undefined }) {
  const say = useText(importTexts)
  const navigate = useNavigate()
  const change = useMappingChange(found.importId)
  const { importId, preview } = found
  const trying = useMutation({
    mutationFn: () => start(importId, 'preview'),
    onSuccess: () => navigate({ to: '.', search: {}, replace: true } as never),
  })
  const obstacle = obstacleOf(found)
  return (
    <>
      <FailedNote found={found} job={job} />
      <ImportSettingsCard key={`settings ${importId}`} found={found} change={change} />
      {found.mapping.map(file => (
        <FileMappingCard key={file.fileNo} file={file} alone={found.mapping.length === 1} change={change} />
      ))}
      <div className="lk-card lk-stack lk-import-acts">
        <Refused error={change.error ?? trying.error} />
        <div className="lk-actions">
          {preview ? (
            <Button type="primary" onClick={() => void navigate({ to: '.', search: {} } as never)}>
              {say('seePreview')}
            </Button>
          ) : (
            <Button
              type="primary"
              loading={trying.isPending}
              disabled={obstacle !== undefined || change.isSaving}
              onClick={() => trying.mutate()}
            >
              {say('check')}
            </Button>
          )}
          <DiscardButton found={found} />
          <span className="lk-muted" aria-live="polite">
            {obstacle ? say(obstacle) : change.isSaving ? say('saving') : say('checkLead')}
          </span>
        </div>
        <p className="lk-muted">{say('saved')}</p>
      </div>
    </>
  )
}
