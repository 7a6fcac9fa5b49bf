import { type KeyboardEvent, useRef, useState } from 'react'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { formatMoneyShort, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { mapTexts } from './map-canvas.text.ts'
import { type Box, cellBox, type MapCell, type MapCuts, neighbourOf } from './map-canvas-layout.ts'

type Given = {
  readonly cells: readonly MapCell[]
  readonly cuts: MapCuts
  readonly plot: Box
  readonly currency: string
  readonly onCell: (type: CustomerType) => void
}

/** The nine cells as things to walk among and to open; their corners say name, count and money. The pointer goes through to the dots. */
export function MapCells({ cells, cuts, plot, currency, onCell }: Given) {
  const say = useText(mapTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const [at, setAt] = useState<CustomerType>('gold')
  const box = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbourOf(at, event.key)
    if (!next) return
    event.preventDefault()
    setAt(next)
    box.current?.querySelector<HTMLElement>(`[data-type="${next}"]`)?.focus()
  }
  return (
    // Arrow keys among the buttons are heard here, where all nine pass.
    <div ref={box} className="lk-map-cells" role="toolbar" aria-label={say('cellsHelp')} onKeyDown={onKeyDown}>
      {customerTypes.map(type => {
        const { count = 0, money = 0 } = cells.find(cell => cell.type === type) ?? {}
        const amount = formatMoneyShort(money, currency, language)
        const { left, top, width, height } = cellBox(type, cuts, plot)
        return (
          <button
            key={type}
            type="button"
            data-type={type}
            className="lk-map-cell"
            tabIndex={type === at ? 0 : -1}
            style={{ left, top, width, height }}
            onFocus={() => setAt(type)}
            onClick={() => onCell(type)}
          >
            <span className="lk-hidden">{say('cell', { type: name(type), count, money: amount })}</span>
            <span className="lk-map-cell-words" aria-hidden="true">
              <strong>{name(type)}</strong>
              <span>{formatNumber(count, language)}</span>
              <span>{amount}</span>
            </span>
          </button>
        )
      })}
    </div>
  )
}
