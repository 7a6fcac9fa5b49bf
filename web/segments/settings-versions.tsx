import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { type Draft, draftOf } from '#web/value/draft.ts'
import { settingsTexts } from '#web/value/settings.text.ts'
import { versionQuery, versionsQuery } from '#web/value/value.queries.ts'

/** Every version of the settings with who made it and why; any of them may be the start of a new draft. */
export function SettingsVersions({ disabled, onUse }: { readonly disabled: boolean; readonly onUse: (draft: Draft) => void }) {
  const say = useText(settingsTexts)
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(versionsQuery)
  const use = async (version: number) => onUse(draftOf((await client.fetchQuery(versionQuery(version))).settings))
  return (
    <section className="lk-card lk-stack" aria-label={say('versions')}>
      <h2>{say('versions')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={20} rows={3} /> : null}
      <ol className="lk-stack">
        {data?.rows.map(({ version, note, author, createdAt, inUse }) => (
          <li key={version}>
            <strong>{say('versionNo', { version })}</strong> {inUse ? <span className="lk-tag lk-tag-line">{say('inUse')}</span> : null}
            <div>{note ?? say('defaults')}</div>
            {createdAt ? <div className="lk-muted">{say('by', { author: author ?? '—', date: createdAt.slice(0, 10) })}</div> : null}
            {disabled ? null : (
              <Button size="small" onClick={() => void use(version)}>
                {say('use')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
