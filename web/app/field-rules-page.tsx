import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { type FieldRule, type FieldRules, readFieldRules, ruledRoles, saveFieldRules } from '#contract/platform/field-rules.ts'
import {
  type FieldApplies,
  fieldApplies,
  type FieldLevel,
  fieldLevels,
  guardedEntities,
  type GuardedEntity,
  guardedFields,
} from '#core/platform/field-policy.ts'
import { call } from '#web/platform/call.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { toast } from '#web/ui/toast.ts'
import { differing, levelAt, withLevel } from './field-rules-draft.ts'
import { FieldPreview } from './field-rules-preview.tsx'
import { fieldRulesTexts } from './field-rules.text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'
import { useRoleName } from './users-roles.tsx'
import '#web/dyads/dyads.css'
import './admin.css'

const rulesQuery = { queryKey: ['field-rules'], queryFn: ({ signal }: { signal: AbortSignal }) => call(readFieldRules, {}, { signal }) }

type Change = (entity: GuardedEntity, field: string, role: FieldRule['role'], level: FieldLevel) => void
type MatrixGiven = {
  readonly rules: readonly FieldRule[]
  readonly applies: FieldApplies
  readonly entity: GuardedEntity
  readonly change: Change | undefined
}

/** What each role may do with each field of one entity, in one case. */
function Matrix({ rules, applies, entity, change }: MatrixGiven) {
  const say = useText(fieldRulesTexts)
  const roleName = useRoleName()
  const name = (field: string) => say(`f_${field}` as 'f_note')
  return (
    <section className="lk-card lk-stack" aria-label={say(`e_${entity}`)}>
      <h2>{say(`e_${entity}`)}</h2>
      <ScrollSideways label={say(`e_${entity}`)}>
        <table className="lk-rules">
          <thead>
            <tr>
              <th scope="col">{say('field')}</th>
              {ruledRoles.map(role => (
                <th key={role} scope="col">
                  {roleName(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.keys(guardedFields[entity]).map(field => (
              <tr key={field}>
                <th scope="row">{name(field)}</th>
                {ruledRoles.map(role => {
                  const level = levelAt(rules, { entity, field, role, applies })
                  return (
                    <td key={role} data-level={level}>
                      <select
                        className="lk-select"
                        disabled={change === undefined}
                        aria-label={say('levelOf', { field: name(field), role: roleName(role) })}
                        value={level}
                        onChange={event => change?.(entity, field, role, event.target.value as FieldLevel)}
                      >
                        {fieldLevels.map(one => (
                          <option key={one} value={one}>
                            {say(one)}
                          </option>
                        ))}
                      </select>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSideways>
    </section>
  )
}

function useSaving(version: string, onSaved: () => void) {
  const say = useText(fieldRulesTexts)
  const client = useQueryClient()
  return useMutation({
    mutationFn: (rules: readonly FieldRule[]) => call(saveFieldRules, { body: { rules: [...rules], version } }),
    onSuccess: saved => {
      client.setQueryData(rulesQuery.queryKey, saved)
      toast('done', say('saved'))
      onSaved()
    },
  })
}

function Origin({ given }: { readonly given: FieldRules }) {
  const say = useText(fieldRulesTexts)
  const zone = usePlace()?.tenant.timeZone
  const mayAudit = useMay()('audit.read')
  if (given.changedAt === null) return <p className="lk-muted">{say('usual')}</p>
  return (
    <p className="lk-muted">
      {say('changed', { when: formatInstant(given.changedAt, zone), name: given.changedByName ?? say('somebody') })}{' '}
      {mayAudit ? (
        <Link to="/settings/audit" search={{ entity: 'field_rules' }}>
          {say('history')}
        </Link>
      ) : null}
    </p>
  )
}

function Editor({ given }: { readonly given: FieldRules }) {
  const say = useText(fieldRulesTexts)
  const may = useMay()('settings.manage')
  const [changedTo, setChangedTo] = useState<readonly FieldRule[]>()
  const [applies, setApplies] = useState<FieldApplies>('unclaimed')
  const rules = changedTo ?? given.rules
  const saving = useSaving(given.version, () => setChangedTo(undefined))
  const count = differing(given.rules, rules)
  const change: Change = (entity, field, role, level) => setChangedTo(withLevel(rules, { entity, field, role, applies }, level))
  return (
    <>
      <Origin given={given} />
      <div className="lk-tabs" role="group" aria-label={say('when')}>
        {fieldApplies.map(one => (
          <button
            key={one}
            type="button"
            className="lk-tab"
            aria-current={one === applies ? 'true' : undefined}
            onClick={() => setApplies(one)}
          >
            {say(one)}
          </button>
        ))}
      </div>
      <p className="lk-muted">{say('whenHint')}</p>
      <Refused error={saving.error} />
      {may && count > 0 ? (
        <div className="lk-actions" role="status">
          <span>{say('unsaved', { count })}</span>
          <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate(rules)}>
            {say('save')}
          </Button>
          <Button onClick={() => setChangedTo(undefined)}>{say('discard')}</Button>
        </div>
      ) : null}
      {guardedEntities.map(entity => (
        <Matrix key={entity} rules={rules} applies={applies} entity={entity} change={may ? change : undefined} />
      ))}
      <FieldPreview rules={rules} />
    </>
  )
}

/** Which fields each role sees and changes, as a matrix, with a preview as any role. */
export function FieldRulesPage() {
  const say = useText(fieldRulesTexts)
  const { data, error, refetch } = useQuery(rulesQuery)
  return (
    <SettingsFrame title={say('fieldRules')} lead={say('lead')} needs="settings.read">
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={32} rows={10} /> : null}
      {data ? <Editor given={data} /> : null}
    </SettingsFrame>
  )
}
