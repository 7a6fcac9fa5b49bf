import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useMemo } from 'react'
import { stances } from '#core/relationships/ability.ts'
import { fairnessFlags } from '#core/relationships/fairness.ts'
import { forms } from '#core/relationships/form.ts'
import { payneCells } from '#core/relationships/payne.ts'
import { relationshipTypes } from '#core/relationships/relationship-type.ts'
import { fairnessFlagWords, formWords, payneWords, relationshipTypeWords, stanceWords } from '#core/relationships/words.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { RecordFilters } from '#web/dyads/record-filters.tsx'
import type { ListFilter, QuickFilter } from '#web/dyads/record-kind.ts'
import { askedOf, useRecordSearch } from '#web/dyads/record-search.ts'
import { formatInstant } from '#web/platform/format.ts'
import { queryClient } from '#web/platform/query-client.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { ExportButton } from '#web/intake/export-button.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { inferNow, relationshipsQuery, runQuery } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { bondPageTexts } from './bond-page.text.ts'
import { useRelationshipColumns } from './bond-columns.tsx'
import { useWords } from './bond-words.ts'
import './bond.css'

function useFilters(): { readonly filters: readonly ListFilter[]; readonly quick: readonly QuickFilter[] } {
  const say = useText(bondTexts)
  const page = useText(bondPageTexts)
  const type = useText(customerWords)
  const { options } = useWords()
  return {
    filters: [
      { key: 'form', label: say('form'), options: options(formWords, forms) },
      { key: 'formTarget', label: say('target'), options: options(formWords, forms) },
      { key: 'type', label: say('type'), options: options(relationshipTypeWords, relationshipTypes) },
      { key: 'payne', label: say('payne'), options: options(payneWords, payneCells) },
      { key: 'stance', label: say('stance'), options: options(stanceWords, stances) },
      { key: 'flags', label: say('flags'), options: options(fairnessFlagWords, fairnessFlags) },
      { key: 'customerType', label: say('customerType'), options: customerTypes.map(value => ({ value, label: type(value) })) },
      { key: 'owner', label: say('owner'), options: 'people' },
    ],
    quick: [
      { key: 'behind', label: page('quickBehind'), condition: { column: 'formGap', is: 'at_least', value: 1 } },
      { key: 'over', label: page('quickOver'), condition: { column: 'formGap', is: 'at_most', value: -1 } },
      { key: 'flagged', label: page('quickFlagged'), condition: { column: 'flags', is: 'filled' } },
      { key: 'unknown', label: page('quickUnknown'), condition: { column: 'form', is: 'empty' } },
      { key: 'mine', label: page('quickMine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
    ],
  }
}

/** When the list was inferred; the list is read anew once a job that infers it has ended. */
function useRun(): { readonly jobId: string | null; readonly lead: string; readonly isInferred: boolean } {
  const page = useText(bondPageTexts)
  const { data } = useQuery(runQuery)
  const jobId = data?.jobId ?? null
  useEffect(() => {
    if (jobId === null) void queryClient.invalidateQueries({ queryKey: ['relationships', 'list'] })
  }, [jobId])
  const inferred = data?.inferredAt ? page('inferredAt', { time: formatInstant(data.inferredAt) }) : undefined
  const parts = [page('pageLead'), inferred, jobId === null ? undefined : page('inferring')].filter(part => part !== undefined)
  return { jobId, lead: parts.join(' '), isInferred: inferred !== undefined }
}

function InferButton({ busy, primary = false }: { readonly busy: boolean; readonly primary?: boolean }) {
  const page = useText(bondPageTexts)
  const inferring = useMutation({ mutationFn: inferNow })
  return (
    <Button type={primary ? 'primary' : 'default'} disabled={busy} loading={inferring.isPending} onClick={() => inferring.mutate()}>
      {page('inferNow')}
    </Button>
  )
}

/** The relationships of all customers: how close they are, how close they should be; the widest gap times the most value first. */
export function RelationshipsPage() {
  const say = useText(bondTexts)
  const page = useText(bondPageTexts)
  const may = useMay()
  const navigate = useNavigate()
  const { search, change } = useRecordSearch()
  const { filters, quick } = useFilters()
  const { jobId, lead, isInferred } = useRun()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(
    relationshipsQuery(askedOf(search, filters, quick)),
  )
  const columns = useRelationshipColumns()
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const total = data?.pages[0]?.total
  const narrowed = search.q !== undefined || search.f !== undefined || search.quick !== undefined
  const again = may('settings.manage') ? <InferButton busy={jobId !== null} /> : null
  const empty = narrowed ? (
    <EmptyState title={page('noneFound')} />
  ) : (
    <EmptyState title={page(isInferred ? 'noneSeen' : 'notYet')} actions={isInferred ? undefined : again}>
      {page(isInferred ? 'noneSeenLead' : 'notYetLead')}
    </EmptyState>
  )
  return (
    <div className="lk-page">
      <PageHeader
        title={page('page')}
        count={total}
        lead={lead}
        actions={
          <>
            <ExportButton list="relationships" query={askedOf(search, filters, quick)} />
            {rows.length > 0 ? again : null}
          </>
        }
      />
      <RecordFilters words={page('searchFor')} filters={filters} quick={quick} search={search} onChange={change} />
      {!narrowed && rows.length > 0 && rows.every(row => row.form === null) ? <p className="lk-muted">{say('noContacts')}</p> : null}
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={page('page')}
        columns={columns}
        rows={rows}
        rowKey={row => row.dyadId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={total}
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'desc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        onOpen={row =>
          void navigate({
            to: '/customers/$dyadId' as never,
            params: { dyadId: row.dyadId } as never,
            search: { tab: 'relationship' } as never,
          })
        }
        empty={error ? null : empty}
      />
    </div>
  )
}
