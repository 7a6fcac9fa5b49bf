import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { createDepartment, type Department, removeDepartment } from '#contract/platform/departments.ts'
import { call } from '#web/platform/call.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { departmentsQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { nameOf, useDepartmentTree } from './departments-choices.tsx'
import { DepartmentDrawer, type Editing } from './departments-form.tsx'
import type { Node } from './departments-tree.ts'
import { SettingsFrame } from './settings-home-frame.tsx'

type Doings = { readonly onEdit: (editing: Editing) => void; readonly onRemove: (department: Department) => void }

function NodeActions({ department, onEdit, onRemove }: Doings & { readonly department: Department }) {
  const say = useText(adminTexts)
  const { departmentId, parentId, name } = department
  return (
    <span className="lk-actions">
      <Button size="small" aria-label={say('addBelowOf', { name })} onClick={() => onEdit({ parentId: departmentId })}>
        {say('addBelow')}
      </Button>
      <Button size="small" aria-label={say('changeOf', { name })} onClick={() => onEdit({ department, parentId })}>
        {say('change')}
      </Button>
      <Button size="small" danger aria-label={say('removeOf', { name })} onClick={() => onRemove(department)}>
        {say('remove')}
      </Button>
    </span>
  )
}

function Branch({ nodes, label, ...doings }: Doings & { readonly nodes: readonly Node[]; readonly label?: string }) {
  const say = useText(adminTexts)
  const language = useLanguage()
  const may = useMay()('users.manage')
  return (
    <ul aria-label={label}>
      {nodes.map(({ department, below }) => (
        <li key={department.departmentId}>
          <div className="lk-admin-node">
            <span className="lk-admin-node-name">
              <strong>{nameOf(department, language)}</strong>
              {department.nameEn && language !== 'en' ? <span className="lk-muted"> {department.nameEn}</span> : null}
            </span>
            {may && department.people > 0 ? (
              <Link to="/settings/users" search={{ department: department.departmentId }}>
                {say('people', { count: department.people })}
              </Link>
            ) : (
              <span className="lk-muted">{say('people', { count: department.people })}</span>
            )}
            {may ? <NodeActions department={department} {...doings} /> : null}
          </div>
          {below.length > 0 ? <Branch nodes={below} {...doings} /> : null}
        </li>
      ))}
    </ul>
  )
}

function useRemoval(onDone: () => void) {
  const say = useText(adminTexts)
  const client = useQueryClient()
  const fresh = () => client.invalidateQueries({ queryKey: departmentsQuery.queryKey })
  return useMutation({
    mutationFn: ({ departmentId }: Department) => call(removeDepartment, { params: { departmentId } }),
    onSuccess: (_, { name, nameEn, parentId }) => {
      const bringBack = () => void call(createDepartment, { body: { name, nameEn, parentId } }).then(fresh)
      toast('done', say('departmentRemoved', { name }), { undo: { label: say('undo'), run: bringBack } })
      onDone()
      return fresh()
    },
  })
}

function Removal({ department, onClose }: { readonly department: Department | undefined; readonly onClose: () => void }) {
  const say = useText(adminTexts)
  const removing = useRemoval(onClose)
  const close = () => {
    removing.reset()
    onClose()
  }
  return (
    <ConfirmDanger
      open={department !== undefined}
      title={say('removeOf', { name: department?.name ?? '' })}
      verb={say('remove')}
      busy={removing.isPending}
      error={removing.error}
      onConfirm={() => department && removing.mutate(department)}
      onClose={close}
    >
      {say('removeEffect')}
    </ConfirmDanger>
  )
}

/** The departments of the company as a tree: add, rename, move, remove. */
export function DepartmentsPage() {
  const say = useText(adminTexts)
  const may = useMay()('users.manage')
  const { tree, isPending, error, refetch } = useDepartmentTree()
  const [editing, setEditing] = useState<Editing>()
  const [removing, setRemoving] = useState<Department>()
  const add = (
    <Button type="primary" onClick={() => setEditing({ parentId: null })}>
      {say('addDepartment')}
    </Button>
  )
  const empty = !isPending && error === null && tree.length === 0
  return (
    <SettingsFrame
      title={say('departments')}
      lead={say('departmentsLead')}
      needs="customers.read"
      actions={may && !empty ? add : undefined}
    >
      <Refused error={error} onAgain={() => void refetch()} />
      <section className="lk-card lk-admin-tree" aria-label={say('departmentTree')}>
        {isPending ? <Bones height={32} rows={5} /> : null}
        {empty ? (
          <EmptyState title={say('noDepartments')} actions={may ? add : undefined}>
            {say('noDepartmentsWhy')}
          </EmptyState>
        ) : (
          <Branch nodes={tree} label={say('departmentTree')} onEdit={setEditing} onRemove={setRemoving} />
        )}
      </section>
      <DepartmentDrawer editing={editing} onClose={() => setEditing(undefined)} />
      <Removal department={removing} onClose={() => setRemoving(undefined)} />
    </SettingsFrame>
  )
}
