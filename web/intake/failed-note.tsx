import type { Import } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ImportLink } from './import-link.tsx'
import { importTexts } from './import.text.ts'
import { deedOf } from './state-word.tsx'
import './intake.css'

/** Why the last attempt failed, and what to do now; nothing where none has. */
export function FailedNote({ found, job }: { readonly found: Import; readonly job: Job | undefined }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const deed = deedOf(job)
  // A fault carries its number in the job's words alone.
  const fits = job?.state === 'failed' && (deed === 'undo') === (found.state === 'published')
  const error = (fits ? job.error : null) ?? found.error
  if (!error) return null
  return (
    <section className="lk-card lk-stack lk-import-failed" role="alert">
      <h2>{say(deed === 'undo' ? 'failedUndo' : deed === 'preview' ? 'failedPreview' : 'failed')}</h2>
      <p>{language === 'en' ? error.en : error.zh}</p>
      {deed === 'undo' ? null : (
        <>
          <p className="lk-muted">{say('failedNow')}</p>
          <div className="lk-actions">
            <ImportLink primary={false} />
          </div>
        </>
      )}
    </section>
  )
}
