import { useState } from 'react'
import type { FileMapping } from '#contract/intake.ts'
import { fieldOf, type TargetName, targetNames, targets } from '#core/intake/targets.ts'
import { formatBytes } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { ColumnTable, isSure } from './column-table.tsx'
import { importTexts } from './import.text.ts'
import type { MappingChange } from './mapping-change.ts'
import { SampleSheet } from './sample-sheet.tsx'
import './intake.css'

type Given = { readonly file: FileMapping; readonly change: MappingChange }

function TargetField({ file, change }: Given) {
  const say = useText(importTexts)
  const language = useLanguage()
  return (
    <Field label={say('holds')}>
      <select
        className="lk-select"
        value={file.target ?? ''}
        onChange={event => change.setTarget(file, targetNames.find(name => name === event.target.value) ?? null)}
      >
        {targetNames.map(name => (
          <option key={name} value={name}>
            {targets[name][language === 'en' ? 'en' : 'zh']}
          </option>
        ))}
        <option value="">{say('aside')}</option>
      </select>
    </Field>
  )
}

/** Customers are told apart by code or by name: asked where the file names customers. */
function CustomerByField({ file, change }: Given) {
  const say = useText(importTexts)
  const names = file.columns.some(({ role }) => role === 'customer' || role === 'customerName')
  if (file.target === null || !names) return null
  return (
    <Field label={say('customerBy')}>
      <select
        className="lk-select"
        value={file.customerBy}
        onChange={event => change.setCustomerBy(file, event.target.value === 'name' ? 'name' : 'code')}
      >
        <option value="code">{say('byCode')}</option>
        <option value="name">{say('byName')}</option>
      </select>
    </Field>
  )
}

function Missing({ file }: { readonly file: FileMapping }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const { target, missing, questions } = file
  if (target === null) {
    const why = questions.find(({ code }) => code === 'set_aside')
    return <p className="lk-muted">{why ? (language === 'en' ? why.en : why.zh) : say('asideNote')}</p>
  }
  if (missing.length === 0)
    return (
      <p className="lk-intake-fine">
        <span aria-hidden="true">✓ </span>
        {say('complete')}
      </p>
    )
  const label = (role: string) => fieldOf(target, role)?.[language === 'en' ? 'en' : 'zh'] ?? role
  const fields = missing.map(list => list.map(label).join(say('or'))).join(say('and'))
  return (
    <p className="lk-intake-warn" role="status">
      {say('missing', { fields })}
    </p>
  )
}

/** The columns; folded away where there are several files and nothing about this one needs a look. */
function Columns({ file, target, alone, change }: Given & { readonly target: TargetName; readonly alone: boolean }) {
  const say = useText(importTexts)
  const { columns, missing, questions } = file
  const [fine] = useState(!alone && missing.length === 0 && questions.length === 0 && columns.every(isSure))
  const read = columns.filter(({ role }) => role !== null).length
  const table = <ColumnTable file={file} target={target} change={change} />
  if (!fine) return table
  return (
    <details className="lk-details">
      <summary>{say('columnsRead', { total: columns.length, read })}</summary>
      {table}
    </details>
  )
}

/** A file: what it holds, what is missing or should be looked at, its columns, and its first rows as they stand. */
export function FileMappingCard({ file, alone, change }: Given & { readonly alone: boolean }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const { name, bytes, error, questions, remembered, target } = file
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={name}>
      <div className="lk-intake-title">
        <h2 className="lk-file-name">
          {name} <span className="lk-muted lk-file-size">{formatBytes(bytes, language)}</span>
        </h2>
        {error ? null : (
          <div className="lk-file-choices">
            <TargetField file={file} change={change} />
            <CustomerByField file={file} change={change} />
          </div>
        )}
      </div>
      {error ? (
        <p className="lk-intake-warn" role="status">
          <strong>{say('unreadable')}</strong> {language === 'en' ? error.en : error.zh}
        </p>
      ) : (
        <>
          <Missing file={file} />
          {remembered !== null && target !== null ? <p className="lk-muted">{say('remembered', { source: remembered })}</p> : null}
          {target === null
            ? null
            : questions.map(question => (
                <p key={question.code + (question.role ?? '')} className="lk-intake-warn">
                  {language === 'en' ? question.en : question.zh}
                </p>
              ))}
          {target === null ? null : <Columns file={file} target={target} alone={alone} change={change} />}
          <SampleSheet file={file} />
        </>
      )}
    </section>
  )
}
