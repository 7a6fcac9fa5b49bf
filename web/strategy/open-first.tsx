import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Filter } from '#core/platform/list-filter.ts'
import type { RecordSearch } from '#web/dyads/record-search.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { openFirstTexts } from './open-first.text.ts'
import '#web/dyads/dyads.css'

const parts = ['open', 'closed', 'all'] as const
export type OpenPart = (typeof parts)[number]

/** Which part of a list its address asks for: what is open unless it says otherwise, or asks for a state or a button's condition that the closed may meet. */
export function partOf({ view, f, quick }: RecordSearch, mayBeClosed: readonly string[] = []): OpenPart {
  const usual = f?.['state'] !== undefined || mayBeClosed.includes(quick ?? '') ? 'all' : 'open'
  return parts.find(part => part === view) ?? usual
}

/** The search with the condition of its part; `endedOn`: the column that is empty while a record is open. */
export function partedSearch(search: RecordSearch, part: OpenPart, endedOn: string): RecordSearch {
  if (part === 'all') return search
  const condition = { column: endedOn, is: part === 'open' ? 'empty' : 'filled' } as Filter
  return { ...search, filter: { all: [condition, ...(search.filter ? [search.filter] : [])] } as Filter }
}

type TabsGiven = { readonly part: OpenPart; readonly onChange: (part: OpenPart) => void }

export function OpenTabs({ part, onChange }: TabsGiven) {
  const say = useText(openFirstTexts)
  return (
    <div className="lk-tabs lk-no-print" role="group" aria-label={say('part')}>
      {parts.map(one => (
        <button key={one} type="button" className="lk-tab" aria-current={one === part} onClick={() => onChange(one)}>
          {say(one)}
        </button>
      ))}
    </div>
  )
}

type NoneGiven = {
  readonly part: OpenPart
  /** What is said where nothing is there at all. */
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly onAll: () => void
}

/** An empty part of a list says which part it is and leads to the whole. */
export function NonePart({ part, title, actions, children, onAll }: NoneGiven) {
  const say = useText(openFirstTexts)
  const toAll = part === 'all' ? null : <Button onClick={onAll}>{say('showAll')}</Button>
  const which = part === 'all' ? title : say(part === 'open' ? 'noneOpen' : 'noneClosed')
  return (
    <EmptyState
      title={which}
      actions={
        <>
          {toAll}
          {actions}
        </>
      }
    >
      {children}
    </EmptyState>
  )
}
