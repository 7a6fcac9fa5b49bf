import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { SavedView } from '#contract/dyads/view.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { TableLayout } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import type { CustomerSearch } from './customer-search.ts'
import { departmentsQuery, keepView } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'

/** What a view keeps of the list: its filters, order and grouping, and the columns as they stand. */
export function stateOf(search: CustomerSearch, layout: TableLayout | undefined) {
  const { open: _, view: __, create: ___, ...kept } = search
  return { search: kept, ...(layout ? { layout } : {}) }
}

type Given = {
  /** The view to be renamed or shared anew; left out: a new one is made of what is shown. */
  readonly view?: SavedView
  readonly search: CustomerSearch
  readonly layout: TableLayout | undefined
  readonly onClose: () => void
  readonly onSaved: (view: SavedView) => void
}

/** A view's name and with whom it is shared. */
export function SaveView({ view, search, layout, onClose, onSaved }: Given) {
  const say = useText(dyadTexts)
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const [departmentIds, setDepartments] = useState<readonly string[]>(view?.departmentIds ?? [])
  const saving = useMutation({
    mutationFn: () =>
      keepView(view?.viewId, {
        name: name.trim(),
        isShared,
        departmentIds: [...departmentIds],
        state: view?.state ?? stateOf(search, layout),
      }),
    onSuccess: saved => {
      toast('done', say('viewSaved'))
      onSaved(saved)
    },
  })
  return (
    <DrawerPage open title={view ? say('changeView', { name: view.name }) : say('saveView')} onClose={onClose} width={400}>
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
        {isShared || departments.length === 0 ? null : (
          <Field label={say('shareDepartments')}>
            <Select
              mode="multiple"
              allowClear
              optionFilterProp="label"
              value={[...departmentIds]}
              options={departments.map(({ departmentId, name: label }) => ({ value: departmentId, label }))}
              onChange={setDepartments}
            />
          </Field>
        )}
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
