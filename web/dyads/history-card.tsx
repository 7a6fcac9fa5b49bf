import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { HistoryEntry } from '#contract/platform/history.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { type HistoryOf, historyQuery } from './history.queries.ts'
import { historyTexts } from './history.text.ts'
import { useHistoryWords } from './history-words.ts'
import './dyads.css'

const PutBackDrawer = lazy(async () => ({ default: (await import('./put-back-drawer.tsx')).PutBackDrawer }))

const kinds = [
  'customer',
  'supplier',
  'contact',
  'activity',
  'task',
  'opportunity',
  'agreement',
  'concern',
  'need',
  'site',
  'billing_title',
  'bond',
  'switching_item',
  'relationship_term',
  'relationship_entry',
  'relationship_fact',
  'fact',
  'evidence',
]

function Changes({ entry }: { readonly entry: HistoryEntry }) {
  const { field: fieldName, value } = useHistoryWords()
  const isChange = entry.action === 'update'
  return (
    <ul className="lk-history-fields">
      {entry.changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="lk-muted">{fieldName(field)}</span> {isChange || after === null ? <del>{value(before)}</del> : null}
          {isChange ? ' → ' : ' '}
          {isChange || after !== null ? <ins>{value(after)}</ins> : null}
        </li>
      ))}
    </ul>
  )
}

function Line({ entry, onPutBack }: { readonly entry: HistoryEntry; readonly onPutBack: () => void }) {
  const say = useText(historyTexts)
  const zone = usePlace()?.tenant.timeZone
  const { action, entity } = useHistoryWords()
  return (
    <li className="lk-history-line">
      <div className="lk-card-title">
        <span>
          <strong>{`${action(entry.action)} · ${entity(entry.entity)}`}</strong> {entry.name}
        </span>
        {entry.mayPutBack ? (
          <Button size="small" onClick={onPutBack}>
            {say('putBack')}
          </Button>
        ) : null}
      </div>
      <div className="lk-muted">{`${formatInstant(entry.at, zone)} · ${entry.userName ?? say('system')}`}</div>
      {entry.action === 'update' || entry.changes.length <= 3 ? (
        <Changes entry={entry} />
      ) : (
        <details>
          <summary>{say('show')}</summary>
          <Changes entry={entry} />
        </details>
      )}
    </li>
  )
}

/** Who changed what when of a customer and all that hangs on it, or of one record; what was changed can be put back. */
export function HistoryCard({ dyadId, entity, entityId }: HistoryOf) {
  const say = useText(historyTexts)
  const words = useHistoryWords()
  const [kind, setKind] = useState<string>()
  const [opened, setOpened] = useState<string>()
  const wanted = entity ?? kind
  const list = useInfiniteQuery(historyQuery({ dyadId, ...(wanted ? { entity: wanted } : {}), ...(entityId ? { entityId } : {}) }))
  const rows = list.data?.pages.flatMap(page => page.rows)
  return (
    <section className="lk-card lk-stack" aria-label={say('title')}>
      <div className="lk-card-title">
        <h2>{say('title')}</h2>
        {entity === undefined ? (
          <Select
            aria-label={say('kind')}
            className="lk-history-kind"
            allowClear
            placeholder={say('everything')}
            value={kind ?? null}
            options={kinds.map(value => ({ value, label: words.entity(value) }))}
            onChange={next => setKind(next ?? undefined)}
          />
        ) : null}
      </div>
      <p className="lk-muted">{say('lead')}</p>
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      {rows === undefined && !list.error ? <Bones height={40} rows={4} /> : null}
      {rows?.length === 0 ? <EmptyState title={say('none')}>{say('noneLead')}</EmptyState> : null}
      <ul className="lk-plain-list">
        {rows?.map(entry => (
          <Line key={entry.auditId} entry={entry} onPutBack={() => setOpened(entry.auditId)} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <div>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('more')}
          </Button>
        </div>
      ) : null}
      {opened ? (
        <Suspense fallback={null}>
          <PutBackDrawer dyadId={dyadId} auditId={opened} onClose={() => setOpened(undefined)} />
        </Suspense>
      ) : null}
    </section>
  )
}
