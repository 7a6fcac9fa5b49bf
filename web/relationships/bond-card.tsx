import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Relationship } from '#contract/relationships/bond.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { relationshipQuery } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { useClosing } from './bond-closing.ts'
import { BondTiles } from './bond-tiles.tsx'
import './bond.css'

/** What can be opened from the card. */
export type BondPart = 'form' | 'bond' | 'type' | 'switching' | 'payne' | 'ability' | 'fairness' | 'exchange' | 'team'

const BondDrawer = lazy(async () => ({ default: (await import('./bond-drawer.tsx')).BondDrawer }))

function Closing({ form }: { readonly form: Relationship['form'] }) {
  const say = useText(bondTexts)
  const closing = useClosing()
  if (form.actual === null) return <p className="lk-muted">{say(form.keepsContacts ? 'noSale' : 'noContacts')}</p>
  if (form.closing.length === 0) return null
  return (
    <div>
      <strong>{say('closing')}</strong>
      <ul className="lk-bond-closing">
        {form.closing.map(step => (
          <li key={step.step}>{closing(step)}</li>
        ))}
      </ul>
    </div>
  )
}

/** The state of a relationship at one glance; each figure opens to its evidence and to what people keep of it. */
export function RelationshipCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(bondTexts)
  const { data, error, refetch } = useQuery(relationshipQuery(dyadId))
  const [open, setOpen] = useState<BondPart>()
  return (
    <section className="lk-card lk-stack" aria-label={say('card')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('card')}</h2>
          <p className="lk-muted">{say('cardLead')}</p>
        </div>
        <Button onClick={() => setOpen('team')}>{say('teamOpen')}</Button>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={56} rows={2} /> : null}
      {data ? (
        <>
          <BondTiles relationship={data} onOpen={setOpen} />
          <Closing form={data.form} />
          <p className="lk-muted">{say('asOfNote', { asOf: data.asOf, today: data.today })}</p>
        </>
      ) : null}
      {open !== undefined ? (
        <Suspense fallback={null}>
          {data || open === 'team' ? (
            <BondDrawer part={open} dyadId={dyadId} relationship={data} onClose={() => setOpen(undefined)} />
          ) : (
            <DrawerPage open title={say('card')} onClose={() => setOpen(undefined)}>
              <Bones height={24} rows={4} />
            </DrawerPage>
          )}
        </Suspense>
      ) : null}
    </section>
  )
}
