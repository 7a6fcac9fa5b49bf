import { useQuery } from '@tanstack/react-query'
import type { AccountTeam } from '#contract/relationships/bond.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { teamQuery } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'

type Member = AccountTeam['collaborators'][number]
type Function = AccountTeam['functions'][number]

function MemberLine({ member }: { readonly member: Member }) {
  const say = useText(bondTexts)
  const { name, role, mayWrite, lastContactOn } = member
  return (
    <>
      <strong>{name}</strong>{' '}
      <span className="lk-muted">
        {[
          role && say(`role_${role}`),
          say(mayWrite ? 'writes' : 'readsOnly'),
          lastContactOn === null ? say('neverContact') : say('lastContact', { day: lastContactOn }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}

const shownRights = [
  ['customers.read', 'sees_people'],
  ['facts.read', 'sees_facts'],
  ['values.read', 'sees_values'],
] as const

function FunctionRow({ one }: { readonly one: Function }) {
  const say = useText(bondTexts)
  const { role, people, writers, permissions, hidden, masked } = one
  return (
    <tr>
      <th scope="row">{say(`role_${role}`)}</th>
      <td className="lk-end">{people}</td>
      <td className="lk-end">{writers}</td>
      <td>
        {shownRights
          .filter(([permission]) => permissions.includes(permission))
          .map(([, word]) => say(word))
          .join(' · ')}
        <div className="lk-muted">
          {[hidden > 0 && say('hiddenFields', { count: hidden }), masked > 0 && say('maskedFields', { count: masked })]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </td>
    </tr>
  )
}

/** Who works on a customer, and which function of the firm sees what of it. */
export function TeamPart({ dyadId }: { readonly dyadId: string }) {
  const say = useText(bondTexts)
  const { data, error, refetch } = useQuery(teamQuery(dyadId))
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('teamLead')}</p>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={4} /> : null}
      {data ? (
        <>
          <dl className="lk-facts">
            <dt>{say('owner')}</dt>
            <dd>{data.owner ? <MemberLine member={data.owner} /> : say('nobody')}</dd>
            <dt>{say('department')}</dt>
            <dd>{data.departmentName ?? '—'}</dd>
            {data.collaborators.map(member => (
              <div key={member.userId} className="lk-team-line">
                <dt>{say('collaborators')}</dt>
                <dd>
                  <MemberLine member={member} />
                </dd>
              </div>
            ))}
          </dl>
          <ScrollSideways label={say('functionName')}>
            <table className="lk-parts">
              <thead>
                <tr>
                  <th scope="col">{say('functionName')}</th>
                  <th scope="col" className="lk-end">
                    {say('people')}
                  </th>
                  <th scope="col" className="lk-end">
                    {say('writers')}
                  </th>
                  <th scope="col">{say('sees')}</th>
                </tr>
              </thead>
              <tbody>
                {data.functions.map(one => (
                  <FunctionRow key={one.role} one={one} />
                ))}
              </tbody>
            </table>
          </ScrollSideways>
        </>
      ) : null}
    </div>
  )
}
