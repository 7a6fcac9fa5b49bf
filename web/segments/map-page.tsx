import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import type { MapAnswer, MapMonth } from '#contract/segments/map.ts'
import type { CustomerType, PyramidTier } from '#core/segments/grid.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { type Listed, MapLists } from './map-lists.tsx'
import { ValuePlaces } from './forecast-places.tsx'
import { MapBar } from './map-bar.tsx'
import { MapBefore, MapEmpty } from './map-empty.tsx'
import { MapJob } from './map-job.tsx'
import { MapPicture } from './map-picture.tsx'
import { MapNotes } from './map-notes.tsx'
import { comparedDay, countFilters, type MapView, useMapSearch } from './map-search.ts'
import { mapQuery, monthsQuery } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'
import './segments.css'

const MigrationView = lazy(async () => ({ default: (await import('./migration-view.tsx')).MigrationView }))
const InsightsView = lazy(async () => ({ default: (await import('./insights-view.tsx')).InsightsView }))
const MapTable = lazy(async () => ({ default: (await import('./map-table.tsx')).MapTable }))

const noMonths: readonly MapMonth[] = []

/** The months, the day shown, the day compared, and the map of them. */
function useMap() {
  const { search, filters, asOf, change } = useMapSearch()
  const months = useQuery(monthsQuery)
  const rows = months.data?.rows ?? noMonths
  const days = useMemo(() => rows.map(month => month.asOf), [rows])
  const compare = comparedDay(rows, asOf, search.compare)
  const asked = useMemo(
    () => ({ ...filters, ...(asOf === undefined ? {} : { asOf }), ...(compare === undefined ? {} : { compare }) }),
    [filters, asOf, compare],
  )
  const { colour } = search
  const found = useQuery({ ...mapQuery(colour === undefined ? asked : { ...asked, colour }), enabled: months.data !== undefined })
  const refetch = () => void Promise.all([months.refetch(), found.refetch()])
  return { search, filters, asOf, change, rows, days, asked, found, error: months.error ?? found.error, refetch }
}

type ShownGiven = {
  readonly map: MapAnswer
  readonly view: MapView
  readonly asTable: boolean
  readonly state: ReturnType<typeof useMap>
  readonly onList: (listed: Listed) => void
}

function Shown({ map, view, asTable, state, onList }: ShownGiven) {
  const { rows, days, filters, asOf, search, change, asked, found } = state
  const onType = useCallback((type: CustomerType) => onList({ kind: 'type', type }), [onList])
  const onTier = useCallback((tier: PyramidTier) => onList({ kind: 'tier', tier }), [onList])
  if (view === 'insights') return <InsightsView asOf={asOf} onType={countFilters(filters) === 0 ? onType : undefined} />
  if (view === 'flow')
    return (
      <MigrationView
        months={rows}
        from={search.from}
        to={asOf}
        filters={filters}
        onFrom={from => change({ from })}
        onTo={to => change({ asOf: to })}
        onFlow={flow => onList({ kind: 'flow', ...flow })}
      />
    )
  if (asTable) return <MapTable map={map} onType={onType} onTier={onTier} />
  return (
    <MapPicture
      map={map}
      days={days}
      asOf={asOf}
      asked={asked}
      ready={!found.isPlaceholderData}
      onAsOf={day => change({ asOf: day }, true)}
      onType={onType}
      onTier={onTier}
      onList={onList}
    />
  )
}

/** The value map: nine cells with a dot a customer, through time, under filters, with the pyramid beside it; migration and stays as other views. */
export function MapPage() {
  const say = useText(segmentTexts)
  const state = useMap()
  const { search, filters, change, found, error, asked } = state
  const [asTable, setAsTable] = useState(false)
  const [listed, setListed] = useState<Listed>()
  const box = useRef<HTMLDivElement>(null)
  const { data } = found
  const map = data?.map ?? undefined
  const view = search.view ?? 'map'
  return (
    <div className="lk-page">
      <PageHeader title={say('mapTitle')} lead={say('mapLead')} {...(map ? { count: map.placed, asOf: map.asOf } : {})} />
      <ValuePlaces />
      <Refused error={error} onAgain={state.refetch} />
      {data?.jobId ? <MapJob jobId={data.jobId} /> : null}
      {data === undefined && !error ? <Bones height={520} /> : null}
      {data && !map && state.asOf !== undefined && state.days[0] !== undefined ? (
        <MapBefore first={state.days[0]} onLatest={() => change({ asOf: undefined })} />
      ) : data && !map ? (
        <MapEmpty hasFacts={data.hasFacts} computing={data.jobId !== null} />
      ) : null}
      {map ? (
        <>
          <MapBar
            view={view}
            filters={filters}
            compare={search.compare}
            colour={search.colour}
            asked={asked}
            asTable={asTable}
            onTable={setAsTable}
            change={change}
            box={box}
          />
          <MapNotes map={map} />
          <div ref={box} hidden={map.visible === 0}>
            <Suspense fallback={<Bones height={520} />}>
              <Shown map={map} view={view} asTable={asTable} state={state} onList={setListed} />
            </Suspense>
          </div>
          {listed ? <MapLists listed={listed} map={map} asked={asked} filters={filters} onList={setListed} /> : null}
        </>
      ) : null}
    </div>
  )
}
