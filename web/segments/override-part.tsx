import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Override } from '#contract/segments/place.ts'
import type { CustomerType } from '#core/segments/grid.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { endType, refreshPlaces } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

const OverrideForm = lazy(async () => ({ default: (await import('./override-form.tsx')).OverrideForm }))

type Given = { readonly dyadId: string; readonly type: CustomerType | null; readonly overrides: readonly Override[]; readonly days: number }

function Active({ dyadId, override }: { readonly dyadId: string; readonly override: Override }) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const may = useMay()
  const end = useMutation({
    mutationFn: () => endType(dyadId),
    onSuccess: () => {
      toast('done', say('overrideEnded'))
      void refreshPlaces()
    },
  })
  const { type, author, expiresOn, reason } = override
  return (
    <div className="lk-note">
      <span>{say('overrideActive', { author: author ?? '—', type: name(type), until: expiresOn, reason })}</span>
      {may('types.override') ? (
        <Button size="small" loading={end.isPending} onClick={() => end.mutate()}>
          {say('overrideEnd')}
        </Button>
      ) : null}
      <Refused error={end.error} />
    </div>
  )
}

function Past({ overrides }: { readonly overrides: readonly Override[] }) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  if (overrides.length === 0) return null
  return (
    <details>
      <summary className="lk-muted">{say('overridePast')}</summary>
      <ul>
        {overrides.map(({ overrideId, startsOn, endedAt, expiresOn, type, author, reason }) => (
          <li key={overrideId}>
            {say('overrideWas', {
              from: startsOn,
              until: endedAt?.slice(0, 10) ?? expiresOn,
              type: name(type),
              author: author ?? '—',
              reason,
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The type set by hand: the one in force with a way to end it, a way to set one, and those before. */
export function OverridePart({ dyadId, type, overrides, days }: Given) {
  const say = useText(segmentTexts)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const active = overrides.find(override => override.active)
  return (
    <>
      {active ? <Active dyadId={dyadId} override={active} /> : null}
      {may('types.override') ? (
        <div className="lk-no-print">
          <Button onClick={() => setOpen(true)}>{say('overrideVerb')}</Button>
        </div>
      ) : null}
      <Past overrides={overrides.filter(override => override !== active)} />
      {open ? (
        <Suspense fallback={null}>
          <OverrideForm dyadId={dyadId} type={type} days={days} open onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
