import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import type { EffectRow } from '#contract/strategy/effect.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { Bones } from '#web/ui/bones.tsx'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { type EffectSide, effectCustomersQuery } from './effect.queries.ts'
import { useEffectWords } from './use-effect-words.ts'

/** The customers on both sides of a comparison, with what each brought before and after. */
export function EffectCustomers({ row, onClose }: { readonly row: EffectRow; readonly onClose: () => void }) {
  const { say, inOwn, money, language } = useEffectWords()
  const [side, setSide] = useState<EffectSide>()
  const { data, error, refetch } = useQuery(effectCustomersQuery(row.playId, side))
  const sum = ({ beforeMinor, afterMinor }: { beforeMinor: number | null; afterMinor: number | null }) =>
    beforeMinor === null || afterMinor === null ? say('notOver') : `${money(beforeMinor)} → ${money(afterMinor)}`
  return (
    <DrawerPage open title={inOwn(row.name)} onClose={onClose}>
      <div className="lk-stack">
        <Segmented
          aria-label={say('sides')}
          value={side ?? 'all'}
          options={[
            { value: 'all', label: say('all') },
            { value: 'treated', label: say('sideTreated') },
            { value: 'held', label: say('sideHeld') },
          ]}
          onChange={value => setSide(value === 'all' ? undefined : (value as EffectSide))}
        />
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={40} rows={6} /> : null}
        {data?.rows.length === 0 ? <p>{say('noCustomers')}</p> : null}
        <ul>
          {data?.rows.map(each => (
            <li key={each.dyadId} className="lk-play-line">
              <div>
                <Link className="lk-play-link" to={'/customers/$dyadId' as never} params={{ dyadId: each.dyadId } as never}>
                  {nameIn(each, language)}
                </Link>
                <small>
                  {each.type ? <TypeTag type={each.type} plain /> : null} {say(each.isHeld ? 'sideHeld' : 'sideTreated')} ·{' '}
                  {say('enteredOn', { day: each.enteredOn })} ·{' '}
                  {each.startedOn === null ? say('notStarted') : say('startedOn', { day: each.startedOn })}
                </small>
              </div>
              <span>{sum(each)}</span>
            </li>
          ))}
        </ul>
        {data?.more ? <p className="lk-muted">{say('moreRows')}</p> : null}
      </div>
    </DrawerPage>
  )
}
