import { Link } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { RelationshipRow } from '#contract/relationships/bond.ts'
import type { BondLevel } from '#core/relationships/bond.ts'
import { bondLevelWords, fairnessFlagWords, formWords, payneWords, relationshipTypeWords, stanceWords } from '#core/relationships/words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { bondTexts } from './bond.text.ts'
import { useWords } from './bond-words.ts'

function useGap() {
  const say = useText(bondTexts)
  return useCallback(
    (gap: number | null): string => {
      if (gap === null) return '—'
      return gap === 0 ? say('gapNone') : gap > 0 ? say('gapMore', { gap }) : say('gapLess', { gap: -gap })
    },
    [say],
  )
}

function Flags({ flags }: { readonly flags: RelationshipRow['flags'] }) {
  const say = useText(bondTexts)
  const { told } = useWords()
  if (flags.length === 0) return '—'
  const said = flags.map(flag => told(fairnessFlagWords, flag)).join(' · ')
  return (
    <span className="lk-bond-flag" title={said}>
      {flags.length === 1 ? said : say('flagCount', { count: flags.length })}
    </span>
  )
}

/** Who, how close, and how close it should be. */
function useFormColumns(): readonly Column<RelationshipRow>[] {
  const say = useText(bondTexts)
  const { told } = useWords()
  const gap = useGap()
  const language = useLanguage()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: say('customer'),
        width: 220,
        sortable: true,
        links: true,
        render: row => (
          <Link
            to={'/customers/$dyadId' as never}
            params={{ dyadId: row.dyadId } as never}
            search={{ tab: 'relationship' } as never}
            title={row.customerName}
          >
            {nameIn({ name: row.customerName, nameEn: row.customerNameEn }, language)}
          </Link>
        ),
      },
      {
        key: 'form',
        title: say('form'),
        width: 120,
        sortable: true,
        render: row => (row.form ? told(formWords, row.form) : say('unknown')),
      },
      {
        key: 'formTarget',
        title: say('target'),
        width: 124,
        sortable: true,
        render: row => (row.formTarget ? told(formWords, row.formTarget) : '—'),
      },
      { key: 'formGap', title: say('gap'), width: 124, sortable: true, card: 'head', render: row => gap(row.formGap) },
      {
        key: 'netContribution',
        title: say('net'),
        width: 152,
        align: 'end',
        sortable: true,
        render: row => <Money minor={row.netContributionMinor} short />,
      },
    ],
    [say, told, gap, language],
  )
}

/** What binds, what kind of relationship it is, and what to heed. */
function useStateColumns(): readonly Column<RelationshipRow>[] {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  return useMemo(
    () => [
      { key: 'flags', title: say('flags'), width: 200, render: row => <Flags flags={row.flags} /> },
      {
        key: 'type',
        title: say('type'),
        width: 124,
        sortable: true,
        render: row => (row.type ? told(relationshipTypeWords, row.type) : '—'),
      },
      {
        key: 'bondLevel',
        title: say('bond'),
        width: 148,
        sortable: true,
        render: row => (row.bondLevel === null ? '—' : told(bondLevelWords, row.bondLevel as BondLevel)),
      },
      {
        key: 'switchingScore',
        title: say('switching'),
        width: 124,
        align: 'end',
        sortable: true,
        render: row => (row.switchingScore === null ? '—' : formatNumber(row.switchingScore, language)),
      },
      {
        key: 'payne',
        title: say('payne'),
        width: 168,
        sortable: true,
        card: 'none',
        render: row => (row.payne ? told(payneWords, row.payne) : '—'),
      },
      {
        key: 'stance',
        title: say('stance'),
        width: 168,
        sortable: true,
        card: 'none',
        render: row => (row.stance ? told(stanceWords, row.stance) : '—'),
      },
      {
        key: 'customerType',
        title: say('customerType'),
        width: 124,
        sortable: true,
        render: row => <TypeTag type={row.customerType} plain />,
      },
      { key: 'owner', title: say('owner'), width: 104, render: row => row.ownerName ?? '—' },
      {
        key: 'priority',
        title: say('priority'),
        width: 136,
        align: 'end',
        sortable: true,
        hidden: true,
        render: row => <Money minor={row.priorityMinor} short />,
      },
    ],
    [say, language, told],
  )
}

/** The columns of the list of relationships. */
export function useRelationshipColumns(): readonly Column<RelationshipRow>[] {
  const [form, state] = [useFormColumns(), useStateColumns()]
  return useMemo(() => [...form, ...state], [form, state])
}
