import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DeclineWhole } from '#contract/strategy/decline.ts'
import { declineStateWords, declineTriggerWords } from '#core/strategy/decline-words.ts'
import { typeWords } from '#core/segments/words.ts'
import type { CustomerType } from '#core/segments/grid.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatRange, formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { caseQuery } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { DeclineCauses } from './decline-causes.tsx'
import { DeclineDeeds } from './decline-deeds.tsx'
import { DeclineWorth } from './decline-worth.tsx'
import { usePlayWords } from './use-play-words.ts'
import './play.css'
import './decline.css'

type Leading = DeclineWhole['leading']['falls']

/** Where it leads: by the firm's own falls, by cases of the same kind, by the model of the map. */
function Leads({ leading: { falls, alike, gold, release } }: Pick<DeclineWhole, 'leading'>) {
  const say = useText(declineTexts)
  const { language } = usePlayWords()
  const share = (value: number) => formatShare(value, language)
  const figures = ({ recovered, fallen, p, low, high }: Leading) => ({
    recovered,
    fallen,
    p: share(p),
    range: formatRange(share(low), share(high), language),
  })
  return (
    <>
      <h4>{say('leading')}</h4>
      <ul className="lk-decline-facts">
        <li>{say('leadingFalls', figures(falls))}</li>
        {alike === null ? null : <li>{say('leadingAlike', figures(alike))}</li>}
        {gold === null || release === null ? null : <li>{say('leadingTypes', { gold: share(gold), release: share(release) })}</li>}
      </ul>
    </>
  )
}

function Happened({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const { told, inOwn, language } = usePlayWords()
  const word = (type: CustomerType | null) => (type === null ? say('unplaced') : told(typeWords[type]))
  return (
    <section aria-label={say('step1')}>
      <h3>{say('step1')}</h3>
      <dl className="lk-facts">
        <dt>{say('customer')}</dt>
        <dd>
          <Link to={'/customers/$dyadId' as never} params={{ dyadId: found.dyadId } as never} search={{ tab: 'relationship' } as never}>
            {nameIn({ name: found.customerName, nameEn: found.customerNameEn }, language)}
          </Link>
        </dd>
        <dt>{say('state')}</dt>
        <dd>{told(declineStateWords[found.state])}</dd>
        <dt>{say('fall')}</dt>
        <dd>
          {found.fallenOn} · {say('moved', { from: word(found.fromType), to: word(found.toType) })} ·{' '}
          {say('now', { type: word(found.typeNow) })}
        </dd>
        <dt>{say('trigger')}</dt>
        <dd>
          {told(declineTriggerWords[found.trigger])} · {found.openedOn}
          {found.why === null ? null : <p>{inOwn(found.why)}</p>}
        </dd>
        <dt title={say('atStakeHint')}>{say('atStake')}</dt>
        <dd>
          <Money minor={found.atStakeMinor} /> <small className="lk-muted">{say('atStakeHint')}</small>
        </dd>
        <dt>{say('owner')}</dt>
        <dd>{found.ownerName ?? '—'}</dd>
      </dl>
      {found.isOfMerged ? <p role="note">{say('ofMerged')}</p> : null}
      {found.others.length > 0 ? <p role="note">{say('others', { count: found.others.length })}</p> : null}
      {found.hasRecovered ? <p role="note">{say('recovered')}</p> : null}
      <Leads leading={found.leading} />
    </section>
  )
}

type Given = { readonly dyadId: string; readonly caseId: string; readonly onClose: () => void }

/** A decline case in four steps: what happened, why, is it worth it, what we do and what came of it. */
export function DeclineDrawer({ dyadId, caseId, onClose }: Given) {
  const say = useText(declineTexts)
  const { data, error, refetch } = useQuery(caseQuery(dyadId, caseId))
  return (
    <DrawerPage open title={say('title')} width={760} onClose={onClose}>
      <div className="lk-stack">
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={32} rows={8} /> : null}
        {data ? (
          <>
            <Happened found={data} />
            <DeclineCauses key={`c${data.version}`} found={data} />
            <DeclineWorth key={`w${data.version}`} found={data} />
            <DeclineDeeds key={`d${data.version}`} found={data} />
          </>
        ) : null}
      </div>
    </DrawerPage>
  )
}
