import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { OpenedWallet } from '#contract/value/wallet.ts'
import { formatMoneyShort, formatRange, formatShare } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { openedQuery, takeBackWallet } from './wallet.queries.ts'
import { walletTexts } from './wallet.text.ts'
import { WalletForm } from './wallet-form.tsx'
import { LookAlikes, ModelFigures } from './wallet-grounds.tsx'
import { categoryIn, RunNotes, useBasis, useLapsedWords } from './wallet-words.tsx'
import './value.css'

function Figures({ dyadId, opened }: { readonly dyadId: string; readonly opened: OpenedWallet }) {
  const { row, run, lookAlikes, hidden, lastBought } = opened
  const say = useText(walletTexts)
  const language = useLanguage()
  const basis = useBasis()
  const lapsed = useLapsedWords()
  const short = (minor: number) => formatMoneyShort(minor, run.currency, language)
  const isKnown = row.confidence !== 'C'
  const near = lookAlikes.length + hidden.count
  return (
    <>
      <div className="lk-figures">
        <Figure
          label={say('ownLong')}
          value={<Money minor={row.own} currency={run.currency} short />}
          note={
            <>
              {lastBought ? `${say('lastBought', { date: lastBought })} · ` : null}
              <Link to="/customers/$dyadId" params={{ dyadId }} search={{ tab: 'items' }}>
                {say('seeItems')}
              </Link>
            </>
          }
        />
        <Figure
          label={isKnown ? say('purchases') : say('range')}
          state={isKnown ? 'measured' : 'estimated'}
          value={isKnown ? short(row.wallet) : formatRange(short(row.low), short(row.high), language)}
          note={isKnown || row.basis === 'year_before' ? basis(row) : `${basis(row)} · ${say('rangeNote')}`}
        />
        <Figure
          label={say('share')}
          state={isKnown ? 'measured' : 'estimated'}
          value={row.share === null ? undefined : formatShare(row.share, language)}
        />
        <Figure
          label={say('gap')}
          period={say('totalAYear')}
          state="estimated"
          value={<Money minor={row.gapContribution} currency={run.currency} short />}
          note={`${say('gapSales')} ${short(row.gap)}`}
        />
      </div>
      {near > 0 ? <p className="lk-muted">{say('buyers', { count: row.buyers, of: near })}</p> : null}
      {row.lapsed ? <p>{lapsed(row.lapsed, run.currency)}</p> : null}
      <RunNotes run={run} />
    </>
  )
}

function Known({ dyadId, opened, mayWrite }: { readonly dyadId: string; readonly opened: OpenedWallet; readonly mayWrite: boolean }) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const withdrawing = useMutation({
    mutationFn: (evidenceId: string) => takeBackWallet(dyadId, evidenceId),
    onSuccess: () => toast('done', say('withdrawn')),
  })
  const { known, run } = opened
  if (known.length === 0) return <p className="lk-muted">{say('nothingKnown')}</p>
  return (
    <>
      <Refused error={withdrawing.error} />
      <table className="lk-parts">
        <tbody>
          {known.map(one => (
            <tr key={one.evidenceId}>
              <td className="lk-nowrap">{one.observedOn}</td>
              <td>
                {one.purchases === null ? formatShare(one.share, language) : formatMoneyShort(one.purchases, run.currency, language)} ·{' '}
                {one.confidence ?? '—'}
                {one.counts ? <span className="lk-state">{say('inUse')}</span> : null}
                <div className="lk-muted">{[one.source, one.note, one.authorName].filter(Boolean).join(' · ')}</div>
              </td>
              <td className="lk-end">
                {mayWrite ? (
                  <Button size="small" loading={withdrawing.isPending} onClick={() => withdrawing.mutate(one.evidenceId)}>
                    {say('withdraw')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="lk-stack" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Whole({ dyadId, opened }: { readonly dyadId: string; readonly opened: OpenedWallet }) {
  const say = useText(walletTexts)
  const may = useMay()
  const [entering, setEntering] = useState(false)
  const mayWrite = may('customers.write')
  const mayEnter = mayWrite && opened.run.kind === 'category'
  return (
    <div className="lk-stack">
      <Figures dyadId={dyadId} opened={opened} />
      <Part title={say('known')}>
        <Known dyadId={dyadId} opened={opened} mayWrite={mayWrite} />
        {entering ? (
          <WalletForm dyadId={dyadId} row={opened.row} currency={opened.run.currency} onClose={() => setEntering(false)} />
        ) : mayEnter ? (
          <div>
            <Button type="primary" onClick={() => setEntering(true)}>
              {say('enter')}
            </Button>
          </div>
        ) : null}
      </Part>
      <Part title={say('figures')}>
        {opened.model ? <ModelFigures model={opened.model} currency={opened.run.currency} /> : <p className="lk-muted">{say('noModel')}</p>}
      </Part>
      <Part title={say('lookAlikes')}>
        <LookAlikes opened={opened} />
      </Part>
    </div>
  )
}

type Given = {
  readonly dyadId: string
  readonly categoryId: string
  readonly onClose: () => void
  /** The customer's name, where the drawer stands outside of its page. */
  readonly name?: string | undefined
}

/** What the expected spend of a customer in a category rests on, and where someone who knows better enters it. */
export function WalletDrawer({ dyadId, categoryId, onClose, name }: Given) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(openedQuery(dyadId, categoryId))
  const title = [name, data ? categoryIn(data.row, language) : say('headRoom')].filter(Boolean).join(' · ')
  const page = name ? (
    <Link to="/customers/$dyadId" params={{ dyadId }} search={{ tab: 'value' }}>
      {say('openCustomer')}
    </Link>
  ) : null
  return (
    <DrawerPage open title={title} onClose={onClose} page={page} width={640}>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={28} rows={6} /> : null}
      {data ? <Whole dyadId={dyadId} opened={data} /> : null}
    </DrawerPage>
  )
}
