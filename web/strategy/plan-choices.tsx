import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { PlanChoice, PlanOutcome } from '#contract/strategy/plan.ts'
import { strategyGroups } from '#core/strategy/group.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { Bones } from '#web/ui/bones.tsx'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { choicesQuery } from './plan.queries.ts'
import { usePlanWords } from './use-plan-words.ts'

const ChoiceDrawer = lazy(async () => ({ default: (await import('./plan-choice-drawer.tsx')).ChoiceDrawer }))

type RowGiven = { readonly choice: PlanChoice; readonly nameOf: (playId: string) => string; readonly onOpen: () => void }

function Row({ choice, nameOf, onOpen }: RowGiven) {
  const { say, hours, language, reason } = usePlanWords()
  const marks = [
    choice.standing === 'unpaid' ? say('isUnpaid') : undefined,
    choice.standing === 'unserved' ? say('isUnserved') : undefined,
    choice.isDuty ? say('duty') : undefined,
    choice.isMust ? say('mustServe') : undefined,
    choice.needsCheck && choice.playRunId === null ? say('toCheck') : undefined,
    choice.playRunId === null ? undefined : say('started'),
    choice.refusal === null ? undefined : `${say('isRefused')}：${language === 'en' ? choice.refusal.en : choice.refusal.zh}`,
  ].filter(mark => mark !== undefined)
  return (
    <tr>
      <th scope="row" className="lk-plan-name">
        <button type="button" className="lk-plain lk-plan-open" onClick={onOpen}>
          {nameIn({ name: choice.customerName, nameEn: choice.customerNameEn }, language)}
        </button>
      </th>
      <td className="lk-wide">{choice.customerType === null ? say('unplaced') : <TypeTag type={choice.customerType} plain />}</td>
      <td>
        {choice.playId === null ? marks.join(' · ') : nameOf(choice.playId)}{' '}
        <small className="lk-muted">{choice.playId === null ? reason(choice.reason ?? '') : marks.join(' · ')}</small>
      </td>
      <td className="lk-end">{choice.playId === null ? '—' : <Money minor={choice.worthMinor} />}</td>
      <td className="lk-end lk-wide">{choice.playId === null ? '—' : <Money minor={choice.moneyMinor} />}</td>
      <td className="lk-end lk-wide">{choice.playId === null ? '—' : hours(choice.hours)}</td>
    </tr>
  )
}

const shows = ['all', 'unpaid', 'unserved', 'isRefused'] as const
type Show = (typeof shows)[number]

type FilterGiven = { readonly show: string; readonly onShow: (show: string) => void }

function Filter({ show, onShow }: FilterGiven) {
  const { say, group } = usePlanWords()
  const options = [
    { value: 'all', label: say('all') },
    { value: 'unpaid', label: say('isUnpaid') },
    { value: 'unserved', label: say('isUnserved') },
    { value: 'isRefused', label: say('isRefused') },
    ...strategyGroups.map(value => ({ value, label: group(value) })),
    { value: 'unplaced', label: say('unplaced') },
  ]
  return <Select aria-label={say('show')} value={show} options={options} style={{ minWidth: 160 }} onChange={onShow} />
}

function askedOf(show: string): Parameters<typeof choicesQuery>[1] {
  if (show === 'all') return {}
  if (show === 'isRefused') return { refused: true }
  if ((shows as readonly string[]).includes(show)) return { standing: show as Exclude<Show, 'all' | 'isRefused'> }
  return { group: show as NonNullable<Parameters<typeof choicesQuery>[1]['group']> }
}

type Given = FilterGiven & {
  readonly planId: string
  readonly limits: PlanOutcome['limits']
  readonly expected: PlanOutcome['expected']
}

/** What a plan chose customer by customer; each opens to its arithmetic. */
export function PlanChoices({ planId, limits, expected = [], show, onShow }: Given) {
  const { say, inOwn } = usePlanWords()
  const [opened, setOpened] = useState<PlanChoice>()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(choicesQuery(planId, askedOf(show)))
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  const plays = new Map(data?.pages[0]?.plays.map(play => [play.playId, play.name]))
  const nameOf = (playId: string) => {
    const name = plays.get(playId)
    return name === undefined ? playId : inOwn(name)
  }
  return (
    <section id="choices" className="lk-card lk-stack" aria-label={say('choices')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('choices')}</h2>
          <p className="lk-muted">{say('choicesLead')}</p>
        </div>
        <Filter show={show} onShow={onShow} />
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={36} rows={6} /> : null}
      {data && rows.length === 0 ? <p className="lk-muted">{say('nothing')}</p> : null}
      {rows.length === 0 ? null : (
        <ScrollSideways label={say('choices')}>
          <table className="lk-parts">
            <thead>
              <tr>
                <th scope="col">{say('customer')}</th>
                <th scope="col" className="lk-wide">
                  {say('type')}
                </th>
                <th scope="col">{say('play')}</th>
                <th scope="col" className="lk-end">
                  {say('worth')}
                </th>
                <th scope="col" className="lk-end lk-wide">
                  {say('spent')}
                </th>
                <th scope="col" className="lk-end lk-wide">
                  {say('hours')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(choice => (
                <Row key={choice.dyadId} choice={choice} nameOf={nameOf} onOpen={() => setOpened(choice)} />
              ))}
            </tbody>
          </table>
        </ScrollSideways>
      )}
      {hasNextPage ? (
        <Button loading={isFetching} onClick={() => void fetchNextPage()}>
          {say('more')}
        </Button>
      ) : null}
      {opened ? (
        <Suspense fallback={null}>
          <ChoiceDrawer choice={opened} limits={limits} expected={expected} nameOf={nameOf} onClose={() => setOpened(undefined)} />
        </Suspense>
      ) : null}
    </section>
  )
}
