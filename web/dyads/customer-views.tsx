import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { SavedView } from '#contract/dyads/view.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { MenuButton, type MenuGroup } from '#web/ui/menu-button.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { TableLayout } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { type CustomerSearch, customerSearchOf } from './customer-search.ts'
import { dropView, keepView, viewsQuery } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'
import './dyads.css'

type Given = {
  readonly search: CustomerSearch
  readonly layout: TableLayout | undefined
  readonly onView: (search: CustomerSearch, layout: TableLayout | undefined) => void
}

/** Views that everyone has; the departments' one only for those who have a department. */
function useStandardViews(): readonly {
  readonly key: 'all' | 'mine' | 'ofDepartment' | 'collaborating' | 'warnedView' | 'decliningView'
  readonly search: CustomerSearch
}[] {
  const place = usePlace()
  return [
    { key: 'all', search: {} },
    { key: 'mine', search: { owner: ['me'] } },
    ...(place?.departmentId ? [{ key: 'ofDepartment' as const, search: { department: ['mine'] } }] : []),
    { key: 'collaborating', search: { collaborating: true } },
    { key: 'warnedView', search: { warned: true, sort: 'atStake' } },
    { key: 'decliningView', search: { stage: ['decline'] } },
  ]
}

function stateOf(search: CustomerSearch, layout: TableLayout | undefined) {
  const { open: _, view: __, ...kept } = search
  return { search: kept, ...(layout ? { layout } : {}) }
}

function SaveView({
  search,
  layout,
  onClose,
  onSaved,
}: Pick<Given, 'search' | 'layout'> & { readonly onClose: () => void; readonly onSaved: (view: SavedView) => void }) {
  const say = useText(dyadTexts)
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const saving = useMutation({
    mutationFn: () => keepView(undefined, { name: name.trim(), isShared, state: stateOf(search, layout) }),
    onSuccess: view => {
      toast('done', say('viewSaved'))
      onSaved(view)
    },
  })
  return (
    <DrawerPage open title={say('saveView')} onClose={onClose} width={400}>
      <form
        className="lk-stack"
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() !== '') saving.mutate()
        }}
      >
        <Refused error={saving.error} />
        <Field label={say('viewName')} required error={refusedField(saving.error, 'name')}>
          <Input autoFocus maxLength={60} value={name} onChange={event => setName(event.target.value)} />
        </Field>
        <Checkbox checked={isShared} onChange={event => setShared(event.target.checked)}>
          {say('share')}
        </Checkbox>
        <p className="lk-muted">{say('shareHint')}</p>
        <div>
          <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={saving.isPending}>
            {say('save')}
          </Button>
        </div>
      </form>
    </DrawerPage>
  )
}

function DropView({
  view,
  onClose,
  onDropped,
}: {
  readonly view: SavedView
  readonly onClose: () => void
  readonly onDropped: () => void
}) {
  const say = useText(dyadTexts)
  const dropping = useMutation({
    mutationFn: () => dropView(view.viewId),
    onSuccess: () => {
      toast('done', say('viewDeleted'))
      onDropped()
    },
  })
  return (
    <ConfirmDanger
      open
      title={say('deleteView', { name: view.name })}
      verb={say('delete')}
      busy={dropping.isPending}
      error={dropping.error}
      onConfirm={() => dropping.mutate()}
      onClose={onClose}
    >
      {say('deleteViewEffect')}
    </ConfirmDanger>
  )
}

type Doing = 'save' | 'drop' | undefined

/** The entries of the menu: own and shared views, and what can be done with the present one. */
function useViewMenu(
  { search, layout }: Pick<Given, 'search' | 'layout'>,
  show: (view: SavedView) => void,
  setDoing: (doing: Doing) => void,
): readonly MenuGroup[] {
  const say = useText(dyadTexts)
  const views = useQuery(viewsQuery).data?.rows ?? []
  const current = views.find(view => view.viewId === search.view)
  const overwrite = ({ viewId, name, isShared }: SavedView) => {
    void keepView(viewId, { name, isShared, state: stateOf(search, layout) }).then(() => toast('done', say('viewSaved')))
  }
  const own = current?.isMine
    ? [
        { key: 'overwrite', label: say('updateView', { name: current.name }), run: () => overwrite(current) },
        { key: 'drop', label: say('deleteView', { name: current.name }), danger: true, run: () => setDoing('drop') },
      ]
    : []
  const entries = views.map(view => ({
    key: view.viewId,
    label: view.isMine ? view.name : say('sharedBy', { name: view.name, owner: view.ownerName ?? '' }),
    checked: view.viewId === search.view,
    run: () => show(view),
  }))
  const kept = entries.length > 0 ? [{ key: 'views', entries }] : []
  return [...kept, { key: 'do', entries: [{ key: 'save', label: say('saveView'), run: () => setDoing('save') }, ...own] }]
}

/** The list's views: the standard ones as tabs, the person's own and shared ones in a menu, and what can be done with the present one. */
export function CustomerViews({ search, layout, onView }: Given) {
  const say = useText(dyadTexts)
  const standard = useStandardViews()
  const views = useQuery(viewsQuery).data?.rows ?? []
  const [doing, setDoing] = useState<Doing>()
  const current = views.find(view => view.viewId === search.view)
  const show = (view: SavedView) => {
    const kept = view.state as { search?: Record<string, unknown>; layout?: TableLayout }
    onView({ ...customerSearchOf(kept.search ?? {}), view: view.viewId }, kept.layout)
  }
  const groups = useViewMenu({ search, layout }, show, setDoing)
  const done = (then: () => void) => {
    setDoing(undefined)
    then()
  }
  const close = () => setDoing(undefined)
  return (
    <div className="lk-tabs" role="group" aria-label={say('views')}>
      {standard.map(({ key, search: filters }) => (
        <button
          key={key}
          type="button"
          className="lk-tab"
          aria-current={(search.view ?? 'all') === key}
          onClick={() => onView({ ...filters, ...(key === 'all' ? {} : { view: key }) }, undefined)}
        >
          {say(key)}
        </button>
      ))}
      <MenuButton label={say('views')} face={<>{current?.name ?? say('views')} ▾</>} groups={groups} />
      {doing === 'save' ? <SaveView search={search} layout={layout} onClose={close} onSaved={view => done(() => show(view))} /> : null}
      {doing === 'drop' && current ? <DropView view={current} onClose={close} onDropped={() => done(() => onView({}, undefined))} /> : null}
    </div>
  )
}
