import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { createDepartment, type Department, updateDepartment } from '#contract/platform/departments.ts'
import { call } from '#web/platform/call.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { departmentsQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { DepartmentChoices, useDepartmentTree } from './departments-choices.tsx'
import { withAllBelow } from './departments-tree.ts'

/** What is being edited: a department that is there, or a new one under a parent. */
export type Editing = { readonly department?: Department; readonly parentId: string | null }

type Body = { readonly name: string; readonly nameEn: string | null; readonly parentId: string | null }

function useSaving(department: Department | undefined, onDone: () => void) {
  const say = useText(adminTexts)
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) =>
      department
        ? call(updateDepartment, { params: { departmentId: department.departmentId }, body: { ...body, version: department.version } })
        : call(createDepartment, { body }),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: departmentsQuery.queryKey })
      toast('done', department ? say('saved') : say('departmentAdded', { name }))
      onDone()
    },
  })
}

function Form({ editing: { department, parentId }, onDone }: { readonly editing: Editing; readonly onDone: () => void }) {
  const say = useText(adminTexts)
  const { tree } = useDepartmentTree()
  const [filled, setFilled] = useState({ name: department?.name ?? '', nameEn: department?.nameEn ?? '', parentId: parentId ?? '' })
  const [tried, setTried] = useState(false)
  const saving = useSaving(department, onDone)
  const set = (change: Partial<typeof filled>) => setFilled({ ...filled, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const name = filled.name.trim()
    if (name !== '') saving.mutate({ name, nameEn: filled.nameEn.trim() || null, parentId: filled.parentId || null })
  }
  const own = department ? withAllBelow(tree, department.departmentId) : new Set<string>()
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={say('name')} required error={tried && filled.name.trim() === '' ? say('fill') : refusedField(saving.error, 'name')}>
        <Input autoFocus maxLength={100} value={filled.name} onChange={event => set({ name: event.target.value })} />
      </Field>
      <Field label={say('nameEn')} error={refusedField(saving.error, 'nameEn')}>
        <Input maxLength={100} value={filled.nameEn} onChange={event => set({ nameEn: event.target.value })} />
      </Field>
      <Field label={say('above')} error={refusedField(saving.error, 'parentId')}>
        <select className="lk-select" value={filled.parentId} onChange={event => set({ parentId: event.target.value })}>
          <option value="">{say('topLevel')}</option>
          <DepartmentChoices without={own} />
        </select>
      </Field>
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </div>
    </form>
  )
}

/** Adds a department, or renames and moves one. */
export function DepartmentDrawer({ editing, onClose }: { readonly editing: Editing | undefined; readonly onClose: () => void }) {
  const say = useText(adminTexts)
  const title = editing?.department ? say('changeOf', { name: editing.department.name }) : say('addDepartment')
  return (
    <DrawerPage open={editing !== undefined} title={title} width={480} onClose={onClose}>
      {editing ? <Form editing={editing} onDone={onClose} /> : null}
    </DrawerPage>
  )
}
