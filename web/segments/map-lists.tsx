import { lazy, Suspense, useMemo } from 'react'
import type { MapAnswer } from '#contract/segments/map.ts'
import type { Placed } from '#contract/segments/movement.ts'
import { type CustomerType, customerTypes, lifecycleStages, type PyramidTier, tierOf } from '#core/segments/grid.ts'
import { pointFlags } from '#contract/segments/map.ts'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { CustomersLink } from './customers-link.tsx'
import type { Filters } from './map-search.ts'
import type { FlowChosen } from './migration-view.tsx'
import type { MapAsked } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

const CustomerDrawer = lazy(async () => ({ default: (await import('./customer-drawer.tsx')).CustomerDrawer }))
const PlacedDrawer = lazy(async () => ({ default: (await import('./placed-drawer.tsx')).PlacedDrawer }))
const PlacedTable = lazy(async () => ({ default: (await import('./placed-drawer.tsx')).PlacedTable }))

/** What is opened from the map: a cell, a layer, a move, a selection, one customer. */
export type Listed =
  | { readonly kind: 'type'; readonly type: CustomerType }
  | { readonly kind: 'tier'; readonly tier: PyramidTier }
  | ({ readonly kind: 'flow' } & FlowChosen)
  | { readonly kind: 'selected'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'customer'; readonly dyadId: string; readonly name: string }

type Given = {
  readonly listed: Listed
  readonly map: MapAnswer
  readonly asked: MapAsked
  readonly filters: Filters
  readonly onList: (listed: Listed | undefined) => void
}

/** Customers of a selection out of the map's own columns: nothing need be asked for. */
function selectedRows({ points }: MapAnswer, ids: ReadonlySet<string>): readonly Placed[] {
  return points.id.flatMap((dyadId, at): Placed[] => {
    if (!ids.has(dyadId)) return []
    const type = customerTypes[points.type[at] ?? -1] ?? null
    const flags = points.flags[at] ?? 0
    return [
      {
        dyadId,
        name: points.name[at] ?? '',
        code: null,
        type,
        fromType: customerTypes[points.was[at] ?? -1] ?? null,
        tier: type === null ? null : tierOf(type, (flags & pointFlags.belowZero) !== 0),
        stage: lifecycleStages[points.stage[at] ?? -1] ?? null,
        netContribution: points.value[at] ?? null,
        netContributionBefore: null,
        state: 'measured',
        netSales: points.sales[at] ?? 0,
        potential: points.potential[at] ?? null,
        lastOrder: null,
        provisional: (flags & pointFlags.provisional) !== 0,
        overridden: (flags & pointFlags.overridden) !== 0,
      },
    ]
  })
}

/** As many as an address may carry are asked for in full; a larger selection is shown as the map has it. */
const askedAtMost = 200

function Selected({
  ids,
  map,
  asked,
  onOpen,
  onClose,
}: {
  readonly ids: ReadonlySet<string>
  readonly map: MapAnswer
  readonly asked: MapAsked
  readonly onOpen: (dyadId: string, name: string) => void
  readonly onClose: () => void
}) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  const rows = useMemo(() => selectedRows(map, ids), [map, ids])
  const sum = (field: 'netContribution' | 'netSales') =>
    formatMoneyShort(
      rows.reduce((total, row) => total + (row[field] ?? 0), 0),
      map.currency,
      language,
    )
  const title = say('selectedList')
  const lead = say('listTotal', { count: rows.length, value: sum('netContribution'), sales: sum('netSales') })
  const query = useMemo(() => ({ ...asked, dyadId: [...ids] }), [asked, ids])
  if (ids.size <= askedAtMost) {
    const link = <CustomersLink search={{ dyadId: [...ids] }}>{say('openInList')}</CustomersLink>
    return (
      <PlacedDrawer
        title={title}
        label={title}
        asked={query}
        currency={map.currency}
        total={rows.length}
        lead={lead}
        page={link}
        onOpen={onOpen}
        onClose={onClose}
      />
    )
  }
  return (
    <DrawerPage open title={title} onClose={onClose} width={960}>
      <div className="lk-stack">
        <p className="lk-muted">{lead}</p>
        <PlacedTable label={title} rows={rows} currency={map.currency} compared={false} brief onOpen={onOpen} total={rows.length} />
      </div>
    </DrawerPage>
  )
}

/** The list that was opened from the map, from the right. */
export function MapLists({ listed, map, asked, filters, onList }: Given) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const onClose = () => onList(undefined)
  const onOpen = (dyadId: string, title: string) => onList({ kind: 'customer', dyadId, name: title })
  const list = () => {
    if (listed.kind === 'customer') return <CustomerDrawer dyadId={listed.dyadId} name={listed.name} onClose={onClose} />
    const shared = { currency: map.currency, onOpen, onClose }
    if (listed.kind === 'selected') return <Selected ids={listed.ids} map={map} asked={asked} onOpen={onOpen} onClose={onClose} />
    if (listed.kind === 'flow') {
      const placeName = (place: FlowChosen['from']) => (place === 'none' ? say('none') : name(place))
      const title = say('flowList', { from: placeName(listed.from), to: placeName(listed.to) })
      const query = { ...filters, asOf: listed.toDay, compare: listed.fromDay, from: listed.from, to: listed.to }
      return (
        <PlacedDrawer
          {...shared}
          title={title}
          label={title}
          asked={query}
          total={listed.count}
          lead={`${listed.fromDay} → ${listed.toDay}`}
        />
      )
    }
    const found =
      listed.kind === 'type' ? map.cells.find(cell => cell.type === listed.type) : map.pyramid.find(layer => layer.tier === listed.tier)
    const title = listed.kind === 'type' ? say('listOf', { type: name(listed.type) }) : name(listed.tier)
    const narrowed = listed.kind === 'type' ? { type: [listed.type] } : { tier: [listed.tier] }
    const money = (minor: number) => formatMoneyShort(minor, map.currency, language)
    const lead = found ? say('listTotal', { count: found.count, value: money(found.value), sales: money(found.sales) }) : undefined
    const link = map.isLatest ? <CustomersLink search={{ ...filters, ...narrowed }}>{say('openInList')}</CustomersLink> : null
    return (
      <PlacedDrawer
        {...shared}
        title={title}
        label={title}
        asked={{ ...asked, ...narrowed }}
        total={found?.count}
        lead={lead}
        page={link}
      />
    )
  }
  return <Suspense fallback={null}>{list()}</Suspense>
}
