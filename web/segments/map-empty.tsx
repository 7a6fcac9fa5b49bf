import { useMutation } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { formatMonth } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { computeAnew, refreshPlaces } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

/** In place of the map of a month before the first one: since when there are maps, and the way back to the latest. */
export function MapBefore({ first, onLatest }: { readonly first: string; readonly onLatest: () => void }) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  return (
    <EmptyState title={say('noMapThen')} actions={<Button onClick={onLatest}>{say('toLatest')}</Button>}>
      {say('noMapThenLead', { month: formatMonth(first, language) })}
    </EmptyState>
  )
}

/** In place of the map while there is none: bring orders, or have what is there worked out. */
export function MapEmpty({ hasFacts, computing }: { readonly hasFacts: boolean; readonly computing: boolean }) {
  const say = useText(segmentTexts)
  const may = useMay()
  const { routesByPath } = useRouter()
  const anew = useMutation({ mutationFn: computeAnew, onSuccess: refreshPlaces })
  if (computing) return null
  if (!hasFacts) {
    const canImport = may('imports.manage') && '/data' in routesByPath
    return (
      <EmptyState title={say('noMap')} actions={canImport ? <Link to={'/data' as never}>{say('importOrders')}</Link> : null}>
        {say('noMapLead')}
      </EmptyState>
    )
  }
  return (
    <>
      <EmptyState
        title={say('factsNoMap')}
        actions={
          may('imports.manage') ? (
            <Button type="primary" loading={anew.isPending} onClick={() => anew.mutate()}>
              {say('computeNow')}
            </Button>
          ) : null
        }
      />
      <Refused error={anew.error} />
    </>
  )
}
