import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { SavedView } from '#contract/dyads/view.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { MenuButton, type MenuGroup } from '#web/ui/menu-button.tsx'
import type { TableLayout } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { type CustomerSearch, customerSearchOf } from './customer-search.ts'
import { choicesOfMineQuery, dropView, keepView, rememberChoice, viewsQuery } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'
import { SaveView, stateOf } from './save-view.tsx'
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

type Doing = 'save' | 'change' | 'drop' | undefined

/** The view that the list opens with, where the person chose one. */
function useUsualView() {
  const view = useQuery(choicesOfMineQuery).data?.values['customers.view']
  return {
    view: typeof view === 'string' ? view : undefined,
    keep: (next: string | undefined) => rememberChoice('customers.view', next ?? null),
  }
}

/** Opens the person's usual view once, where the list was entered without anything asked for. */
function useOpeningView(search: CustomerSearch, known: readonly string[] | undefined, show: (key: string) => void): void {
  const { view } = useUsualView()
  const isBare = Object.keys(search).length === 0
  const entered = useRef(isBare)
  useEffect(() => {
    if (!isBare) entered.current = false
    if (!entered.current || view === undefined || known?.includes(view) !== true) return
    entered.current = false
    show(view)
  }, [isBare, view, known, show])
}

/** The entries of the menu: own and shared views, and what can be done with the present one. */
function useViewMenu(
  { search, layout }: Pick<Given, 'search' | 'layout'>,
  show: (view: SavedView) => void,
  setDoing: (doing: Doing) => void,
): readonly MenuGroup[] {
  const say = useText(dyadTexts)
  const views = useQuery(viewsQuery).data?.rows ?? []
  const current = views.find(view => view.viewId === search.view)
  const overwrite = ({ viewId, name, isShared, departmentIds }: SavedView) => {
    void keepView(viewId, { name, isShared, departmentIds, state: stateOf(search, layout) }).then(() => toast('done', say('viewSaved')))
  }
  const usual = useUsualView()
  const copy = () => void navigator.clipboard.writeText(location.href).then(() => toast('done', say('linkCopied')))
  const own = current?.isMine
    ? [
        { key: 'overwrite', label: say('updateView', { name: current.name }), run: () => overwrite(current) },
        { key: 'change', label: say('changeView', { name: current.name }), run: () => setDoing('change') },
        { key: 'drop', label: say('deleteView', { name: current.name }), danger: true, run: () => setDoing('drop') },
      ]
    : []
  const always = search.view
    ? [
        usual.view === search.view
          ? { key: 'usual', label: say('noUsualView'), run: () => usual.keep(undefined) }
          : { key: 'usual', label: say('usualView'), run: () => usual.keep(search.view) },
      ]
    : []
  const entries = views.map(view => ({
    key: view.viewId,
    label: view.isMine ? view.name : say('sharedBy', { name: view.name, owner: view.ownerName ?? '' }),
    checked: view.viewId === search.view,
    run: () => show(view),
  }))
  const kept = entries.length > 0 ? [{ key: 'views', entries }] : []
  return [
    ...kept,
    {
      key: 'do',
      entries: [
        { key: 'save', label: say('saveView'), run: () => setDoing('save') },
        ...own,
        ...always,
        { key: 'copy', label: say('copyLink'), run: copy },
      ],
    },
  ]
}

/** The list's views: the standard ones as tabs, the person's own and shared ones in a menu, and what can be done with the present one. */
export function CustomerViews({ search, layout, onView }: Given) {
  const say = useText(dyadTexts)
  const standard = useStandardViews()
  const loaded = useQuery(viewsQuery).data?.rows
  const views = loaded ?? []
  const [doing, setDoing] = useState<Doing>()
  const current = views.find(view => view.viewId === search.view)
  const show = (view: SavedView) => {
    const kept = view.state as { search?: Record<string, unknown>; layout?: TableLayout }
    onView({ ...customerSearchOf(kept.search ?? {}), view: view.viewId }, kept.layout)
  }
  const showByKey = (key: string) => {
    const saved = views.find(one => one.viewId === key)
    const standing = standard.find(one => one.key === key)
    if (saved) show(saved)
    else if (standing) onView({ ...standing.search, view: key }, undefined)
  }
  const known = loaded === undefined ? undefined : [...standard.map(({ key }) => key), ...views.map(({ viewId }) => viewId)]
  useOpeningView(search, known, showByKey)
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
      {doing === 'change' && current ? (
        <SaveView view={current} search={search} layout={layout} onClose={close} onSaved={() => done(() => undefined)} />
      ) : null}
      {doing === 'drop' && current ? <DropView view={current} onClose={close} onDropped={() => done(() => onView({}, undefined))} /> : null}
    </div>
  )
}
