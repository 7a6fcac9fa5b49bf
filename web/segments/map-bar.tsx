import { FilterOutlined, MoreOutlined } from '@ant-design/icons'
import { useRouter } from '@tanstack/react-router'
import { lazy, type RefObject, Suspense, useState } from 'react'
import { columnOf, labelOf, useOpenFields } from '#web/dyads/custom-columns.tsx'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { MenuButton } from '#web/ui/menu-button.tsx'
import { toast } from '#web/ui/toast.ts'
import { wordsFor } from '#web/platform/refusal-text.ts'
import { useLanguage } from '#web/platform/text.ts'
import { countFilters, type Filters, type MapSearch, type MapView, mapViews } from './map-search.ts'
import { savePicture } from './save-picture.ts'
import { type MapAsked, saveMapFile } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

const MapFilterDrawer = lazy(async () => ({ default: (await import('./map-filters.tsx')).MapFilterDrawer }))

type Change = (next: Partial<Record<keyof MapSearch | 'asOf', unknown>>) => void

type Given = {
  readonly view: MapView
  readonly filters: Filters
  readonly compare: string | undefined
  readonly colour: string | undefined
  readonly asked: MapAsked
  readonly asTable: boolean
  readonly onTable: (asTable: boolean) => void
  readonly change: Change
  readonly box: RefObject<HTMLDivElement | null>
}

function useActions({ asked, asTable, onTable, box, view }: Given) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  const may = useMay()
  const router = useRouter()
  const name = say('mapTitle')
  const csv = () => {
    saveMapFile(asked, `${name}.csv`).catch(error => toast('failed', wordsFor(error, language).sentence))
  }
  const entries = [
    ...(view === 'map' ? [{ key: 'table', label: say(asTable ? 'picture' : 'table'), run: () => onTable(!asTable) }] : []),
    ...(view === 'map' && !asTable ? [{ key: 'png', label: say('exportPng'), run: () => savePicture(box.current, `${name}.png`) }] : []),
    ...(may('exports.create') ? [{ key: 'csv', label: say('exportCsv'), run: csv }] : []),
    ...(may('settings.read')
      ? [{ key: 'settings', label: say('settings'), run: () => void router.navigate({ to: '/settings/value' as never }) }]
      : []),
  ]
  return [{ key: 'map', entries }]
}

type ColourGiven = { readonly colour: string | undefined; readonly onChange: (colour: string | undefined) => void }

/** What colours the dots: the types, or a field of the firm's own with choices. Nothing to choose where there is none. */
function ColourChoice({ colour, onChange }: ColourGiven) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  const fields = useOpenFields('customer', 'party').filter(({ type }) => type === 'choice')
  if (fields.length === 0) return null
  return (
    <label>
      {say('colourBy')}{' '}
      <select className="lk-select" value={colour ?? ''} onChange={event => onChange(event.target.value || undefined)}>
        <option value="">{say('type')}</option>
        {fields.map(field => (
          <option key={field.key} value={columnOf(field)}>
            {labelOf(field, language)}
          </option>
        ))}
      </select>
    </label>
  )
}

const withoutFilters = (filters: Filters) => Object.fromEntries(Object.keys(filters).map(name => [name, undefined]))

/** What to see, against what, narrowed by what, and what to do with it. */
export function MapBar(given: Given) {
  const { view, filters, compare, change } = given
  const say = useText(segmentTexts)
  const [open, setOpen] = useState(false)
  const groups = useActions(given)
  const count = countFilters(filters)
  return (
    <div className="lk-map-bar lk-no-print">
      <div className="lk-views" role="group" aria-label={say('views')}>
        {mapViews.map(one => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => change({ view: one === 'map' ? undefined : one })}>
            {say(one)}
          </button>
        ))}
      </div>
      {view === 'map' ? (
        <label>
          {say('compare')}{' '}
          <select
            className="lk-select"
            value={compare ?? ''}
            onChange={event => change({ compare: event.target.value === '' ? undefined : event.target.value })}
          >
            <option value="">{say('monthBefore')}</option>
            <option value="year">{say('yearBefore')}</option>
            <option value="none">{say('noCompare')}</option>
          </select>
        </label>
      ) : null}
      {view === 'map' ? <ColourChoice colour={given.colour} onChange={colour => change({ colour })} /> : null}
      {view === 'insights' ? null : (
        <button type="button" className="lk-bar-button" onClick={() => setOpen(true)}>
          <FilterOutlined aria-hidden="true" /> {count === 0 ? say('filters') : say('filterCount', { count })}
        </button>
      )}
      {count > 0 && view !== 'insights' ? (
        <button type="button" className="lk-bar-button" onClick={() => change(withoutFilters(filters))}>
          {say('clearFilters')}
        </button>
      ) : null}
      <MenuButton
        label={say('actions')}
        face={
          <>
            <MoreOutlined aria-hidden="true" /> {say('actions')}
          </>
        }
        groups={groups}
      />
      {open ? (
        <Suspense fallback={null}>
          <MapFilterDrawer
            filters={filters}
            onApply={next => change({ ...withoutFilters(filters), ...next })}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
