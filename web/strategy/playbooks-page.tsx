import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Checkbox, Segmented } from 'antd'
import { lazy, Suspense } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { listPlays } from '#contract/strategy/play.ts'
import { aimWords, groupWords, strategyGroups } from '#core/strategy/group.ts'
import { bondWords, careWords, playKindWords } from '#core/strategy/play-words.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { fittingQuery, playsQuery } from './play.queries.ts'
import { playTexts } from './play.text.ts'
import { ExpectedSource } from './play-expected.tsx'
import { type BookSearch, bookSearchOf } from './play-search.ts'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

type Row = Answer<typeof listPlays>['rows'][number]

const PlayDrawer = lazy(async () => ({ default: (await import('./play-drawer.tsx')).PlayDrawer }))
const PlayForm = lazy(async () => ({ default: (await import('./play-form.tsx')).PlayForm }))
const PlayCustomers = lazy(async () => ({ default: (await import('./play-customers.tsx')).PlayCustomers }))

function useBookSearch() {
  const search = bookSearchOf(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const change = (next: { readonly [K in keyof BookSearch]?: BookSearch[K] | undefined }) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
  return { search, change }
}

function Marks({ play }: { readonly play: Row }) {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  return (
    <div className="lk-play-marks">
      <span className="lk-play-mark">{told(playKindWords[play.kind])}</span>
      {play.bondLevel === null ? null : <span className="lk-play-mark">{told(bondWords[play.bondLevel])}</span>}
      {play.care === null ? null : <span className="lk-play-mark">{told(careWords[play.care])}</span>}
      {play.isRemoved ? <span className="lk-play-mark">{say('removed')}</span> : null}
    </div>
  )
}

type CardGiven = {
  readonly play: Row
  readonly fits: { readonly startable: number; readonly afterCheck: number } | undefined
  readonly onOpen: () => void
  readonly onFits: () => void
}

function PlayCard({ play, fits, onOpen, onFits }: CardGiven) {
  const say = useText(playTexts)
  const { inOwn, effect, hours } = usePlayWords()
  const { use } = play
  return (
    <article className="lk-card lk-play" data-removed={play.isRemoved}>
      <h3>
        <button type="button" className="lk-plain lk-play-open" onClick={onOpen}>
          {inOwn(play.name)}
        </button>
      </h3>
      <Marks play={play} />
      <p>{inOwn(play.about)}</p>
      <dl className="lk-play-figures">
        <dt>{say('cost')}</dt>
        <dd>
          <Money minor={play.moneyMinor} /> · {hours(play.hours)}
        </dd>
        <dt>{say('effect')}</dt>
        <dd>
          {effect(play.expected)} <ExpectedSource expected={play.expected} />
        </dd>
        <dt>{say('runsDone')}</dt>
        <dd>
          {use.open + use.done + use.stopped === 0 ? (
            say('never')
          ) : (
            <>
              {use.done} · {say('runsOpen')} {use.open} · {say('spent')} <Money minor={use.bookedMinor} />
            </>
          )}
        </dd>
        {play.isRemoved ? null : (
          <>
            <dt>{say('fits')}</dt>
            <dd>
              <button type="button" className="lk-plain lk-play-open" disabled={fits === undefined} onClick={onFits}>
                {fits === undefined ? '…' : say('fitsOf', { count: fits.startable })}
              </button>
              {fits && fits.afterCheck > 0 ? <small className="lk-muted"> {say('fitsChecked', { count: fits.afterCheck })}</small> : null}
            </dd>
          </>
        )}
      </dl>
    </article>
  )
}

const sections = ['everyone', ...strategyGroups] as const
type Section = (typeof sections)[number]
const sectionOf = (play: Row): Section => play.strategyGroup ?? 'everyone'

type BooksGiven = {
  readonly rows: readonly Row[]
  readonly only: Section | undefined
  readonly onOpen: (playId: string) => void
  readonly onFits: (playId: string) => void
}

function Books({ rows, only, onOpen, onFits }: BooksGiven) {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  const counts = new Map(useQuery(fittingQuery).data?.rows.map(row => [row.playId, row]))
  return sections
    .filter(section => only === undefined || section === only)
    .map(section => {
      const plays = rows.filter(row => sectionOf(row) === section)
      const title = section === 'everyone' ? say('everyone') : told(groupWords[section])
      return (
        <section key={section} className="lk-stack" aria-label={title}>
          <div>
            <h2>{title}</h2>
            {section === 'everyone' ? null : <p className="lk-muted">{told(aimWords[section])}</p>}
          </div>
          {plays.length === 0 ? <EmptyState title={say('noBooks')}>{say('noBooksLead')}</EmptyState> : null}
          <div className="lk-play-grid">
            {plays.map(play => (
              <PlayCard
                key={play.playId}
                play={play}
                fits={counts.get(play.playId)}
                onOpen={() => onOpen(play.playId)}
                onFits={() => onFits(play.playId)}
              />
            ))}
          </div>
        </section>
      )
    })
}

/** The playbooks by strategy group: what each costs, how often it runs, with how many it may start; each opens to its steps and versions. */
export function PlaybooksPage() {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  const { search, change } = useBookSearch()
  const { data, error, refetch } = useQuery(playsQuery(search.removed === true))
  const opened = data?.rows.find(row => row.playId === (search.open ?? search.fits))
  return (
    <div className="lk-page">
      <PageHeader
        title={say('books')}
        count={data?.rows.length}
        lead={say('booksLead')}
        actions={
          data?.mayManage ? (
            <Button type="primary" onClick={() => change({ open: 'new', fits: undefined })}>
              {say('add')}
            </Button>
          ) : undefined
        }
      />
      <div className="lk-toolbar lk-no-print">
        <Segmented
          aria-label={say('group')}
          value={search.group ?? 'all'}
          options={[
            { value: 'all', label: say('all') },
            ...sections.map(value => ({ value, label: value === 'everyone' ? say('everyone') : told(groupWords[value]) })),
          ]}
          onChange={value => change({ group: value === 'all' ? undefined : (value as Section) })}
        />
        <Checkbox checked={search.removed === true} onChange={event => change({ removed: event.target.checked || undefined })}>
          {say('removedToo')}
        </Checkbox>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        <Books
          rows={data.rows}
          only={search.group}
          onOpen={open => change({ open, fits: undefined })}
          onFits={fits => change({ fits, open: undefined })}
        />
      ) : error ? null : (
        <Bones height={180} rows={3} />
      )}
      <Suspense fallback={null}>
        {search.open === 'new' ? <PlayForm known={undefined} onClose={() => change({ open: undefined })} /> : null}
        {opened && search.open ? (
          <PlayDrawer play={opened} mayManage={data?.mayManage === true} onClose={() => change({ open: undefined })} />
        ) : null}
        {opened && search.fits ? <PlayCustomers play={opened} onClose={() => change({ fits: undefined })} /> : null}
      </Suspense>
    </div>
  )
}
