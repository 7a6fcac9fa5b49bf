import { useState } from 'react'
import { type FieldRule, ruledRoles } from '#contract/platform/field-rules.ts'
import { type GuardedEntity, guardedFields, type Hold, levelOf, policyFor, shown } from '#core/platform/field-policy.ts'
import { type Say, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { fieldRulesTexts } from './field-rules.text.ts'
import { useRoleName } from './users-roles.tsx'

type Words = Say<typeof fieldRulesTexts.pairs>

/** An invented customer and one of its people, to show what a role sees. */
const samplesIn = (say: Words) =>
  ({
    customer: {
      uscc: '91310000132200010X',
      phone: '021-55550123',
      email: 'office@example.com',
      website: 'https://www.example.com',
      address: say('sampleAddress'),
      postalCode: '200000',
      country: 'CN',
      region: say('sampleCity'),
      city: say('sampleCity'),
      industry: 'C34',
      note: 'A-1',
      paymentTermsDays: 60,
      contractEndsOn: '2027-12-31',
      endNoticedOn: '2027-09-30',
    },
    contact: {
      title: say('sampleTitle'),
      department: say('sampleDepartment'),
      phone: '13800138000',
      email: 'buyer@example.com',
      language: 'zh-CN',
      note: 'B-2',
    },
  }) as const satisfies Partial<Record<GuardedEntity, Record<string, string | number>>>

const cases = [
  ['mine', 'mine'],
  ['others', 'others'],
  ['unclaimed', 'waiting'],
] as const satisfies readonly (readonly [Hold, string])[]

function Sample({
  entity,
  role,
  rules,
}: {
  readonly entity: keyof ReturnType<typeof samplesIn>
  readonly role: FieldRule['role']
  readonly rules: readonly FieldRule[]
}) {
  const say = useText(fieldRulesTexts)
  const policy = policyFor(entity, role, rules)
  const samples = samplesIn(say)
  const seen = cases.map(([hold]) => shown<Readonly<Record<string, string | number | null>>>(policy, samples[entity], hold))
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {say(`e_${entity}`)}
        </th>
      </tr>
      {Object.keys(guardedFields[entity]).map(field => (
        <tr key={field}>
          <th scope="row">{say(`f_${field}` as 'f_note')}</th>
          {cases.map(([hold], at) => {
            const level = levelOf(policy, field, hold)
            const value = seen[at]?.[field]
            return (
              <td key={hold} data-level={level}>
                {value === null || value === undefined ? say('nothing') : value}{' '}
                {level === 'editable' ? null : <span className="lk-muted">{say(level)}</span>}
              </td>
            )
          })}
        </tr>
      ))}
    </tbody>
  )
}

/** One invented customer as a role would see it under these rules, saved or not. */
export function FieldPreview({ rules }: { readonly rules: readonly FieldRule[] }) {
  const say = useText(fieldRulesTexts)
  const roleName = useRoleName()
  const [role, setRole] = useState<FieldRule['role']>('account_manager')
  return (
    <section className="lk-card lk-stack" aria-label={say('preview')}>
      <h2>{say('preview')}</h2>
      <Field label={say('role')}>
        <select className="lk-select" value={role} onChange={event => setRole(event.target.value as FieldRule['role'])}>
          {ruledRoles.map(one => (
            <option key={one} value={one}>
              {roleName(one)}
            </option>
          ))}
        </select>
      </Field>
      <p className="lk-muted">{say('previewLead')}</p>
      <ScrollSideways label={say('preview')}>
        <table className="lk-rules">
          <thead>
            <tr>
              <th scope="col">{say('field')}</th>
              {cases.map(([hold, text]) => (
                <th key={hold} scope="col">
                  {say(text)}
                </th>
              ))}
            </tr>
          </thead>
          <Sample entity="customer" role={role} rules={rules} />
          <Sample entity="contact" role={role} rules={rules} />
        </table>
      </ScrollSideways>
    </section>
  )
}
