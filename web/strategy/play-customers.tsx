import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Play } from '#contract/strategy/play.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { fittingCustomersQuery } from './play.queries.ts'
import { playTexts } from './play.text.ts'
import { ExpectedNote } from './play-expected.tsx'
import { usePlayWords } from './use-play-words.ts'

/** The customers that a play is meant for: with whom it may start, and for the others why not. */
export function PlayCustomers({ play, onClose }: { readonly play: Play; readonly onClose: () => void }) {
  const say = useText(playTexts)
  const { inOwn, language, currency } = usePlayWords()
  const { data, error, refetch } = useQuery(fittingCustomersQuery(play.playId))
  return (
    <DrawerPage open title={inOwn(play.name)} onClose={onClose}>
      <div className="lk-stack">
        <p className="lk-muted">{say('fitsLead')}</p>
        {data && play.kind !== 'duty' ? <ExpectedNote expected={data.expected} /> : null}
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={40} rows={6} /> : null}
        {data?.rows.length === 0 ? <p>{say('noneFits')}</p> : null}
        <ul>
          {data?.rows.map(row => (
            <li key={row.dyadId} className="lk-play-line">
              <div>
                <Link
                  className="lk-play-link"
                  to={'/customers/$dyadId' as never}
                  params={{ dyadId: row.dyadId } as never}
                  search={{ tab: 'relationship' } as never}
                >
                  {nameIn(row, language)}
                </Link>
                <small>
                  {row.type ? <TypeTag type={row.type} plain /> : null} {row.obstacle ?? say('mayStart')}
                  {row.expectedMinor === null || play.kind === 'duty'
                    ? null
                    : ` · ${say('expectedFor', { amount: formatMoneyShort(row.expectedMinor, currency, language) })}`}
                </small>
              </div>
              <Money minor={row.contributionMinor} short />
            </li>
          ))}
        </ul>
        {data?.more ? <p className="lk-muted">{say('moreFit')}</p> : null}
      </div>
    </DrawerPage>
  )
}
