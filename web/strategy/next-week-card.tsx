import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { listNextActions } from '#contract/strategy/next-action.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { call } from '#web/platform/call.ts'
import { Bones } from '#web/ui/bones.tsx'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { useNextWords } from './next-action-words.ts'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

type Whose = 'mine' | 'seen'

const weekQuery = (whose: Whose) =>
  queryOptions({
    queryKey: ['plays', 'week', whose],
    queryFn: ({ signal }) => call(listNextActions, { query: { whose, limit: 50 } }, { signal }),
  })

function List({ whose }: { readonly whose: Whose }) {
  const { say, deed } = useNextWords()
  const { language } = usePlayWords()
  const { data, error, refetch } = useQuery(weekQuery(whose))
  if (data === undefined) return error ? <Refused error={error} onAgain={() => void refetch()} /> : <Bones height={36} rows={5} />
  return (
    <>
      <p className="lk-muted">{say('countOf', { customers: data.customers, actions: data.actions })}</p>
      {data.rows.length === 0 ? <p>{say('none')}</p> : null}
      <ul>
        {data.rows.map(row => (
          <li key={row.dyadId} className="lk-play-line">
            <div>
              <Link
                className="lk-play-link"
                to={'/customers/$dyadId' as never}
                params={{ dyadId: row.dyadId } as never}
                search={{ tab: 'relationship' } as never}
              >
                {nameIn({ name: row.customerName, nameEn: row.customerNameEn }, language)}
              </Link>
              <small>
                {row.customerType ? <TypeTag type={row.customerType} plain /> : null} {deed(row)}
              </small>
            </div>
            {row.worthMinor === null ? null : <Money minor={row.worthMinor} short />}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The week's list of next best actions, reckoned when it is opened: it looks at every customer. */
export function NextWeekCard() {
  const { say } = useNextWords()
  const [isOpen, setOpen] = useState(false)
  const [whose, setWhose] = useState<Whose>('mine')
  return (
    <section className="lk-card lk-stack" aria-label={say('week')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('week')}</h2>
          <p className="lk-muted">{say('weekLead')}</p>
        </div>
        {isOpen ? (
          <Segmented
            size="small"
            aria-label={say('whose')}
            value={whose}
            options={(['mine', 'seen'] as const).map(value => ({ value, label: say(value) }))}
            onChange={value => setWhose(value)}
          />
        ) : (
          <Button onClick={() => setOpen(true)}>{say('show')}</Button>
        )}
      </div>
      {isOpen ? <List whose={whose} /> : null}
    </section>
  )
}
