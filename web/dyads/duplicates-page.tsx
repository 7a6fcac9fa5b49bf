import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { DuplicatePair } from '#contract/dyads/duplicate.ts'
import { useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { sweepAll } from './duplicate.queries.ts'
import { DuplicateList } from './duplicate-list.tsx'
import { duplicateTexts } from './duplicates.text.ts'
import { MergeDrawer } from './merge-drawer.tsx'
import { MergeList } from './merge-list.tsx'
import './dyads.css'

const views = ['open', 'dismissed', 'merges'] as const
type View = (typeof views)[number]
type Search = { readonly view?: string; readonly sort?: string; readonly importId?: string }

/** Likely duplicates to decide, those kept apart, and what was merged. */
export function DuplicatesPage() {
  const say = useText(duplicateTexts)
  const navigate = useNavigate()
  const { view: asked, sort: order, importId } = useSearch({ strict: false }) as Search
  const view: View = views.find(one => one === asked) ?? 'open'
  const sort = order === 'value' ? 'value' : 'score'
  const [pair, setPair] = useState<DuplicatePair>()
  const go = (next: Search) => void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
  const sweeping = useMutation({ mutationFn: sweepAll, onSuccess: () => toast('told', say('sweeping')) })
  return (
    <div className="lk-page">
      <PageHeader
        back={
          <Link to={'/data' as '/'} className="lk-back">
            {say('backToData')}
          </Link>
        }
        title={say('title')}
        lead={say('lead')}
        actions={
          <Button loading={sweeping.isPending} onClick={() => sweeping.mutate()}>
            {say('sweep')}
          </Button>
        }
      />
      <Refused error={sweeping.error} />
      <div className="lk-toolbar">
        <div className="lk-tabs" role="group" aria-label={say('view')}>
          {views.map(one => (
            <button key={one} type="button" className="lk-tab" aria-current={one === view} onClick={() => go({ view: one })}>
              {say(one)}
            </button>
          ))}
        </div>
        {importId ? <Button onClick={() => go({ importId: undefined as never })}>{say('showAll')}</Button> : null}
        {view === 'merges' ? null : (
          <Select
            aria-label={say('sortBy')}
            value={sort}
            options={[
              { value: 'score', label: say('byScore') },
              { value: 'value', label: say('byValue') },
            ]}
            onChange={(next: string) => go({ sort: next })}
          />
        )}
      </div>
      {view === 'merges' ? (
        <MergeList />
      ) : (
        <DuplicateList query={{ state: view, sort, ...(importId ? { importId } : {}) }} onCompare={setPair} />
      )}
      {pair ? <MergeDrawer pair={pair} onClose={() => setPair(undefined)} /> : null}
    </div>
  )
}
