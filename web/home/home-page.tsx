import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { RecordButton } from '#web/activities/record-button.tsx'
import type { Answer } from '#contract/endpoint.ts'
import type { readHome } from '#contract/home.ts'
import { formatInstant, formatMoneyShort, formatNumber } from '#web/platform/format.ts'
import { useCurrency, useMay, usePlace, useSession } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Change, Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ChangeList, LateList, lateSearch, WarnedList } from './home-lists.tsx'
import { HomeMap } from './home-map.tsx'
import { News } from './home-news.tsx'
import { homeQuery, topWarningsQuery } from './home.queries.ts'
import { homeTexts } from './home.text.ts'
import { NextWeekCard } from '#web/strategy/next-week-card.tsx'
import { WorkCard } from './work-card.tsx'
import '#web/dyads/dyads.css'
import './home.css'

type Home = Answer<typeof readHome>

/** The early warnings, for whoever may read values; `coming` until they are there. */
function useWarnings() {
  const may = useMay()
  const { data, isLoading } = useQuery({ ...topWarningsQuery, enabled: may('values.read') })
  return { warnings: data, coming: isLoading }
}

function Figures({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const navigate = useNavigate()
  const { figures } = home
  const warned = useWarnings().warnings?.total
  const { netContributionMinor: worth, netContributionBeforeMinor: before } = figures
  const toList = (search: object) => () => void navigate({ to: '/customers', search })
  return (
    <div className="lk-card lk-figures">
      <Figure
        label={say('netContribution')}
        period={say('last12')}
        value={<Money minor={worth} short />}
        state={figures.netContributionState}
        change={before === null ? undefined : <Change now={worth} before={before} period={say('againstYear')} />}
        note={`${say('netSales')} ${formatMoneyShort(figures.netSalesMinor, currency, language)}`}
        onOpen={toList({})}
      />
      <Figure
        label={say('customersFigure')}
        value={formatNumber(figures.customers, language)}
        note={say('placedOf', { count: figures.placed })}
        onOpen={toList({ sort: 'name' })}
      />
      {warned ? (
        <Figure
          label={say('warnedFigure')}
          value={formatNumber(warned.count, language)}
          note={say('warnedWorth', { amount: formatMoneyShort(warned.atStakeMinor, currency, language) })}
          onOpen={() => void navigate({ to: '/warnings' })}
        />
      ) : (
        <Figure
          label={say('lateFigure')}
          value={formatNumber(figures.late, language)}
          note={say('lateWorth', { amount: formatMoneyShort(figures.lateValueMinor, currency, language) })}
          onOpen={toList(lateSearch)}
        />
      )}
    </div>
  )
}

function Changes({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  return (
    <section className="lk-card lk-stack" aria-label={say('changes')}>
      <h2>
        {say('changes')} {home.movesSince ? <span className="lk-muted">{say('changesSince', { date: home.movesSince })}</span> : null}
      </h2>
      <div className="lk-changes">
        {(['up', 'down', 'entered', 'lost'] as const).map(list => (
          <ChangeList key={list} home={home} list={list} />
        ))}
      </div>
    </section>
  )
}

/** The first day: what belongs here, and the first step. */
function Welcome({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  const may = useMay()
  const place = usePlace()
  if (home.hasFacts || place?.scope !== 'all') return <EmptyState title={say('nobodyYours')}>{say('nobodyYoursLead')}</EmptyState>
  return (
    <EmptyState
      title={say('welcome')}
      actions={
        may('imports.manage') ? (
          <Link to={'/data' as '/'}>
            <Button type="primary" tabIndex={-1}>
              {say('importOrders')}
            </Button>
          </Link>
        ) : null
      }
    >
      {say('welcomeLead')}
    </EmptyState>
  )
}

/** Customers are there, their values are not yet: nothing is drawn as zero. */
function NotComputed({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  return (
    <>
      <EmptyState title={say('notComputed')} actions={<Link to="/customers">{say('openCustomers')}</Link>}>
        {say('notComputedLead')}
      </EmptyState>
      <News home={home} />
    </>
  )
}

function Today({ home }: { readonly home: Home }) {
  const { warnings, coming } = useWarnings()
  return (
    <>
      <Figures home={home} />
      <div className="lk-home-top">
        <div className="lk-column">
          <WorkCard />
          <NextWeekCard />
          {warnings ? <WarnedList warnings={warnings} /> : coming ? <Bones height={280} /> : <LateList home={home} />}
          <Changes home={home} />
        </div>
        <div className="lk-column">
          <HomeMap home={home} />
          <News home={home} />
        </div>
      </div>
    </>
  )
}

/** Where one begins: what changed since the last visit, the figures of today, whom to call. */
export function HomePage() {
  const say = useText(homeTexts)
  const session = useSession()
  const { data, error, refetch } = useQuery(homeQuery)
  const lead =
    data === undefined
      ? ''
      : data.since
        ? say('since', { date: formatInstant(data.since, session?.place?.tenant.timeZone) })
        : say('firstVisit')
  return (
    <div className="lk-page">
      <PageHeader
        title={session ? say('greeting', { name: session.user.name }) : say('home')}
        asOf={data?.asOf ?? undefined}
        lead={data?.hasCustomers ? lead : undefined}
        actions={data?.hasCustomers ? <RecordButton /> : null}
      />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? (
        <>
          <Bones height={88} />
          <Bones height={280} />
        </>
      ) : null}
      {data ? data.hasCustomers ? data.asOf === null ? <NotComputed home={data} /> : <Today home={data} /> : <Welcome home={data} /> : null}
    </div>
  )
}
