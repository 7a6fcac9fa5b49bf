import { useQuery } from '@tanstack/react-query'
import type { Play } from '#contract/strategy/play.ts'
import { playDifferences } from '#core/strategy/play-differences.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { versionsQuery } from './play.queries.ts'
import { playTexts } from './play.text.ts'
import { usePlayFields } from './use-play-fields.ts'

/** What a version changed against the one before it, field by field. */
function Differences({ now, before }: { readonly now: Play; readonly before: Play }) {
  const say = useText(playTexts)
  const fields = usePlayFields([now, before])
  return (
    <dl className="lk-facts lk-play-diff">
      {playDifferences(before, now).map(field => (
        <div key={field} style={{ display: 'contents' }}>
          <dt>{fields.label(field)}</dt>
          <dd>
            {fields.shown(now, field)}{' '}
            <small className="lk-muted">
              {say('was')} <del>{fields.shown(before, field)}</del>
            </small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Every version of a play, the newest first, with what each changed. */
export function PlayVersions({ playId }: { readonly playId: string }) {
  const say = useText(playTexts)
  const { data, error, refetch } = useQuery(versionsQuery(playId))
  return (
    <div className="lk-stack">
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={48} rows={3} /> : null}
      {data?.rows.map((play, at) => {
        const before = data.rows[at + 1]
        return (
          <section key={play.version} className="lk-card lk-stack" aria-label={say('version', { version: play.version })}>
            <h3>
              {say('version', { version: play.version })} {play.isCurrent ? <span className="lk-play-mark">{say('now')}</span> : null}
            </h3>
            <p className="lk-muted">
              {play.authorName ?? say('byProduct')} · {formatInstant(play.createdAt)}
              {play.note ? ` · ${play.note}` : ''}
            </p>
            {before ? <Differences now={play} before={before} /> : null}
          </section>
        )
      })}
    </div>
  )
}
