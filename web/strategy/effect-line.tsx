import { Button } from 'antd'
import type { EffectRow } from '#contract/strategy/effect.ts'
import { HoldoutForm } from './effect-holdout.tsx'
import { useEffectVerdict } from './use-effect-verdict.ts'
import { useEffectWords } from './use-effect-words.ts'

type Given = { readonly row: EffectRow; readonly mayManage: boolean; readonly onCustomers: () => void }

/** A play on which nothing can be said yet: why, how far it is, and what it holds back. */
export function EffectLine({ row, mayManage, onCustomers }: Given) {
  const { say, inOwn, money, hours } = useEffectWords()
  const { found, told } = row
  const { title, why } = useEffectVerdict(told)
  return (
    <article className="lk-effect-line" data-removed={row.isRemoved}>
      <div>
        <h3>{inOwn(row.name)}</h3>
        <p>
          <strong className="lk-effect-verdict">{title}</strong> {why}
        </p>
        <small className="lk-muted">
          {[
            found !== null && found.awaiting > 0 ? say('enlisted', { count: found.awaiting }) : undefined,
            found?.moneyMinor == null || found.runs === 0
              ? undefined
              : `${say('cost')} ${money(found.moneyMinor)} · ${hours(found.hours ?? 0)}`,
          ]
            .filter(each => each !== undefined)
            .join(' · ')}
        </small>
      </div>
      {told?.isMeasured && told.runs > 0 ? (
        <Button size="small" onClick={onCustomers} aria-label={`${say('customers')} ${inOwn(row.name)}`}>
          {say('customers')}
        </Button>
      ) : (
        <span />
      )}
      {row.isRemoved ? null : <HoldoutForm key={row.version} row={row} mayManage={mayManage} />}
    </article>
  )
}
