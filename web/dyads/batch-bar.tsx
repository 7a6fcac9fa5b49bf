import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Chosen } from '#contract/dyads/batch.ts'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import { useText } from '#web/platform/text.ts'
import type { BatchField } from './batch-fields.tsx'
import { batchTexts } from './batch.text.ts'
import './batch.css'

const BatchDrawer = lazy(async () => ({ default: (await import('./batch-drawer.tsx')).BatchDrawer }))
const RecentBatches = lazy(async () => ({ default: (await import('./batch-drawer.tsx')).RecentBatches }))

type Given = {
  readonly ticked: ReadonlySet<string>
  /** What the list is asked for: its whole answer can be chosen where more was found than is ticked. */
  readonly query: CustomerQuery
  readonly hasMore: boolean
  readonly onClear: () => void
}

/** So many can be named one by one; beyond that all that was found is chosen, or fewer. */
const mostNamed = 2000

const chosenOf = ({ ticked, query }: Given, isAll: boolean): Chosen => (isAll ? { query } : { dyadId: [...ticked] })

/** What can be done with the ticked customers, above their list. */
export function BatchBar(given: Given) {
  const { ticked, hasMore, onClear } = given
  const say = useText(batchTexts)
  const [isAll, setAll] = useState(false)
  const [begin, setBegin] = useState<BatchField>()
  const [isRecent, setRecent] = useState(false)
  const isOver = !isAll && ticked.size > mostNamed
  const clear = () => {
    setAll(false)
    onClear()
  }
  return (
    <div className="lk-batch-bar lk-no-print" role="toolbar" aria-label={say('change')}>
      <strong aria-live="polite">{isAll ? say('allFound') : say('selected', { count: ticked.size })}</strong>
      {hasMore && !isAll ? (
        <Button size="small" type="link" onClick={() => setAll(true)}>
          {say('selectFound')}
        </Button>
      ) : null}
      <Button size="small" disabled={isOver} onClick={() => setBegin('ownerId')}>
        {say('assign')}
      </Button>
      <Button size="small" disabled={isOver} onClick={() => setBegin('addTags')}>
        {say('tag')}
      </Button>
      <Button size="small" disabled={isOver} onClick={() => setBegin('region')}>
        {say('change')}
      </Button>
      <Button size="small" type="text" onClick={() => setRecent(true)}>
        {say('recent')}
      </Button>
      <Button size="small" type="text" onClick={clear}>
        {say('clearSelection')}
      </Button>
      <Suspense fallback={null}>
        {begin ? (
          <BatchDrawer
            chosen={chosenOf(given, isAll)}
            begin={begin}
            onClose={() => setBegin(undefined)}
            onDone={() => {
              setBegin(undefined)
              clear()
            }}
          />
        ) : null}
        {isRecent ? <RecentBatches onClose={() => setRecent(false)} /> : null}
      </Suspense>
    </div>
  )
}
