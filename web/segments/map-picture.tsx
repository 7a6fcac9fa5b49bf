import { useCallback, useMemo, useState } from 'react'
import type { MapAnswer } from '#contract/segments/map.ts'
import { type CustomerType, customerTypes, type PyramidTier } from '#core/segments/grid.ts'
import { formatMonth } from '#web/platform/format.ts'
import { useDark } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Change } from '#web/ui/figure.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { MapCanvas } from './map-canvas.tsx'
import { shownOf } from './map-canvas-answer.ts'
import type { LegendColour } from './map-canvas-legend.tsx'
import type { MapPoint } from './map-canvas-layout.ts'
import { Pyramid } from './map-canvas-pyramid.tsx'
import { TimeBar } from './map-canvas-time.tsx'
import { dotColours, noChoice } from './map-colours.ts'
import type { Listed } from './map-lists.tsx'
import type { MapAsked } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

type Given = {
  readonly map: MapAnswer
  readonly days: readonly string[]
  readonly asOf: string | undefined
  readonly asked: MapAsked
  /** False while another month is on its way. */
  readonly ready: boolean
  readonly onAsOf: (day: string | undefined) => void
  readonly onType: (type: CustomerType) => void
  readonly onTier: (tier: PyramidTier) => void
  readonly onList: (listed: Listed) => void
}

const nobody: ReadonlySet<string> = new Set()

function Side({ map, onTier }: Pick<Given, 'map' | 'onTier'>) {
  const name = useText(customerWords)
  const say = useText(segmentTexts)
  const language = useLanguage()
  const layers = useMemo(() => shownOf(map).layers, [map])
  const changed = map.pyramid.filter(layer => layer.before !== null && layer.before !== layer.count)
  return (
    <aside className="lk-card lk-stack">
      <h2>{say('tier')}</h2>
      <Pyramid layers={layers} currency={map.currency} onTier={onTier} />
      {map.compared !== null && changed.length > 0 ? (
        <div>
          <p className="lk-muted">{say('sinceMonth', { month: formatMonth(map.compared, language) })}</p>
          <ul>
            {changed.map(layer => (
              <li key={layer.tier}>
                {name(layer.tier)} <Change now={layer.count} before={layer.before} period="" />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </aside>
  )
}

/** The picture: dots in nine cells, the time bar under them, the pyramid beside them. */
export function MapPicture({ map, days, asOf, ready, onAsOf, onType, onTier, onList }: Given) {
  const say = useText(segmentTexts)
  const [selection, setSelection] = useState(nobody)
  const [playing, setPlaying] = useState(false)
  const dark = useDark()
  const shown = useMemo(() => shownOf(map, dark), [map, dark])
  const legend = useLegend(map)
  const last = days.length - 1
  const at = asOf === undefined ? last : Math.max(0, days.indexOf(asOf))
  const onAt = useCallback((index: number) => onAsOf(index >= last ? undefined : days[index]), [onAsOf, last, days])
  const chosen = useChosen(map)
  const onColour = useCallback((ids: ReadonlySet<string>) => onList({ kind: 'selected', ids }), [onList])
  const onOpen = useCallback((point: MapPoint) => onList({ kind: 'customer', dyadId: point.id, name: point.name }), [onList])
  const describe = useCallback(
    (point: MapPoint) => {
      const row = map.points.id.indexOf(point.id)
      const was = customerTypes[map.points.was[row] ?? -1]
      return <Hover was={was !== point.type ? was : undefined} choice={chosen(map.points.colour[row])} />
    },
    [map, chosen],
  )
  return (
    <div className="lk-map-page">
      <div className="lk-card lk-stack">
        <MapCanvas
          points={shown.points}
          cells={shown.cells}
          cuts={shown.cuts}
          currency={shown.currency}
          raster={shown.raster}
          colours={legend}
          onColour={onColour}
          selection={selection}
          onSelect={setSelection}
          onOpen={onOpen}
          onCell={onType}
          describe={describe}
          height="max(420px, calc(100dvh - 400px))"
        />
        {selection.size > 0 ? (
          <div className="lk-actions">
            <button type="button" className="lk-bar-button" onClick={() => onList({ kind: 'selected', ids: selection })}>
              {say('openSelected')}
            </button>
          </div>
        ) : null}
        {days.length > 1 ? <TimeBar months={days} at={at} onAt={onAt} playing={playing} onPlaying={setPlaying} ready={ready} /> : null}
      </div>
      <Side map={map} onTier={onTier} />
    </div>
  )
}

/** What a customer has of the field that colours the dots, in words; undefined where they have the colours of their types. */
function useChosen({ colours }: MapAnswer): (at: number | undefined) => string | undefined {
  const say = useText(segmentTexts)
  const language = useLanguage()
  return useCallback(
    at => {
      if (colours === null) return undefined
      const choice = colours.choices[at ?? -1]
      return choice === undefined ? say('noChoice') : language === 'en' ? choice.labelEn : choice.labelZh
    },
    [colours, say, language],
  )
}

/** The colours that are on this map, in the order of the field's choices, those without one last. */
function useLegend(map: MapAnswer): readonly LegendColour[] | undefined {
  const chosen = useChosen(map)
  const dark = useDark()
  return useMemo(() => {
    if (map.colours === null) return undefined
    const { colour, id } = map.points
    const having = Map.groupBy(id.keys(), row => colour[row] ?? -1)
    const colours = dotColours(map.colours)
    return [...map.colours.choices.keys(), -1].flatMap(at => {
      const ids = new Set(having.get(at)?.flatMap(row => id[row] ?? []))
      return ids.size === 0 ? [] : [{ colour: colours[at] ?? noChoice(dark), label: chosen(at) ?? '', ids }]
    })
  }, [map, chosen, dark])
}

type HoverGiven = { readonly was: CustomerType | undefined; readonly choice: string | undefined }

function Hover({ was, choice }: HoverGiven) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  return (
    <>
      {choice ? <div>{choice}</div> : null}
      {was ? <div>{say('cameFrom', { type: name(was) })}</div> : null}
      <div className="lk-muted">{say('hoverMore')}</div>
    </>
  )
}
