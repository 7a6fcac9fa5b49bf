import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { CustomerPlays, PlayOffer } from '#contract/strategy/hygiene.ts'
import type { PlayRun } from '#contract/strategy/play-run.ts'
import { runStateWords } from '#core/strategy/play-words.ts'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { hygieneTexts } from './hygiene.text.ts'
import { Duties } from './hygiene-duties.tsx'
import { customerPlaysQuery } from './play.queries.ts'
import { ExpectedNote } from './play-expected.tsx'
import { runTexts } from './play-run.text.ts'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

const RunDrawer = lazy(async () => ({ default: (await import('./run-drawer.tsx')).RunDrawer }))
const StartForm = lazy(async () => ({ default: (await import('./start-form.tsx')).StartForm }))

function RunLine({ run, onOpen }: { readonly run: PlayRun; readonly onOpen: () => void }) {
  const say = useText(runTexts)
  const { inOwn, told } = usePlayWords()
  return (
    <li className="lk-play-line">
      <div>
        <button type="button" className="lk-plain lk-play-open" onClick={onOpen}>
          {inOwn(run.playName)}
        </button>
        <small>
          {told(runStateWords[run.state])} · {say('progressOf', { done: run.stepsDone, all: run.steps })}
          {run.nextOn === null ? '' : ` · ${say('next')} ${run.nextOn} ${run.nextStep ?? ''}`}
        </small>
      </div>
      <Money minor={run.bookedMinor ?? run.plannedMinor} short />
    </li>
  )
}

type OfferGiven = { readonly offer: PlayOffer; readonly mayWrite: boolean; readonly onStart: () => void }

function OfferLine({ offer: { play, expected, expectedMinor, obstacles }, mayWrite, onStart }: OfferGiven) {
  const say = useText(hygieneTexts)
  const { inOwn, effect, hours, language, currency } = usePlayWords()
  const isStartable = obstacles.every(({ passable }) => passable)
  const gain = expectedMinor === null ? effect(expected) : say('expected', { amount: formatMoneyShort(expectedMinor, currency, language) })
  return (
    <li className="lk-play-line">
      <div>
        <Link className="lk-play-link" to={'/playbooks' as never} search={{ open: play.playId } as never}>
          {inOwn(play.name)}
        </Link>
        <small>
          <Money minor={play.moneyMinor} short /> · {hours(play.hours)} · {gain}
        </small>
        {play.kind === 'duty' ? null : <ExpectedNote expected={expected} />}
        {obstacles.map(obstacle => (
          <small key={obstacle.kind}>{obstacle.text}</small>
        ))}
      </div>
      {isStartable && mayWrite ? (
        <Button size="small" aria-label={say('startOf', { name: inOwn(play.name) })} onClick={onStart}>
          {say('start')}
        </Button>
      ) : null}
    </li>
  )
}

/** Whether a play is for this customer at all: others are not worth a line. */
const isMeant = ({ obstacles }: PlayOffer) => !obstacles.some(({ kind }) => kind === 'type' || kind === 'minimum')
const isClear = ({ obstacles }: PlayOffer) =>
  obstacles.every(({ passable }) => passable) && !obstacles.some(({ kind }) => kind === 'condition')

type OffersGiven = { readonly found: CustomerPlays; readonly onStart: (offer: PlayOffer) => void }

function Offers({ found, onStart }: OffersGiven) {
  const say = useText(hygieneTexts)
  const meant = found.offers.filter(isMeant)
  const byGain = (a: PlayOffer, b: PlayOffer) =>
    Number(b.play.kind === 'duty') - Number(a.play.kind === 'duty') || (b.expectedMinor ?? 0) - (a.expectedMinor ?? 0)
  const startable = meant.filter(isClear).toSorted(byGain)
  const others = meant.filter(offer => !isClear(offer))
  const line = (offer: PlayOffer) => (
    <OfferLine key={offer.play.playId} offer={offer} mayWrite={found.mayWrite} onStart={() => onStart(offer)} />
  )
  return (
    <>
      <section>
        <h3>{say('startable')}</h3>
        {found.type === null ? <p className="lk-muted">{say('unplaced')}</p> : null}
        {startable.length === 0 ? <p className="lk-muted">{say('noneStartable')}</p> : null}
        <ul>{startable.map(line)}</ul>
      </section>
      {others.length === 0 ? null : (
        <details className="lk-play-more">
          <summary>{say('notNow', { count: others.length })}</summary>
          <ul>{others.map(line)}</ul>
          <p className="lk-muted">{say('otherTypes')}</p>
        </details>
      )}
    </>
  )
}

function Runs({ runs, onOpen }: { readonly runs: readonly PlayRun[]; readonly onOpen: (run: PlayRun) => void }) {
  const say = useText(hygieneTexts)
  const open = runs.filter(run => run.endedOn === null)
  const past = runs.filter(run => run.endedOn !== null)
  const line = (run: PlayRun) => <RunLine key={run.playRunId} run={run} onOpen={() => onOpen(run)} />
  return (
    <>
      <section>
        <h3>{say('running')}</h3>
        {open.length === 0 ? <p className="lk-muted">{say('noRuns')}</p> : <ul>{open.map(line)}</ul>}
      </section>
      {past.length === 0 ? null : (
        <details className="lk-play-more">
          <summary>{say('past')}</summary>
          <ul>{past.map(line)}</ul>
        </details>
      )}
    </>
  )
}

/** The duties towards a customer, what is at work with it, and what may start, with the reasons why not for the rest. */
export function PlaysCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(hygieneTexts)
  const { data, error, refetch } = useQuery(customerPlaysQuery(dyadId))
  const [run, setRun] = useState<PlayRun>()
  const [offer, setOffer] = useState<PlayOffer>()
  return (
    <section className="lk-card lk-stack" aria-label={say('card')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('card')}</h2>
          <p className="lk-muted">{say('cardLead')}</p>
        </div>
        <Link className="lk-play-link" to={'/playbooks' as never}>
          {say('toBooks')}
        </Link>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={40} rows={5} /> : null}
      {data ? (
        <>
          <Duties dyadId={dyadId} found={data} />
          <Runs runs={data.runs} onOpen={setRun} />
          <Offers found={data} onStart={setOffer} />
        </>
      ) : null}
      <Suspense fallback={null}>
        {run ? <RunDrawer dyadId={run.dyadId} playRunId={run.playRunId} onClose={() => setRun(undefined)} /> : null}
        {offer && data ? <StartForm dyadId={dyadId} offer={offer} today={data.today} onClose={() => setOffer(undefined)} /> : null}
      </Suspense>
    </section>
  )
}
