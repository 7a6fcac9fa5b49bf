import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Import } from '#contract/intake.ts'
import { formatNumber } from '#web/platform/format.ts'
import { Refusal } from '#web/platform/refusal.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ImportLink } from './import-link.tsx'
import { start } from './intake.queries.ts'
import { importTexts } from './import.text.ts'

/** The imports that stand in the way, as the refusal names them. */
function laterOf(error: unknown): readonly string[] {
  const details = error instanceof Refusal ? (error.details as { imports?: unknown } | null | undefined) : undefined
  return Array.isArray(details?.imports) ? details.imports.filter(one => typeof one === 'string') : []
}

function Obstacle({ error }: { readonly error: unknown }) {
  const say = useText(importTexts)
  const later = laterOf(error)
  if (!error) return null
  return (
    <div className="lk-stack">
      <Refused error={error} />
      {later.length > 0 ? (
        <div>
          <p>{say('laterImports')}</p>
          <ul className="lk-intake-notes">
            {later.map((importId, at) => (
              <li key={importId}>
                <Link to="/data/imports/$importId" params={{ importId }}>
                  {say('laterImport', { number: at + 1 })}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}

/** The way back: undoes a published import after a question that names count and effect. */
export function UndoCard({ found }: { readonly found: Import }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const undoing = useMutation({
    mutationFn: () => start(found.importId, 'undo'),
    onSettled: () => setOpen(false),
  })
  const figures = found.counts?.figures ?? {}
  const number = (value: number | undefined) => formatNumber(value ?? 0, language)
  return (
    <div className="lk-stack">
      <Obstacle error={undoing.error} />
      <div className="lk-actions">
        <ImportLink primary={false} />
        {found.mayUndo ? (
          <Button danger onClick={() => setOpen(true)}>
            {say('undo')}
          </Button>
        ) : null}
      </div>
      <ConfirmDanger
        open={open}
        title={say('undoTitle', { rows: number(found.counts?.accepted) })}
        verb={say('undo')}
        busy={undoing.isPending}
        onConfirm={() => undoing.mutate()}
        onClose={() => setOpen(false)}
      >
        {say('undoEffect', {
          orders: number((figures.newOrders ?? 0) + (figures.changedOrders ?? 0)),
          customers: number(figures.newCustomers),
        })}
      </ConfirmDanger>
    </div>
  )
}
