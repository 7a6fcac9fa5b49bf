import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import { type FieldEntity, fieldEntities } from '#core/platform/custom-field.ts'
import { tagEntities } from '#core/platform/tag.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { FileRoomCard } from './custom-fields-room.tsx'
import { type EditingField, FieldDrawer } from './custom-fields-form.tsx'
import { changeField, ownFieldsQuery } from './custom-fields.queries.ts'
import { TagsSection } from './custom-fields-tags.tsx'
import { ownFieldTexts } from './custom-fields.text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'
import '#web/dyads/custom-fields.css'
import '#web/dyads/dyads.css'

function useArchiving() {
  const say = useText(ownFieldTexts)
  return useMutation({
    mutationFn: (field: CustomField) => changeField(field, { isArchived: !field.isArchived }),
    onSuccess: after => {
      if (after.isArchived)
        toast('done', say('archived'), { undo: { label: say('undo'), run: () => void changeField(after, { isArchived: false }) } })
    },
  })
}

function FieldRow({ field, onEdit }: { readonly field: CustomField; readonly onEdit: () => void }) {
  const say = useText(ownFieldTexts)
  const language = useLanguage()
  const may = useMay()('settings.manage')
  const archiving = useArchiving()
  const name = language === 'en' ? field.labelEn : field.labelZh
  const marks = [
    say(`type_${field.type}`),
    field.key,
    field.section ?? '',
    field.isRequired ? say('required') : '',
    field.isFilter ? (field.isFilled ? say('inFilters') : `${say('inFilters')} (${say('filling')})`) : '',
    field.isArchived ? say('archived') : '',
  ]
  return (
    <li className="lk-file">
      <span className="lk-file-name">
        <strong>{name}</strong>
        <span className="lk-muted" style={{ display: 'block' }}>
          {marks.filter(Boolean).join(' · ')}
        </span>
        {field.formula ? <code>{field.formula}</code> : null}
        <Refused error={archiving.error} />
      </span>
      {may ? (
        <span className="lk-actions">
          {field.isArchived ? null : (
            <Button size="small" aria-label={say('changeOf', { name })} onClick={onEdit}>
              {say('change')}
            </Button>
          )}
          <Button
            size="small"
            aria-label={say(field.isArchived ? 'bringBackOf' : 'archiveOf', { name })}
            loading={archiving.isPending}
            onClick={() => archiving.mutate(field)}
          >
            {say(field.isArchived ? 'bringBack' : 'archive')}
          </Button>
        </span>
      ) : null}
    </li>
  )
}

function FieldsSection({ entity }: { readonly entity: FieldEntity }) {
  const say = useText(ownFieldTexts)
  const may = useMay()('settings.manage')
  const { data, error, isPending, refetch } = useQuery(ownFieldsQuery)
  const [editing, setEditing] = useState<EditingField>()
  const fields = (data?.rows ?? []).filter(field => field.entity === entity)
  const add = may ? (
    <Button type="primary" onClick={() => setEditing({ entity })}>
      {say('addField')}
    </Button>
  ) : null
  return (
    <section className="lk-card lk-stack" aria-label={say('fields')}>
      <div className="lk-card-title">
        <h2>{say('fields')}</h2>
        {fields.length > 0 ? add : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {isPending ? <Bones height={40} rows={4} /> : null}
      {data && fields.length === 0 ? (
        <EmptyState title={say('noFields')} actions={add}>
          {say('noFieldsLead')}
        </EmptyState>
      ) : null}
      <ul className="lk-file-list">
        {fields.map(field => (
          <FieldRow key={field.fieldId} field={field} onEdit={() => setEditing({ entity, field })} />
        ))}
      </ul>
      <FieldDrawer editing={editing} onClose={() => setEditing(undefined)} />
    </section>
  )
}

/** The firm's own fields and tags by kind of record, and the room for files. */
export function CustomFieldsPage() {
  const say = useText(ownFieldTexts)
  const [entity, setEntity] = useState<FieldEntity>('customer')
  const tagged = tagEntities.find(one => one === entity)
  return (
    <SettingsFrame title={say('title')} lead={say('lead')} needs="settings.read">
      <div className="lk-tabs" role="tablist" aria-label={say('entities')}>
        {fieldEntities.map(one => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`fields-${one}`}
            aria-selected={one === entity}
            aria-controls="fields-panel"
            className="lk-tab"
            onClick={() => setEntity(one)}
          >
            {say(`entity_${one}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="fields-panel" aria-labelledby={`fields-${entity}`} className="lk-stack">
        <FieldsSection key={entity} entity={entity} />
        {tagged ? <TagsSection key={`tags-${entity}`} entity={tagged} /> : null}
      </div>
      <FileRoomCard />
    </SettingsFrame>
  )
}
