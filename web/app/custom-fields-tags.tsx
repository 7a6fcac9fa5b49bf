import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Tag } from '#contract/platform/tags.ts'
import type { TagEntity } from '#core/platform/tag.ts'
import { ColourTag } from '#web/dyads/custom-fields-value.tsx'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { ColourSelect } from './custom-fields-choices.tsx'
import { countedTagsQuery, dropTag, joinTags, saveTag } from './custom-fields.queries.ts'
import { ownFieldTexts } from './custom-fields.text.ts'

type FormGiven = { readonly entity: TagEntity; readonly tag: Tag | undefined; readonly others: readonly Tag[]; readonly onDone: () => void }

function TagForm({ entity, tag, others, onDone }: FormGiven) {
  const say = useText(ownFieldTexts)
  const [name, setName] = useState(tag?.name ?? '')
  const [colour, setColour] = useState(tag?.colour ?? 'blue')
  const [description, setDescription] = useState(tag?.description ?? '')
  const [into, setInto] = useState('')
  const saving = useMutation({
    mutationFn: () => (tag && into ? joinTags(tag, into) : saveTag(tag, { entity, name, colour, description: description.trim() || null })),
    onSuccess: () => {
      toast('done', into ? say('merged') : say('saved'))
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={say('tagName')} required error={refusedField(saving.error, 'name')}>
        <Input autoFocus maxLength={40} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <Field label={say('colour')}>
        <ColourSelect value={colour} onChange={setColour} />
      </Field>
      <Field label={say('description')}>
        <Input maxLength={300} value={description} onChange={event => setDescription(event.target.value)} />
      </Field>
      {tag && others.length > 0 ? (
        <Field label={say('mergeInto')} hint={say('mergeHint')} error={refusedField(saving.error, 'intoTagId')}>
          <select className="lk-select" value={into} onChange={event => setInto(event.target.value)}>
            <option value="">{say('noMerge')}</option>
            {others.map(other => (
              <option key={other.tagId} value={other.tagId}>
                {other.name}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </div>
    </form>
  )
}

function Row({ tag, onEdit, onRemove }: { readonly tag: Tag; readonly onEdit: () => void; readonly onRemove: () => void }) {
  const say = useText(ownFieldTexts)
  const may = useMay()('settings.manage')
  const { name, uses, description, colour } = tag
  return (
    <li className="lk-file">
      <span className="lk-file-name">
        <ColourTag colour={colour}>{name}</ColourTag>{' '}
        <span className="lk-muted">
          {[description, uses === null ? '' : uses === 0 ? say('unused') : say('uses', { count: uses })].filter(Boolean).join(' · ')}
        </span>
      </span>
      {may ? (
        <span className="lk-actions">
          <Button size="small" aria-label={say('changeTag', { name })} onClick={onEdit}>
            {say('change')}
          </Button>
          <Button size="small" type="text" danger aria-label={say('removeTag', { name })} onClick={onRemove}>
            {say('remove')}
          </Button>
        </span>
      ) : null}
    </li>
  )
}

/** The tags of one kind of record, with how often each is used: made, renamed, merged, removed. */
export function TagsSection({ entity }: { readonly entity: TagEntity }) {
  const say = useText(ownFieldTexts)
  const may = useMay()('settings.manage')
  const { data, error } = useQuery(countedTagsQuery)
  const [doing, setDoing] = useState<{ readonly what: 'edit' | 'remove'; readonly tag?: Tag }>()
  const tags = (data?.rows ?? []).filter(tag => tag.entity === entity)
  const removing = useMutation({ mutationFn: dropTag, onSuccess: () => setDoing(undefined) })
  const add = may ? <Button onClick={() => setDoing({ what: 'edit' })}>{say('addTag')}</Button> : null
  const isEditing = doing?.what === 'edit'
  const name = doing?.tag?.name ?? ''
  return (
    <section className="lk-card lk-stack" aria-label={say('tags')}>
      <div className="lk-card-title">
        <h2>{say('tags')}</h2>
        {tags.length > 0 ? add : null}
      </div>
      <Refused error={error} />
      {data && tags.length === 0 ? (
        <EmptyState title={say('noTags')} actions={add}>
          {say('noTagsLead')}
        </EmptyState>
      ) : null}
      <ul className="lk-file-list">
        {tags.map(tag => (
          <Row
            key={tag.tagId}
            tag={tag}
            onEdit={() => setDoing({ what: 'edit', tag })}
            onRemove={() => setDoing({ what: 'remove', tag })}
          />
        ))}
      </ul>
      <DrawerPage
        open={isEditing}
        width={440}
        title={name ? say('changeTag', { name }) : say('addTag')}
        onClose={() => setDoing(undefined)}
      >
        {isEditing ? (
          <TagForm
            entity={entity}
            tag={doing.tag}
            others={tags.filter(one => one.tagId !== doing.tag?.tagId)}
            onDone={() => setDoing(undefined)}
          />
        ) : null}
      </DrawerPage>
      <ConfirmDanger
        open={doing?.what === 'remove'}
        title={say('removeTag', { name })}
        verb={say('remove')}
        busy={removing.isPending}
        error={removing.error}
        onConfirm={() => doing?.tag && removing.mutate(doing.tag)}
        onClose={() => setDoing(undefined)}
      >
        {say('removeEffect', { count: doing?.tag?.uses ?? 0 })}
      </ConfirmDanger>
    </section>
  )
}
