import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from './drawer-page.tsx'
import { type Column, layoutOf, mostFrozen, moved, narrowest, type TableLayout, toggled, widened, widest } from './table-layout.ts'
import { uiTexts } from './ui.text.ts'

type Heading = Pick<Column<never>, 'key' | 'title' | 'width' | 'hidden'>
type Change = { readonly layout: TableLayout; readonly onLayout: (layout: TableLayout) => void }
type Given = Change & { readonly open: boolean; readonly columns: readonly Heading[]; readonly onClose: () => void }

function Line({ column, fixed, layout, onLayout }: Change & { readonly column: Heading; readonly fixed: boolean }) {
  const say = useText(uiTexts)
  const { key, title } = column
  return (
    <li className="lk-column-line">
      <label>
        <input type="checkbox" disabled={fixed} checked={!layout.hidden.includes(key)} onChange={() => onLayout(toggled(layout, key))} />{' '}
        {title}
      </label>
      <input
        type="range"
        min={narrowest}
        max={widest}
        step={8}
        aria-label={say('widthOf', { column: title })}
        value={layout.widths[key] ?? column.width}
        onChange={event => onLayout(widened(layout, key, Number(event.target.value)))}
      />
      <Button
        size="small"
        icon={<ArrowUpOutlined aria-hidden="true" />}
        disabled={moved(layout, key, -1) === layout}
        aria-label={say('earlier', { column: title })}
        onClick={() => onLayout(moved(layout, key, -1))}
      />
      <Button
        size="small"
        icon={<ArrowDownOutlined aria-hidden="true" />}
        disabled={moved(layout, key, 1) === layout}
        aria-label={say('later', { column: title })}
        onClick={() => onLayout(moved(layout, key, 1))}
      />
    </li>
  )
}

/** How many columns stay in view, and how close the rows stand. */
function Look({ layout, onLayout }: Change) {
  const say = useText(uiTexts)
  const { density: _, ...rest } = layout
  const densities = ['usual', 'comfortable', 'compact'] as const
  const words = { usual: 'densityUsual', comfortable: 'comfortable', compact: 'compact' } as const
  return (
    <div className="lk-column-choices">
      <label>
        {say('frozenColumns')}
        <select value={layout.frozen} onChange={event => onLayout({ ...layout, frozen: Number(event.target.value) })}>
          {Array.from({ length: mostFrozen }, (_empty, at) => (
            <option key={at} value={at + 1}>
              {at + 1}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('rowDensity')}
        <select
          value={layout.density ?? 'usual'}
          onChange={event => {
            const density = densities.find(one => one === event.target.value)
            onLayout(density === undefined || density === 'usual' ? rest : { ...rest, density })
          }}
        >
          {densities.map(one => (
            <option key={one} value={one}>
              {say(words[one])}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

/** Which columns a list shows, in which order and how wide. Changes show at once behind the drawer. */
export function ColumnSettings({ open, columns, layout, onLayout, onClose }: Given) {
  const say = useText(uiTexts)
  const byKey = new Map(columns.map(column => [column.key, column]))
  const reset = () => onLayout(layoutOf(columns as readonly Column<never>[]))
  return (
    <DrawerPage
      open={open}
      title={say('columns')}
      onClose={onClose}
      width={440}
      actions={<Button onClick={reset}>{say('resetColumns')}</Button>}
    >
      <p className="lk-muted">{say('columnsHint')}</p>
      <Look layout={layout} onLayout={onLayout} />
      <ul>
        {layout.order.flatMap(key => {
          const column = byKey.get(key)
          return column ? [<Line key={key} column={column} fixed={key === columns[0]?.key} layout={layout} onLayout={onLayout} />] : []
        })}
      </ul>
    </DrawerPage>
  )
}
