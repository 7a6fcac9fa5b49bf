import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { readWinBack, WinBackSettings } from '#contract/strategy/decline.ts'
import { winBackKindWords } from '#core/strategy/decline-words.ts'
import { type WinBackKind, winBackKinds } from '#core/strategy/win-back.ts'
import { formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { saveWinBack, winBackQuery } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

type Found = Answer<typeof readWinBack>

const percent = (share: number) => Math.round(share * 1000) / 10

type ChancesGiven = {
  readonly found: Found
  readonly draft: WinBackSettings
  readonly onChange: (draft: WinBackSettings) => void
}

/** The chances to begin with, each beside what was learnt since. */
function Chances({ found, draft, onChange }: ChancesGiven) {
  const say = useText(declineTexts)
  const { told, language } = usePlayWords()
  const chance = (kind: WinBackKind, value: number | null) =>
    onChange({ ...draft, chances: { ...draft.chances, [kind]: (value ?? 0) / 100 } })
  const learnt = (kind: WinBackKind) => {
    const { p = 0, won = 0, lost = 0 } = found.learnt.find(each => each.kind === kind) ?? {}
    return say('learnt', { p: formatShare(p, language), won, lost })
  }
  return (
    <>
      <h3>{say('priors')}</h3>
      <div className="lk-play-pair">
        {winBackKinds.map(kind => (
          <Field key={kind} label={told(winBackKindWords[kind])} hint={learnt(kind)}>
            <NumberInput
              min={0}
              max={100}
              value={percent(draft.chances[kind])}
              disabled={!found.mayManage || kind === 'malicious'}
              onChange={value => chance(kind, value)}
            />
          </Field>
        ))}
      </div>
    </>
  )
}

function Form({ found, onClose }: { readonly found: Found; readonly onClose: () => void }) {
  const say = useText(declineTexts)
  const [draft, setDraft] = useState<WinBackSettings>(found.settings)
  const saving = useMutation({
    mutationFn: () => saveWinBack(draft),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <p className="lk-muted">{say('settingsLead')}</p>
      <Chances found={found} draft={draft} onChange={setDraft} />
      <div className="lk-play-pair">
        <Field label={say('hourMoney')}>
          <NumberInput
            min={0}
            value={draft.hourMinor / 100}
            disabled={!found.mayManage}
            onChange={value => setDraft({ ...draft, hourMinor: Math.round((value ?? 0) * 100) })}
          />
        </Field>
        <Field label={say('told')}>
          <NumberInput
            min={0}
            max={1000}
            value={draft.told}
            disabled={!found.mayManage}
            onChange={value => setDraft({ ...draft, told: value ?? 0 })}
          />
        </Field>
        <Field label={say('heed')}>
          <NumberInput
            min={0}
            max={100}
            value={percent(draft.heed)}
            disabled={!found.mayManage}
            onChange={value => setDraft({ ...draft, heed: (value ?? 0) / 100 })}
          />
        </Field>
      </div>
      <Refused error={saving.error} />
      {found.mayManage ? (
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
        </div>
      ) : null}
    </form>
  )
}

/** What winning back is reckoned with, and what the firm's own outcomes have taught. */
export function WinBackForm({ onClose }: { readonly onClose: () => void }) {
  const say = useText(declineTexts)
  const { data, error, refetch } = useQuery(winBackQuery)
  return (
    <DrawerPage open title={say('settings')} onClose={onClose}>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={32} rows={6} /> : null}
      {data ? <Form key={data.settings.version} found={data} onClose={onClose} /> : null}
    </DrawerPage>
  )
}
