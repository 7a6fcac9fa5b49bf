import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ImportCounts, ImportRow } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { formatInstant, formatNumber } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { importsQuery } from './intake.queries.ts'
import { intakeTexts } from './intake.text.ts'
import { useLiveImports } from './live-imports.ts'
import { SampleActions } from './sample-card.tsx'
import { StateWord } from './state-word.tsx'

/** What an import's files are called together. */
export function useFileWords(): (files: readonly { readonly name: string }[]) => string {
  const say = useText(intakeTexts)
  return files => (files.length > 1 ? say('filesMore', { name: files[0]?.name ?? '', count: files.length }) : (files[0]?.name ?? '—'))
}

type Counted = 'read' | 'accepted' | 'updated' | 'unchanged' | 'rejected'

function useColumns(jobs: ReadonlyMap<string, Job>): readonly Column<ImportRow>[] {
  const say = useText(intakeTexts)
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  const words = useFileWords()
  return useMemo(() => {
    const shown = (counts: ImportCounts | null, key: Counted) => (counts === null ? '—' : formatNumber(counts[key], language))
    const count = (key: Counted, card: 'line' | 'none' = 'line'): Column<ImportRow> => ({
      key,
      title: say(key),
      width: 92,
      align: 'end',
      card,
      render: row => shown(row.counts, key),
    })
    return [
      {
        key: 'files',
        title: say('files'),
        width: 208,
        render: row => <span title={row.files.map(file => file.name).join('\n')}>{words(row.files)}</span>,
      },
      {
        key: 'state',
        title: say('state'),
        width: 136,
        card: 'head',
        render: row => <StateWord state={row.state} job={jobs.get(row.importId)} />,
      },
      { key: 'source', title: say('source'), width: 112, render: row => row.source },
      count('read'),
      count('accepted'),
      count('updated', 'none'),
      count('unchanged', 'none'),
      count('rejected'),
      { key: 'by', title: say('by'), width: 88, card: 'none', render: row => row.createdByName ?? say('bySystem') },
      { key: 'at', title: say('at'), width: 144, render: row => formatInstant(row.publishedAt ?? row.createdAt, zone) },
    ]
    // `words` is made of `say`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [say, language, zone, jobs])
}

/** All imports, the newest first; those at work move by themselves. */
export function ImportsList() {
  const say = useText(intakeTexts)
  const navigate = useNavigate()
  const jobs = useLiveImports()
  const columns = useColumns(jobs)
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(importsQuery)
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  return (
    <section className="lk-stack" aria-label={say('imports')}>
      {rows.length > 0 ? <h2>{say('imports')}</h2> : null}
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('imports')}
        columns={columns}
        rows={rows}
        rowKey={row => row.importId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isPending || isFetchingNextPage}
        onOpen={row => void navigate({ to: '/data/imports/$importId', params: { importId: row.importId } })}
        empty={error ? null : <SampleActions />}
      />
    </section>
  )
}
