import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import type { AuditEntry } from '#contract/platform/audit.ts'
import { formatInstant, formatNumber } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { type AuditFilter, auditQuery, peopleQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { nameIn } from './audit-differences.ts'
import { AuditDrawer } from './audit-drawer.tsx'
import { AuditFilters, useAuditSearch } from './audit-filters.tsx'
import { useAuditWords } from './audit-words.ts'
import { auditTexts } from './audit-words.text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'

type PersonName = (userId: string) => string | undefined

/** What an entry speaks of: the person for people, else the record's own name, else its number. */
const objectOf = ({ entity, entityId, before, after }: AuditEntry, personName: PersonName) =>
  (entity === 'user' && entityId !== null ? personName(entityId) : undefined) ?? nameIn(after, before)

function useColumns(personName: PersonName): readonly Column<AuditEntry>[] {
  const say = useText(auditTexts)
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  const { deed } = useAuditWords()
  const company = usePlace()?.tenant.name
  const object = (entry: AuditEntry) => objectOf(entry, personName) ?? (entry.entity === 'tenant' ? company : undefined) ?? '—'
  const rows = ({ rowsAffected }: AuditEntry) => (rowsAffected === null ? '' : formatNumber(rowsAffected, language))
  return [
    { key: 'at', title: say('at'), width: 160, render: ({ at }) => formatInstant(at, zone) },
    { key: 'who', title: say('who'), width: 160, card: 'head', render: ({ userName }) => userName ?? say('system') },
    { key: 'what', title: say('what'), width: 220, render: deed },
    { key: 'which', title: say('which'), width: 260, render: object },
    { key: 'rows', title: say('rows'), width: 100, align: 'end', card: 'none', render: rows },
    { key: 'from', title: say('from'), width: 160, render: ({ ipAddress }) => ipAddress ?? '—' },
  ]
}

type Search = ReturnType<typeof useAuditSearch>['search']

const filterOf = ({ user, action, entity, entityId, from, to }: Search): AuditFilter => ({
  ...(user ? { userId: user } : {}),
  ...(action ? { action } : {}),
  ...(entity ? { entity } : {}),
  ...(entityId ? { entityId } : {}),
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
})

function AuditList() {
  const say = useText(auditTexts)
  const { search, set, clear } = useAuditSearch()
  const people = useQuery(peopleQuery).data?.rows
  const personName: PersonName = userId => people?.find(person => person.userId === userId)?.name
  const columns = useColumns(personName)
  const list = useInfiniteQuery(auditQuery(filterOf(search)))
  const rows = useMemo(() => list.data?.pages.flatMap(page => page.rows) ?? [], [list.data])
  return (
    <>
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      {search.entityId ? <p className="lk-muted">{say('onlyObject')}</p> : null}
      <KeysetTable
        label={say('list')}
        columns={columns}
        rows={rows}
        rowKey={row => row.auditId}
        busy={list.isFetching}
        hasMore={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        onOpen={row => set({ entry: row.auditId }, false)}
        openKey={search.entry}
        empty={
          list.error ? null : (
            <EmptyState title={say('noneFound')} actions={<Button onClick={clear}>{say('clear')}</Button>}>
              {say('noneFoundWhy')}
            </EmptyState>
          )
        }
      />
      <AuditDrawer
        entry={rows.find(row => row.auditId === search.entry)}
        personName={personName}
        onClose={() => set({ entry: undefined })}
      />
    </>
  )
}

/** Every write and every export: who, what, when, with the state before and after. */
export function AuditPage() {
  const say = useText(adminTexts)
  const may = useMay()('audit.read')
  return (
    <SettingsFrame title={say('audit')} lead={say('auditLead')} needs="audit.read">
      {may ? (
        <>
          <AuditFilters />
          <AuditList />
        </>
      ) : null}
    </SettingsFrame>
  )
}
