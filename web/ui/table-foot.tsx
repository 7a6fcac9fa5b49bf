import { SettingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { isMore, sureOf } from './counted.ts'
import type { TableGiven } from './keyset-table.tsx'
import type { TableLayout } from './table-layout.ts'
import { uiTexts } from './ui.text.ts'

const ColumnSettings = lazy(async () => ({ default: (await import('./column-settings.tsx')).ColumnSettings }))

type Given<Row> = TableGiven<Row> & { readonly layoutNow: TableLayout; readonly onLayoutNow: (layout: TableLayout) => void }

function Counts<Row>({ rows, total, ticked, hasMore = false }: Given<Row>) {
  const say = useText(uiTexts)
  const language = useLanguage()
  const loaded = formatNumber(rows.length, language)
  const sure = hasMore || !isMore(total) ? sureOf(total) : rows.length
  const all = sure ?? (hasMore ? undefined : rows.length)
  const text = hasMore && isMore(total) ? 'loadedOfMore' : 'loadedOf'
  return (
    <span className="lk-muted" aria-live="polite">
      {all === undefined ? say('loaded', { loaded }) : say(text, { loaded, total: formatNumber(Math.max(all, rows.length), language) })}
      {ticked && ticked.size > 0 ? ` · ${say('selectedCount', { count: ticked.size })}` : null}
    </span>
  )
}

/** Under a list: how much of it is loaded, more of it, and the column settings. */
export function TableFoot<Row>(given: Given<Row>) {
  const say = useText(uiTexts)
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const { hasMore = false, busy = false, onMore, columns, layoutNow, onLayoutNow } = given
  return (
    <>
      {hasMore ? <p className="lk-print-only">{say('printedPart')}</p> : null}
      <div className="lk-table-foot lk-no-print">
        <Counts {...given} />
        {hasMore ? (
          <Button size="small" loading={busy} onClick={onMore}>
            {say(busy ? 'loadingMore' : 'loadMore')}
          </Button>
        ) : null}
        <Button
          size="small"
          icon={<SettingOutlined aria-hidden="true" />}
          onClick={() => {
            setAsked(true)
            setOpen(true)
          }}
        >
          {say('columns')}
        </Button>
        {asked ? (
          <Suspense fallback={null}>
            <ColumnSettings open={open} columns={columns} layout={layoutNow} onLayout={onLayoutNow} onClose={() => setOpen(false)} />
          </Suspense>
        ) : null}
      </div>
    </>
  )
}
