import { Button } from 'antd'
import { useState } from 'react'
import type { Opportunity } from '#contract/sales/opportunity.ts'
import { NewRecord, RecordDrawer } from '#web/dyads/record-drawer.tsx'
import { RecordFilters } from '#web/dyads/record-filters.tsx'
import type { RecordKind } from '#web/dyads/record-kind.ts'
import { RecordList, useRecordTotal } from '#web/dyads/record-list.tsx'
import { useRecordColumns, useRecordFilterColumns } from '#web/dyads/custom-record-list.ts'
import { askedOf, type RecordSearch, useRecordSearch } from '#web/dyads/record-search.ts'
import { ExportButton } from '#web/intake/export-button.tsx'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { ChannelYieldReport } from './channel-yield.tsx'
import { OpportunityActions } from './opportunity-actions.tsx'
import { OpportunityBoard } from './opportunity-board.tsx'
import { useOpportunityKind } from './opportunity-kind.tsx'
import { salesTexts } from './sales.text.ts'
import '#web/dyads/records.css'

/** The board has an order of its own. */
function askedWithoutOrder({ sort: _sort, ...search }: RecordSearch, kind: RecordKind<Opportunity>) {
  return askedOf(search, kind.filters, kind.quick)
}

const views = ['list', 'board', 'yield'] as const

/** Chances to sell: as a list, by stage, and by the channel that they came from. */
export function OpportunitiesPage() {
  const say = useText(salesTexts)
  const may = useMay()
  const kind = useOpportunityKind()
  const { search, change } = useRecordSearch()
  const total = useRecordTotal(kind)
  const { shown } = useRecordColumns(kind)
  const conditions = useRecordFilterColumns(kind)
  const [adding, setAdding] = useState(false)
  const view = views.find(one => one === search.view) ?? 'list'
  const [dyadId, id] = search.open?.split(':') ?? []
  const add = () => setAdding(true)
  return (
    <div className="lk-page">
      <PageHeader
        title={kind.words.many}
        count={view === 'list' ? total : undefined}
        lead={kind.words.lead}
        actions={
          <>
            <ExportButton list="opportunities" query={askedOf(search, kind.filters, kind.quick)} columns={shown} />
            {may('customers.write') ? (
              <Button type="primary" onClick={add}>
                {kind.words.add}
              </Button>
            ) : null}
          </>
        }
      />
      <div className="lk-tabs lk-no-print" role="group" aria-label={say('ways')}>
        {views.map(one => (
          <button
            key={one}
            type="button"
            className="lk-tab"
            aria-pressed={one === view}
            onClick={() => change({ view: one === 'list' ? undefined : one })}
          >
            {say(one)}
          </button>
        ))}
      </div>
      {view === 'yield' ? (
        <ChannelYieldReport />
      ) : (
        <RecordFilters filters={kind.filters} quick={kind.quick} columns={conditions} search={search} onChange={change} />
      )}
      {view === 'list' ? <RecordList kind={kind} onAdd={add} /> : null}
      {view === 'board' ? (
        <OpportunityBoard
          kind={kind}
          asked={askedWithoutOrder(search, kind)}
          onOpen={row => change({ open: `${row.dyadId}:${row.opportunityId}` })}
        />
      ) : null}
      {dyadId && id ? (
        <RecordDrawer
          key={search.open}
          kind={kind}
          dyadId={dyadId}
          id={id}
          actions={(row, write, busy) => <OpportunityActions row={row} change={write} busy={busy} />}
          onClose={() => change({ open: undefined })}
        />
      ) : null}
      {adding ? <NewRecord kind={kind} onClose={() => setAdding(false)} /> : null}
    </div>
  )
}
