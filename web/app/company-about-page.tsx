import { useQuery } from '@tanstack/react-query'
import type { Health } from '#contract/platform/health.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { healthQuery, settingsQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'

const parts = [
  ['database', 'database', 'databaseBad'],
  ['migrations', 'migrations', 'migrationsBad'],
  ['jobs', 'backgroundJobs', 'backgroundJobsBad'],
] as const

function HealthCard({ health }: { readonly health: Health }) {
  const say = useText(adminTexts)
  return (
    <section className="lk-card lk-stack" aria-labelledby="health">
      <h2 id="health">{say('health')}</h2>
      <p>
        <span className="lk-admin-state" data-tone={health.ok ? 'good' : 'bad'}>
          {say(health.ok ? 'healthy' : 'unhealthy')}
        </span>
      </p>
      <dl className="lk-facts">
        {parts.flatMap(([part, name, bad]) => [<dt key={name}>{say(name)}</dt>, <dd key={bad}>{say(health[part].ok ? 'fine' : bad)}</dd>])}
      </dl>
    </section>
  )
}

/** The settings of value that the next calculation follows; left out where they cannot be read. */
function SettingsVersion() {
  const say = useText(adminTexts)
  const { data } = useQuery({ ...settingsQuery, retry: false, enabled: useMay()('settings.read') })
  if (!data) return null
  return (
    <>
      <dt>{say('settingsVersion')}</dt>
      <dd>{say('settingsVersionOf', { version: data.version.version })}</dd>
    </>
  )
}

function ProductCard({ version }: { readonly version: string }) {
  const say = useText(adminTexts)
  const language = useLanguage()
  return (
    <section className="lk-card" aria-label={say('about')}>
      <dl className="lk-facts lk-admin-facts">
        <dt>{say('version')}</dt>
        <dd>
          {say('product')} {version}
        </dd>
        <SettingsVersion />
        <dt>{say('whereData')}</dt>
        <dd>{say('whereDataWords')}</dd>
        <dt>{say('backup')}</dt>
        <dd>{say('backupWords')}</dd>
        <dt>{say('openInterface')}</dt>
        <dd>
          <a href={`/api/docs?lang=${language}`}>{say('interfacePage')}</a> · <a href="/api/openapi.json">{say('interfaceFile')}</a>
        </dd>
        <dt>{say('licence')}</dt>
        <dd>Apache-2.0</dd>
      </dl>
    </section>
  )
}

/** The product itself: which one it is, whether it is well, where it keeps its data. */
export function AboutPage() {
  const say = useText(adminTexts)
  const { data: health, error, isPending, refetch } = useQuery(healthQuery)
  return (
    <SettingsFrame title={say('about')} narrow>
      <Refused error={error} onAgain={() => void refetch()} />
      {isPending ? <Bones height={32} rows={4} /> : null}
      {health ? <ProductCard version={health.version} /> : null}
      {health ? <HealthCard health={health} /> : null}
    </SettingsFrame>
  )
}
