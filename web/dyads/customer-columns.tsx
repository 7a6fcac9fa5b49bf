import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ListedRow } from '#contract/dyads/customer-list.ts'
import type { Standing } from '#contract/dyads/standing.ts'
import { formatChange, formatInstant, formatMoney, formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { type Language } from '#web/platform/preferences.ts'
import { useCurrency } from '#web/platform/session.ts'
import { type Say, useLanguage, useText } from '#web/platform/text.ts'
import { BandArrow, StageTag, TierTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { useOpenFields, useOwnColumns } from './custom-columns.tsx'
import { fieldTexts } from './dyads.text.ts'

/** The name that a reader of the language knows the customer by. */
export const nameIn = ({ name, nameEn }: Pick<ListedRow, 'name' | 'nameEn'>, language: Language): string =>
  language === 'en' && nameEn ? nameEn : name

const none = '—'
type Cell = (standing: Standing) => React.ReactNode
/** A column is drawn where it was asked for: then its parts of the standing are there. */
const on = (cell: Cell) => (row: ListedRow) => (row.standing === null ? none : cell(row.standing as Standing))
const figure = (value: number | null, language: Language, decimals: number) =>
  value === null ? none : formatNumber(value, language, decimals)

function valueColumns(say: Say<typeof fieldTexts.pairs>): readonly Column<ListedRow>[] {
  const sortable = true
  return [
    {
      key: 'type',
      title: say('type'),
      width: 132,
      sortable,
      card: 'head',
      render: row => <TypeTag type={row.standing?.type} provisional={row.standing?.provisional ?? false} plain />,
    },
    {
      key: 'netContribution',
      title: say('netContribution'),
      width: 168,
      align: 'end',
      sortable,
      render: on(standing => <Money minor={standing.netContributionMinor} state={standing.netContributionState} />),
    },
    {
      key: 'netSales',
      title: say('netSales'),
      width: 152,
      align: 'end',
      sortable,
      render: on(standing => <Money minor={standing.netSalesMinor} />),
    },
    { key: 'stage', title: say('stage'), width: 152, sortable, render: on(standing => <StageTag stage={standing.stage} />) },
  ]
}

function rhythmColumns(say: Say<typeof fieldTexts.pairs>, language: Language): readonly Column<ListedRow>[] {
  const sortable = true
  const align = 'end'
  const days = (value: number | null) => (value === null ? none : say('daysOf', { count: Math.round(value) }))
  return [
    { key: 'lastOrder', title: say('lastOrder'), width: 116, sortable, render: on(standing => standing.lastOrder ?? none) },
    {
      key: 'recency',
      title: say('recency'),
      width: 128,
      align,
      sortable,
      render: on(({ recency }) => (recency === null ? none : say('timesOf', { times: formatNumber(recency, language, 1) }))),
    },
    { key: 'orders', title: say('orders'), width: 92, align, sortable, render: on(standing => formatNumber(standing.orders, language)) },
    {
      key: 'potential',
      title: say('potential'),
      width: 92,
      align,
      sortable,
      render: on(standing => figure(standing.potential, language, 1)),
    },
    { key: 'mu', title: say('mu'), width: 108, align, sortable, hidden: true, render: on(standing => days(standing.mu)) },
    {
      key: 'growth',
      title: say('growth'),
      width: 104,
      align,
      sortable,
      hidden: true,
      render: on(({ growth }) => (growth === null ? none : formatChange(growth, language))),
    },
    {
      key: 'firstOrder',
      title: say('firstOrder'),
      width: 116,
      sortable,
      hidden: true,
      render: on(standing => standing.firstOrder ?? none),
    },
    { key: 'adi', title: say('adi'), width: 80, align, sortable, hidden: true, render: on(standing => figure(standing.adi, language, 2)) },
    { key: 'cv2', title: say('cv2'), width: 80, align, sortable, hidden: true, render: on(standing => figure(standing.cv2, language, 2)) },
  ]
}

/** Lifetime value in short with its range beside it; both in full on hover. */
function Lifetime({ standing: { clvMinor, clvLowMinor, clvHighMinor } }: { readonly standing: Standing }) {
  const say = useText(fieldTexts)
  const language = useLanguage()
  const currency = useCurrency()
  if (clvMinor === null) return none
  if (clvLowMinor === null || clvHighMinor === null) return <Money minor={clvMinor} short />
  const range = (write: typeof formatMoney) =>
    say('rangeOf', { low: write(clvLowMinor, currency, language), high: write(clvHighMinor, currency, language) })
  return (
    <span title={range(formatMoney)}>
      {formatMoneyShort(clvMinor, currency, language)} <small className="lk-muted">{range(formatMoneyShort)}</small>
    </span>
  )
}

function futureColumns(say: Say<typeof fieldTexts.pairs>, language: Language): readonly Column<ListedRow>[] {
  const align = 'end'
  const sortable = true
  const orders = ({ expectedOrders, expectedOrdersLow: low, expectedOrdersHigh: high }: Standing) =>
    expectedOrders === null ? (
      none
    ) : (
      <span title={low === null || high === null ? undefined : say('rangeOf', { low, high })}>
        {formatNumber(expectedOrders, language, 1)}
      </span>
    )
  const next = ({ nextOrder, nextOrderFrom: low, nextOrderTo: high }: Standing) =>
    nextOrder === null ? none : <span title={low === null || high === null ? undefined : say('rangeOf', { low, high })}>{nextOrder}</span>
  return [
    {
      key: 'pAlive',
      title: say('pAlive'),
      width: 152,
      align,
      sortable,
      render: on(({ pAlive }) => (pAlive === null ? none : formatShare(pAlive, language))),
    },
    { key: 'clv', title: say('clv'), width: 232, align, sortable, render: on(standing => <Lifetime standing={standing} />) },
    { key: 'nextOrder', title: say('nextOrder'), width: 128, sortable, render: on(next) },
    { key: 'warning', title: say('warning'), width: 136, render: on(({ warning }) => (warning === null ? none : say(warning))) },
    {
      key: 'atStake',
      title: say('atStake'),
      width: 124,
      align,
      sortable,
      hidden: true,
      render: on(one => <Money minor={one.atStakeMinor} short />),
    },
    { key: 'expectedOrders', title: say('expectedOrders'), width: 148, align, sortable, hidden: true, render: on(orders) },
    { key: 'churn', title: say('churn'), width: 104, hidden: true, render: on(({ churn }) => (churn === null ? none : say(churn))) },
  ]
}

function placeColumns(say: Say<typeof fieldTexts.pairs>, language: Language): readonly Column<ListedRow>[] {
  const more = { sortable: true, hidden: true } as const
  return [
    { key: 'tier', title: say('tier'), width: 132, ...more, render: on(standing => <TierTag tier={standing.tier} />) },
    {
      key: 'currentBand',
      title: say('currentBand'),
      width: 120,
      ...more,
      render: on(standing => <BandArrow band={standing.currentBand} pending={standing.pendingCurrentBand} />),
    },
    {
      key: 'potentialBand',
      title: say('potentialBand'),
      width: 120,
      ...more,
      render: on(standing => <BandArrow band={standing.potentialBand} pending={standing.pendingPotentialBand} />),
    },
    {
      key: 'dataConfidence',
      title: say('dataConfidence'),
      width: 112,
      align: 'end',
      ...more,
      render: on(standing => formatShare(standing.dataConfidence, language)),
    },
    { key: 'movedOn', title: say('movedOn'), width: 116, ...more, render: on(standing => standing.movedOn ?? none) },
    { key: 'stageSince', title: say('stageSince'), width: 116, ...more, render: on(standing => standing.stageSince ?? none) },
  ]
}

function recordColumns(say: Say<typeof fieldTexts.pairs>): readonly Column<ListedRow>[] {
  const more = { sortable: true, hidden: true } as const
  const plain = (key: 'country' | 'city' | 'industry', width: number): Column<ListedRow> => ({
    key,
    title: say(key),
    width,
    ...more,
    render: row => row[key] ?? none,
  })
  return [
    { key: 'owner', title: say('owner'), width: 104, sortable: true, render: row => row.ownerName ?? none },
    { key: 'region', title: say('region'), width: 104, sortable: true, render: row => row.region ?? none },
    {
      key: 'completeness',
      title: say('completeness'),
      width: 108,
      align: 'end',
      sortable: true,
      card: 'none',
      render: row => (row.completeness === undefined ? none : `${row.completeness}%`),
    },
    { key: 'department', title: say('department'), width: 120, ...more, render: row => row.departmentName ?? none },
    { key: 'customerKind', title: say('customerKind'), width: 132, ...more, render: row => say(row.customerKind ?? 'unknown') },
    plain('country', 104),
    plain('city', 104),
    plain('industry', 120),
    {
      key: 'createdAt',
      title: say('createdAt'),
      width: 148,
      ...more,
      render: row => (row.createdAt === undefined ? none : formatInstant(row.createdAt)),
    },
  ]
}

/** All columns of the list; the person chooses among them. The name leads to the page, the row to the drawer. */
export function useCustomerColumns(): readonly Column<ListedRow>[] {
  const say = useText(fieldTexts)
  const language = useLanguage()
  const own = useOwnColumns<ListedRow>(useOpenFields('customer', 'party'))
  return useMemo(
    () => [
      {
        key: 'name',
        title: say('name'),
        width: 248,
        links: true,
        sortable: true,
        render: row => (
          <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }} title={row.name}>
            {nameIn(row, language)}
          </Link>
        ),
      },
      { key: 'code', title: say('code'), width: 108, sortable: true, render: row => row.code ?? none },
      ...valueColumns(say),
      ...futureColumns(say, language),
      ...rhythmColumns(say, language),
      ...recordColumns(say),
      ...placeColumns(say, language),
      { key: 'tags', title: say('tags'), width: 160, hidden: true, render: row => row.tags?.join(' · ') || none },
      ...own,
    ],
    [say, language, own],
  )
}
