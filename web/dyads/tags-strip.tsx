import { useMutation, useQuery } from '@tanstack/react-query'
import { AutoComplete, Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { type TagEntity, tagKey } from '#core/platform/tag.ts'
import { useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { type RecordOf, recordTagsQuery, retagRecord, tagsQuery } from './custom-fields.queries.ts'
import { customTexts } from './custom-fields.text.ts'
import { ColourTag } from './custom-fields-value.tsx'

function NewTag({
  at,
  taken,
  onDone,
}: {
  readonly at: RecordOf<TagEntity>
  readonly taken: readonly string[]
  readonly onDone: () => void
}) {
  const say = useText(customTexts)
  const [name, setName] = useState('')
  const { data } = useQuery(tagsQuery(at.entity))
  const adding = useMutation({ mutationFn: (tag: string) => retagRecord(at, { add: [tag] }), onSuccess: () => setName('') })
  const free = (data?.rows ?? []).filter(tag => !taken.some(one => tagKey(one) === tagKey(tag.name)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') adding.mutate(name)
  }
  return (
    <form className="lk-custom-tags" onSubmit={submit}>
      <AutoComplete
        autoFocus
        aria-label={say('tagName')}
        placeholder={say('tagName')}
        style={{ width: 180 }}
        value={name}
        onChange={setName}
        onSelect={(tag: string) => adding.mutate(tag)}
        options={free.map(tag => ({ value: tag.name }))}
        showSearch={{ filterOption: (typed, option) => tagKey(String(option?.value)).includes(tagKey(typed)) }}
      />
      <Button size="small" type="primary" htmlType="submit" loading={adding.isPending}>
        {say('add')}
      </Button>
      <Button size="small" onClick={onDone}>
        {say('cancel')}
      </Button>
      <Refused error={adding.error} />
    </form>
  )
}

/** The tags of a record, in a line: taken off by a click, put on by a word. */
export function TagStrip({ at }: { readonly at: RecordOf<TagEntity> }) {
  const say = useText(customTexts)
  const { data } = useQuery(recordTagsQuery(at))
  const { data: firm } = useQuery(tagsQuery(at.entity))
  const [isAdding, setAdding] = useState(false)
  const removing = useMutation({ mutationFn: (tag: string) => retagRecord(at, { remove: [tag] }) })
  if (data === undefined) return null
  const colourFor = (name: string) => firm?.rows.find(tag => tagKey(tag.name) === tagKey(name))?.colour ?? 'grey'
  return (
    <section className="lk-custom-tags" aria-label={say('tags')}>
      {data.tags.map(name => (
        <span key={name}>
          <ColourTag colour={colourFor(name)}>{name}</ColourTag>
          {data.mayWrite ? (
            <button
              type="button"
              className="lk-custom-off lk-no-print"
              aria-label={say('removeTag', { name })}
              onClick={() => removing.mutate(name)}
            >
              ×
            </button>
          ) : null}
        </span>
      ))}
      {data.mayWrite && !isAdding ? (
        <Button size="small" className="lk-no-print" onClick={() => setAdding(true)}>
          + {say('addTag')}
        </Button>
      ) : null}
      {isAdding ? <NewTag at={at} taken={data.tags} onDone={() => setAdding(false)} /> : null}
      <Refused error={removing.error} />
    </section>
  )
}
