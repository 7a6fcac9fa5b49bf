import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { CustomerWallet, WalletRow } from '#contract/value/wallet.ts'
import { formatShare } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { walletQuery } from './wallet.queries.ts'
import { walletTexts } from './wallet.text.ts'
import { CategoryMarks, categoryIn, Expected, RunNotes, ShareOf, useBasis } from './wallet-words.tsx'
import './value.css'

const WalletDrawer = lazy(async () => ({ default: (await import('./wallet-drawer.tsx')).WalletDrawer }))

type RowGiven = { readonly row: WalletRow; readonly currency: string; readonly onOpen: () => void }

function Row({ row, currency, onOpen }: RowGiven) {
  const language = useLanguage()
  const basis = useBasis()
  return (
    <tr>
      <th scope="row">
        <button type="button" className="lk-plain" onClick={onOpen}>
          {categoryIn(row, language)}
        </button>{' '}
        <CategoryMarks row={row} currency={currency} />
      </th>
      <td className="lk-end">
        <Money minor={row.own} currency={currency} short />
      </td>
      <td className="lk-end lk-wide">
        <Expected row={row} currency={currency} />
      </td>
      <td className="lk-end">
        <ShareOf row={row} />
      </td>
      <td className="lk-end">{row.gap > 0 ? <Money minor={row.gapContribution} currency={currency} short /> : '—'}</td>
      <td className="lk-wide">{basis(row)}</td>
    </tr>
  )
}

function Rows({ wallet, onOpen }: { readonly wallet: CustomerWallet; readonly onOpen: (categoryId: string) => void }) {
  const say = useText(walletTexts)
  const { run, rows } = wallet
  if (run === null) return null
  return (
    <div className="lk-parts-scroll">
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say(run.kind)}</th>
            <th scope="col" className="lk-end">
              {say('own')}
            </th>
            <th scope="col" className="lk-end lk-wide">
              {say('expected')}
            </th>
            <th scope="col" className="lk-end">
              {say('share')}
            </th>
            <th scope="col" className="lk-end">
              {say('gap')}
            </th>
            <th scope="col" className="lk-wide">
              {say('source')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row.categoryId} row={row} currency={run.currency} onOpen={() => onOpen(row.categoryId)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Whole({ wallet, onOpen }: { readonly wallet: CustomerWallet; readonly onOpen: (categoryId: string) => void }) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const { run, rows, overall, contribution, lookAlikes } = wallet
  if (run === null) return <EmptyState title={say('notYet')}>{say('notYetLead')}</EmptyState>
  if (rows.length === 0) return <EmptyState title={say('noneHere')}>{say('noneHereLead')}</EmptyState>
  return (
    <>
      <div className="lk-figures">
        <Figure
          label={say('total')}
          period={say('totalAYear')}
          state="estimated"
          value={<Money minor={contribution} currency={run.currency} short />}
          note={lookAlikes > 0 ? say('lookAlikesUsed', { count: lookAlikes }) : undefined}
        />
        {overall ? (
          <Figure
            label={say('overall')}
            value={formatShare(overall.share, language)}
            note={say('overallNote', { date: overall.observedOn, source: overall.source, confidence: overall.confidence })}
          />
        ) : null}
      </div>
      <Rows wallet={wallet} onOpen={onOpen} />
      <RunNotes run={run} />
    </>
  )
}

/** A customer's wallet by category: what we sell, what is expected, our share, what is to be won; each row opens to its grounds. */
export function WalletCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(walletTexts)
  const may = useMay()
  const { data, error, refetch } = useQuery(walletQuery(dyadId))
  const [open, setOpen] = useState<string>()
  return (
    <section className="lk-card lk-stack" aria-label={say('wallet')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('wallet')}</h2>
          <p className="lk-muted">{say('walletLead')}</p>
        </div>
        {may('values.read') ? (
          <Link to="/head-room" className="lk-no-print">
            {say('seeAll')}
          </Link>
        ) : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={28} rows={5} /> : null}
      {data?.jobId ? (
        <p className="lk-muted" role="status">
          {say('reckoning')}
        </p>
      ) : null}
      {data ? <Whole wallet={data} onOpen={setOpen} /> : null}
      {open ? (
        <Suspense fallback={null}>
          <WalletDrawer dyadId={dyadId} categoryId={open} onClose={() => setOpen(undefined)} />
        </Suspense>
      ) : null}
    </section>
  )
}
