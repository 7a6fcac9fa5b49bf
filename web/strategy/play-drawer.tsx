import { useMutation } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { listPlays } from '#contract/strategy/play.ts'
import { bondWords, careWords, effectSourceWords, playKindWords, stepKindWords, stepRoleWords } from '#core/strategy/play-words.ts'
import { startText } from '#core/strategy/start-text.ts'
import type { StartCondition } from '#core/strategy/start-condition.ts'
import { formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { dropPlay, restorePlay } from './play.queries.ts'
import { playTexts } from './play.text.ts'
import { ExpectedNote } from './play-expected.tsx'
import { PlayVersions } from './play-versions.tsx'
import { useOwnNames } from './use-own-names.ts'
import { usePlayWords } from './use-play-words.ts'

type Row = Answer<typeof listPlays>['rows'][number]

const PlayForm = lazy(async () => ({ default: (await import('./play-form.tsx')).PlayForm }))

function Facts({ play }: { readonly play: Row }) {
  const say = useText(playTexts)
  const { inOwn, told, effect, hours, language } = usePlayWords()
  const startCondition = play.startCondition as StartCondition
  const own = useOwnNames(startCondition)
  return (
    <div className="lk-stack">
      <p>{inOwn(play.about)}</p>
      <dl className="lk-facts">
        <dt>{say('kind')}</dt>
        <dd>{told(playKindWords[play.kind])}</dd>
        <dt>{say('cost')}</dt>
        <dd>
          <Money minor={play.moneyMinor} /> · {hours(play.hours)}
        </dd>
        <dt>{say('bond')}</dt>
        <dd>{play.bondLevel === null ? say('noBond') : told(bondWords[play.bondLevel])}</dd>
        {play.care === null ? null : (
          <>
            <dt>{say('care')}</dt>
            <dd>{told(careWords[play.care])}</dd>
          </>
        )}
        <dt>{say('rest')}</dt>
        <dd>{say('days', { count: play.restDays })}</dd>
      </dl>
      <section>
        <h3>{say('when')}</h3>
        <p>{told(startText(startCondition, own))}</p>
      </section>
      <section>
        <h3>{say('steps')}</h3>
        <ol className="lk-play-steps">
          {play.steps.map((step, at) => (
            <li key={`${step.afterDays} ${at}`}>
              {inOwn(step.title)}{' '}
              <small>
                {step.afterDays === 0 ? say('atStart') : say('afterDays', { count: step.afterDays })} · {told(stepRoleWords[step.role])} ·{' '}
                {told(stepKindWords[step.kind])}
              </small>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3>{say('effect')}</h3>
        {play.expected.learnt === null ? (
          <p>
            {[effect(play.effect), say('horizon', { count: play.effect.horizonMonths }), told(effectSourceWords[play.effect.source])].join(
              ' · ',
            )}
          </p>
        ) : (
          <>
            <ExpectedNote expected={play.expected} />
            <p>{say('assumedBefore', { effect: effect(play.effect) })}</p>
          </>
        )}
        <p className="lk-muted">{inOwn(play.effect.evidence)}</p>
      </section>
      <section>
        <h3>{say('holdout')}</h3>
        <p className="lk-muted">
          {play.holdoutShare === 0 ? say('holdoutNone') : say('holdoutNote', { share: formatShare(play.holdoutShare, language) })}
        </p>
      </section>
    </div>
  )
}

function Removal({ play, onDone }: { readonly play: Row; readonly onDone: () => void }) {
  const say = useText(playTexts)
  const { inOwn } = usePlayWords()
  const [asking, setAsking] = useState(false)
  const removing = useMutation({
    mutationFn: () => dropPlay(play.playId),
    onSuccess: ({ openRuns }) => {
      toast('done', say('tookOut', { count: openRuns }))
      onDone()
    },
  })
  const restoring = useMutation({ mutationFn: () => restorePlay(play.playId), onSuccess: () => toast('done', say('isBack')) })
  if (play.isRemoved)
    return (
      <>
        <Button loading={restoring.isPending} onClick={() => restoring.mutate()}>
          {say('putBack')}
        </Button>
        <Refused error={restoring.error} />
      </>
    )
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {say('takeOut')}
      </Button>
      <ConfirmDanger
        open={asking}
        title={say('takeOutTitle', { name: inOwn(play.name) })}
        verb={say('takeOut')}
        busy={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        {say('takeOutLead', { count: play.use.open })}
      </ConfirmDanger>
    </>
  )
}

type Given = { readonly play: Row; readonly mayManage: boolean; readonly onClose: () => void }

/** A play whole: what it is, when it starts, its steps, effect and hold-out, and all its versions. */
export function PlayDrawer({ play, mayManage, onClose }: Given) {
  const say = useText(playTexts)
  const { inOwn } = usePlayWords()
  const [editing, setEditing] = useState(false)
  if (editing)
    return (
      <Suspense fallback={null}>
        <PlayForm known={play} onClose={() => setEditing(false)} />
      </Suspense>
    )
  return (
    <DrawerPage
      open
      title={inOwn(play.name)}
      onClose={onClose}
      actions={
        mayManage ? (
          <>
            {play.isRemoved ? null : <Button onClick={() => setEditing(true)}>{say('edit')}</Button>}
            <Removal play={play} onDone={onClose} />
          </>
        ) : undefined
      }
    >
      <Tabs
        items={[
          { key: 'now', label: say('nowVersion', { version: play.version }), children: <Facts play={play} /> },
          { key: 'versions', label: say('versions'), children: <PlayVersions playId={play.playId} /> },
        ]}
      />
    </DrawerPage>
  )
}
