import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { PathStep, readPlace } from '#contract/segments/place.ts'
import { formatMonth, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { placeQuery } from '#web/value/value.queries.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { BandArrow, MoveTag, StageTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { MapJob } from './map-job.tsx'
import { OverridePart } from './override-part.tsx'
import { PlaceGrid } from './place-grid.tsx'
import { segmentTexts } from './segments.text.ts'
import '#web/value/value.css'
import './segments.css'

type Place = Answer<typeof readPlace>

function Reasons({ because }: Pick<Place, 'because'>) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  if (because.length === 0) return null
  return (
    <div>
      <h3>{say('why')}</h3>
      <ul className="lk-reasons">
        {because.map(({ code, zh, en }, index) => (
          <li key={`${code}-${index}`}>{language === 'en' ? en : zh}</li>
        ))}
      </ul>
    </div>
  )
}

function PathTable({ path, currency }: { readonly path: readonly PathStep[]; readonly currency: string }) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  return (
    <ScrollSideways label={say('pathTable')}>
      <table className="lk-parts">
        <thead>
          <tr>
            {(['month', 'type', 'move', 'contribution', 'potential', 'stage'] as const).map(title => (
              <th key={title} scope="col" className={title === 'contribution' || title === 'potential' ? 'lk-end' : ''}>
                {say(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {path.toReversed().map(step => (
            <tr key={step.asOf}>
              <th scope="row">{formatMonth(step.asOf, language)}</th>
              <td>
                <TypeTag type={step.type} plain />
              </td>
              <td>{step.move ? <MoveTag move={step.move} /> : null}</td>
              <td className="lk-end">
                <Money minor={step.netContribution} currency={currency} />
              </td>
              <td className="lk-end">{step.potential === null ? '—' : formatNumber(step.potential, language, 1)}</td>
              <td>
                <StageTag stage={step.stage} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

/** The step with which the present type began, and the type before it. */
function sinceOf(path: readonly PathStep[]) {
  const last = path.at(-1)
  const at = path.findLastIndex(step => step.type !== last?.type)
  return at < 0 ? undefined : { since: path[at + 1]?.asOf, before: path[at]?.type }
}

function Where({ place }: { readonly place: Place }) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const { standing, path } = place
  const since = sinceOf(path)
  if (!standing) return null
  return (
    <div className="lk-stack">
      <div className="lk-actions">
        <TypeTag type={standing.type} provisional={standing.provisional} />
        <StageTag stage={standing.stage} />
        {standing.tier ? <span className="lk-tag lk-tag-line">{name(standing.tier)}</span> : null}
      </div>
      <p className="lk-muted">
        {since?.since ? say('since', { date: since.since }) : null}
        {since?.before ? ` · ${say('cameFrom', { type: name(since.before) })}` : null}
      </p>
      {standing.currentBand && standing.potentialBand ? (
        <dl className="lk-facts">
          <dt>{name('currentValue')}</dt>
          <dd>
            <BandArrow band={standing.currentBand} pending={standing.pendingCurrentBand ?? undefined} />
          </dd>
          <dt>{name('potentialValue')}</dt>
          <dd>
            <BandArrow band={standing.potentialBand} pending={standing.pendingPotentialBand ?? undefined} />
          </dd>
        </dl>
      ) : null}
    </div>
  )
}

/** Where a customer stands among the nine types: the way there, why in plain words, and the type set by hand. */
export function PlaceCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(segmentTexts)
  const asOf = useAsOf()
  const [shown, setShown] = useState(false)
  const { data, error, refetch } = useQuery(placeQuery(dyadId, { asOf }))
  return (
    <section className="lk-card lk-stack" aria-label={say('place')}>
      <h2>{say('place')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={40} rows={6} /> : null}
      {data?.jobId ? <MapJob jobId={data.jobId} /> : null}
      {data && !data.standing ? (
        <EmptyState title={say(asOf === undefined ? 'notPlacedYet' : 'notOnDay')}>
          {asOf === undefined ? say('notPlacedYetLead') : null}
        </EmptyState>
      ) : null}
      {data?.standing && data.cuts ? (
        <div className="lk-place">
          <PlaceGrid path={data.path} cuts={data.cuts} />
          <Where place={data} />
        </div>
      ) : null}
      {data ? <Reasons because={data.because} /> : null}
      {data && asOf === undefined ? (
        <OverridePart dyadId={dyadId} type={data.standing?.type ?? null} overrides={data.overrides} days={data.overrideDays} />
      ) : null}
      {data && data.path.length > 0 ? (
        <div>
          <button type="button" className="lk-bar-button lk-no-print" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {say(shown ? 'hidePath' : 'showPath')}
          </button>
          {shown ? <PathTable path={data.path} currency={data.currency} /> : null}
        </div>
      ) : null}
    </section>
  )
}
