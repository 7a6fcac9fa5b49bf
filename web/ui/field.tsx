import { cloneElement, type ReactElement, useId } from 'react'
import { Refusal } from '#web/platform/refusal.ts'
import './field.css'

type Control = {
  readonly id?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: boolean
  readonly 'aria-required'?: boolean
}

type Given = {
  readonly label: string
  /** What belongs here, said before anything goes wrong. */
  readonly hint?: string | undefined
  /** What is wrong with it now. */
  readonly error?: string | undefined
  readonly required?: boolean
  readonly children: ReactElement<Control & { readonly status?: 'error' | '' }>
}

/** One control with its label above, its hint and its error below, tied together for readers. */
export function Field({ label, hint, error, required = false, children }: Given) {
  const id = useId()
  const said = error ?? hint
  const control: Control & { status?: 'error' } = {
    id,
    'aria-required': required,
    ...(said ? { 'aria-describedby': `${id}-said` } : {}),
    ...(error ? { 'aria-invalid': true, status: 'error' } : {}),
  }
  return (
    <div className="lk-field">
      <label htmlFor={id}>
        {label}
        {required ? (
          <span className="lk-field-needed" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
      </label>
      {cloneElement(children, control)}
      {said ? (
        <div id={`${id}-said`} className={error ? 'lk-field-error' : 'lk-muted'} role={error ? 'alert' : undefined}>
          {said}
        </div>
      ) : null}
    </div>
  )
}

/** What the server said about one field of a body: the ones under it too (`administrator.email` for `administrator`). */
export function refusedField(error: unknown, field: string): string | undefined {
  if (!(error instanceof Refusal)) return undefined
  return error.fields.find(one => one.field === field || one.field === `body.${field}`)?.message
}
