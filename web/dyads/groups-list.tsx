import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Fragment, useState } from 'react'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import type { GroupRow } from '#contract/dyads/group.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { nameIn } from './customer-columns.tsx'
import { GroupTree } from './group-card.tsx'
import { groupOfQuery, groupsQuery } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'
import './parties.css'

function Members({ partyId }: { readonly partyId: string }) {
  const { data, error, refetch } = useQuery(groupOfQuery(partyId))
  return (
    <tr>
      <td colSpan={5}>
        <Refused error={error} onAgain={() => void refetch()} />
        {data ? <GroupTree group={data} /> : error ? null : <Bones height={24} rows={2} />}
      </td>
    </tr>
  )
}

function Row({ row, isOpen, onToggle }: { readonly row: GroupRow; readonly isOpen: boolean; readonly onToggle: () => void }) {
  const say = useText(partyTexts)
  const language = useLanguage()
  const name = nameIn(row, language)
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="lk-plain"
          aria-expanded={isOpen}
          aria-label={`${say(isOpen ? 'close' : 'open')} ${name}`}
          onClick={onToggle}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {name}
        </button>
      </th>
      <td className="lk-end">
        <Money minor={row.netContributionMinor} short />
      </td>
      <td className="lk-end lk-wide">
        <Money minor={row.netSalesMinor} short />
      </td>
      <td className="lk-end">{row.customers}</td>
      <td className="lk-end lk-wide">
        <Link to="/customers" search={((old: object) => ({ ...old, by: undefined, group: [row.partyId] })) as never}>
          {say('inList')}
        </Link>
      </td>
    </tr>
  )
}

/** The list of customers by group: one row a top group with the sums of what search and filters leave, open to all its members. */
export default function GroupsList({ query }: { readonly query: CustomerQuery }) {
  const say = useText(partyTexts)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(groupsQuery(query))
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  const toggle = (partyId: string) =>
    setOpen(old => (old.has(partyId) ? new Set([...old].filter(one => one !== partyId)) : new Set([...old, partyId])))
  return (
    <section className="lk-card lk-stack" aria-label={say('byGroup')}>
      <p className="lk-muted">
        {say('byGroupLead')}{' '}
        <Link to="/customers" search={{ group: ['none'] } as never}>
          {say('withoutGroup')}
        </Link>
      </p>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={32} rows={5} /> : null}
      {data && rows.length === 0 ? <EmptyState title={say('noGroups')}>{say('noGroupsLead')}</EmptyState> : null}
      {rows.length > 0 ? (
        <div className="lk-rows-scroll">
          <table className="lk-rows" aria-label={say('byGroup')}>
            <thead>
              <tr>
                <th scope="col">{say('group')}</th>
                <th scope="col" className="lk-end">
                  {say('sumValue')}
                </th>
                <th scope="col" className="lk-end lk-wide">
                  {say('sumSales')}
                </th>
                <th scope="col" className="lk-end">
                  {say('members')}
                </th>
                <td className="lk-wide" />
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <Fragment key={row.partyId}>
                  <Row row={row} isOpen={open.has(row.partyId)} onToggle={() => toggle(row.partyId)} />
                  {open.has(row.partyId) ? <Members partyId={row.partyId} /> : null}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {hasNextPage ? (
        <div className="lk-actions">
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            {say('more')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
