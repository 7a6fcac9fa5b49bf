import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { NetView } from '#contract/dyads/roles.ts'
import { type PartyRole, partyRoles } from '#core/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { fieldTexts } from './dyads.text.ts'
import { FieldsDrawer } from './fields-drawer.tsx'
import { netQuery, saveRoles } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'
import './dyads.css'
import './parties.css'

function Side({ label, amount, note }: { readonly label: string; readonly amount: ReactNode; readonly note: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{amount}</strong>
        <div className="lk-muted">{note}</div>
      </dd>
    </div>
  )
}

function BothSides({ net }: { readonly net: NetView }) {
  const say = useText(partyTexts)
  const { sold, bought, netMinor } = net
  const said = ({ orders, lastOn }: NetView['sold']) => [say('ordersOf', { count: orders }), lastOn].filter(Boolean).join(' · ')
  const more = [
    net.items > 0 ? say('suppliesItems', { count: net.items }) : '',
    net.deliveries > 0 ? say('carried', { count: net.deliveries }) : '',
  ]
  return (
    <>
      <dl className="lk-both-sides">
        <Side label={say('sold')} amount={<Money minor={sold.netMinor} short />} note={said(sold)} />
        <Side label={say('bought')} amount={<Money minor={bought?.netMinor} short />} note={bought ? said(bought) : say('boughtUnknown')} />
        <Side
          label={say('net')}
          amount={<Money minor={netMinor} short />}
          note={netMinor === null ? say('netUnknown') : `${say('sold')} − ${say('bought')}`}
        />
      </dl>
      {more.some(Boolean) ? <p>{more.filter(Boolean).join(' · ')}</p> : null}
    </>
  )
}

/** What a party is to us, and both sides of the dealings with it. */
export function NetCard({ dyadId, mayWrite }: { readonly dyadId: string; readonly mayWrite: boolean }) {
  const say = useText(partyTexts)
  const field = useText(fieldTexts)
  const { data: net, error, refetch } = useQuery(netQuery(dyadId))
  const [editing, setEditing] = useState(false)
  const others = partyRoles.filter(role => role !== 'customer')
  return (
    <section className="lk-card lk-stack" aria-label={say('roles')}>
      <div className="lk-card-title">
        <h2>{say('roles')}</h2>
        {mayWrite && net ? <Button onClick={() => setEditing(true)}>{say('editRoles')}</Button> : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {net === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {net ? (
        <>
          <div className="lk-person-head">
            {net.roles.map(role => (
              <span key={role} className="lk-tag lk-tag-line">
                {field(role)}
              </span>
            ))}
          </div>
          <p className="lk-muted">{say('rolesLead', { from: net.from, to: net.to })}</p>
          <BothSides net={net} />
        </>
      ) : null}
      {editing && net ? (
        <FieldsDrawer
          title={say('editRoles')}
          start={{ roles: net.roles.filter(role => role !== 'customer') }}
          fields={() => [
            {
              name: 'roles',
              label: `${field('customer')} +`,
              kind: 'many',
              hint: say('rolesHint'),
              options: others.map(role => ({ value: role, label: field(role) })),
            },
          ]}
          save={({ roles }) => saveRoles(dyadId, { roles: ['customer', ...((roles ?? []) as PartyRole[])], version: net.version })}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </section>
  )
}
