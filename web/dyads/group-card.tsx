import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import type { Group, GroupMember } from '#contract/dyads/group.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { nameIn } from './customer-columns.tsx'
import { GroupForm, LeaveGroup } from './group-form.tsx'
import { groupQuery } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'
import './dyads.css'
import './parties.css'

function Name({ member, isHere }: { readonly member: GroupMember; readonly isHere: boolean }) {
  const say = useText(partyTexts)
  const language = useLanguage()
  if (member.name === null) return <span className="lk-muted">{say('unseenMember')}</span>
  const name = nameIn({ name: member.name, nameEn: member.nameEn }, language)
  if (isHere)
    return (
      <strong>
        {name} <span className="lk-tag lk-tag-line">{say('thisOne')}</span>
      </strong>
    )
  if (member.dyadId === null) return <span>{name}</span>
  return (
    <Link to="/customers/$dyadId" params={{ dyadId: member.dyadId }} search={{ tab: 'company' } as never}>
      {name}
    </Link>
  )
}

/** A group as a tree in a table: each with its own value and the sums of all at and below it. */
export function GroupTree({ group, here }: { readonly group: Group; readonly here?: string }) {
  const say = useText(partyTexts)
  return (
    <div className="lk-rows-scroll">
      <table className="lk-rows">
        <thead>
          <tr>
            <th scope="col">{say('member')}</th>
            <th scope="col" className="lk-end lk-wide">
              {say('ownValue')}
            </th>
            <th scope="col" className="lk-end">
              {say('sumValue')}
            </th>
            <th scope="col" className="lk-end lk-wide">
              {say('sumSales')}
            </th>
            <th scope="col" className="lk-end">
              {say('members')}
            </th>
          </tr>
        </thead>
        <tbody>
          {group.members.map(member => (
            <tr key={member.partyId} data-here={member.partyId === here}>
              <th scope="row" style={{ paddingLeft: 8 + member.level * 20 }}>
                {member.level > 0 ? <span aria-hidden="true">└ </span> : null}
                <Name member={member} isHere={member.partyId === here} />
              </th>
              <td className="lk-end lk-wide">
                <Money minor={member.own.netContributionMinor} short />
              </td>
              <td className="lk-end">
                <Money minor={member.sum.netContributionMinor} short />
              </td>
              <td className="lk-end lk-wide">
                <Money minor={member.sum.netSalesMinor} short />
              </td>
              <td className="lk-end">{member.sum.customers}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {group.unseen > 0 ? <p className="lk-muted">{say('unseenCount', { count: group.unseen })}</p> : null}
      {group.more ? <p className="lk-muted">{say('moreMembers')}</p> : null}
    </div>
  )
}

function Past({ group }: { readonly group: Group }) {
  const say = useText(partyTexts)
  return group.past.map(({ name, fromOn, untilOn }) => (
    <p key={`${fromOn} ${untilOn}`} className="lk-muted">
      {say('past', { name: name ?? say('unseenMember'), from: fromOn, until: untilOn })}
    </p>
  ))
}

/** The group that a customer belongs to, and where its place in it is changed. */
export function GroupCard({ customer }: { readonly customer: Customer }) {
  const say = useText(partyTexts)
  const { data: group, error, refetch } = useQuery(groupQuery(customer.dyadId))
  const [doing, setDoing] = useState<'move' | 'leave'>()
  const me = group?.members.find(member => member.partyId === group.partyId)
  const isAlone = group !== undefined && group.members.length === 1
  const move = me?.mayWrite ? (
    <Button onClick={() => setDoing('move')}>{say(me.parentId === null ? 'joinGroup' : 'setParent')}</Button>
  ) : null
  const top = group?.members[0]
  return (
    <section className="lk-card lk-stack" aria-label={say('group')}>
      <div className="lk-card-title">
        <h2>{say('group')}</h2>
        {group && !isAlone ? (
          <div className="lk-actions lk-no-print">
            {me?.mayWrite && me.parentId !== null ? <Button onClick={() => setDoing('leave')}>{say('leaveGroup')}</Button> : null}
            {move}
          </div>
        ) : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {group === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {isAlone ? (
        <EmptyState title={say('noGroup')} actions={move}>
          {say('noGroupLead')}
        </EmptyState>
      ) : null}
      {group && !isAlone ? (
        <>
          <p className="lk-muted">
            {say('groupLead')}{' '}
            {top && top.name !== null ? (
              <Link to="/customers" search={{ group: [top.partyId] } as never}>
                {say('inList')}
              </Link>
            ) : null}
          </p>
          <GroupTree group={group} here={group.partyId} />
        </>
      ) : null}
      {group ? <Past group={group} /> : null}
      {doing === 'move' && me ? <GroupForm member={me} onClose={() => setDoing(undefined)} /> : null}
      {doing === 'leave' && me ? <LeaveGroup member={me} onClose={() => setDoing(undefined)} /> : null}
    </section>
  )
}
