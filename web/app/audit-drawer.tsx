import { Link } from '@tanstack/react-router'
import type { AuditEntry } from '#contract/platform/audit.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { differencesOf } from './audit-differences.ts'
import { useAuditWords, useValueWords } from './audit-words.ts'
import { auditTexts } from './audit-words.text.ts'
import { deviceOf } from './device.ts'

type PersonName = (userId: string) => string | undefined

function Differences({ entry, personName }: { readonly entry: AuditEntry; readonly personName: PersonName }) {
  const say = useText(auditTexts)
  const { field } = useAuditWords()
  const value = useValueWords(personName)
  const differences = differencesOf(entry.before, entry.after).filter(({ path }) => !path.endsWith('tenantId'))
  if (differences.length === 0) return <p className="lk-muted">{say('noDifference')}</p>
  const [showBefore, showAfter] = [entry.before !== null, entry.after !== null]
  return (
    <table className="lk-admin-table" aria-label={say('details')}>
      <thead>
        <tr>
          <th scope="col">{say('field')}</th>
          {showBefore ? <th scope="col">{say('before')}</th> : null}
          {showAfter ? <th scope="col">{say('after')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">{path === '' ? '—' : field(path)}</th>
            {showBefore ? <td>{showAfter ? <del>{value(path, before)}</del> : value(path, before)}</td> : null}
            {showAfter ? (
              <td>
                <ins>{value(path, after)}</ins>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Circumstances({ entry }: { readonly entry: AuditEntry }) {
  const say = useText(auditTexts)
  const zone = usePlace()?.tenant.timeZone
  const facts = [
    [say('at'), formatInstant(entry.at, zone)],
    [say('who'), entry.userName ?? say('system')],
    [say('ipAddress'), entry.ipAddress],
    [say('device'), deviceOf(entry.userAgent)],
    [say('rows'), entry.rowsAffected?.toString()],
    [say('fileHash'), entry.fileHash],
    [say('requestId'), entry.requestId],
  ] as const
  return (
    <dl className="lk-facts lk-admin-facts">
      {facts.flatMap(([name, text]) =>
        text
          ? [
              <dt key={name}>{name}</dt>,
              <dd key={`${name} text`} className="lk-admin-long">
                {text}
              </dd>,
            ]
          : [],
      )}
    </dl>
  )
}

type Given = { readonly entry: AuditEntry | undefined; readonly personName: PersonName; readonly onClose: () => void }

/** One entry of the trail: what changed from what to what, and from where it was done. */
export function AuditDrawer({ entry, personName, onClose }: Given) {
  const say = useText(auditTexts)
  const { deed } = useAuditWords()
  return (
    <DrawerPage open={entry !== undefined} title={entry ? deed(entry) : ''} width={640} onClose={onClose}>
      {entry ? (
        <div className="lk-stack">
          <Differences entry={entry} personName={personName} />
          <Circumstances entry={entry} />
          {entry.entityId === null ? null : (
            <Link to="/settings/audit" search={{ entity: entry.entity, entityId: entry.entityId }}>
              {say('sameObject')}
            </Link>
          )}
        </div>
      ) : null}
    </DrawerPage>
  )
}
