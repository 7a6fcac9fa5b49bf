import type { Relationship } from '#contract/relationships/bond.ts'
import { typePointWords } from '#core/relationships/words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { bondTexts } from './bond.text.ts'
import { RelationshipFacts } from './bond-facts.tsx'
import { Lines } from './bond-lines.tsx'
import { useWords } from './bond-words.ts'

type Finding = Relationship['type']['findings'][number]

/** Agreements without an end, or that renew themselves, are counted as this many months or more. */
const endless = 600

function useFound(decided: number) {
  const say = useText(bondTexts)
  const language = useLanguage()
  return ({ point, value }: Finding): string => {
    if (value === null) return say('unknown')
    switch (point) {
      case 'suppliers':
        return say('suppliersOf', { count: formatNumber(value, language) })
      case 'switching':
        return formatShare(value, language)
      case 'horizon':
        return value >= endless ? say('endless') : say('monthsOf', { count: formatNumber(value, language) })
      case 'price_loss':
        return say('lostOf', { decided, lost: value })
    }
  }
}

const signed = (points: number) => (points > 0 ? `+${points}` : String(points))

/** Transactional, mixed or partnership, opened to the evidence for each point. */
export function TypePart({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const { told } = useWords()
  const { dyadId, mayWrite, type } = relationship
  const found = useFound(type.decided)
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('typeRule')}</p>
      <ScrollSideways label={say('type')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('point')}</th>
              <th scope="col">{say('what')}</th>
              <th scope="col" className="lk-end">
                {say('pointScore')}
              </th>
            </tr>
          </thead>
          <tbody>
            {type.findings.map(finding => (
              <tr key={finding.point}>
                <th scope="row">{told(typePointWords, finding.point)}</th>
                <td>{found(finding)}</td>
                <td className="lk-end">{finding.value === null ? '—' : signed(finding.points)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {say('total')}
              </th>
              <td className="lk-end">{signed(type.points)}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollSideways>
      {type.type === null ? null : <p>{say(`policy_${type.type}`)}</p>}
      <Lines dyadId={dyadId} topic="agreement" label={`${say('lines')}${say('colon')}${say('agreements')}`} />
      <Lines dyadId={dyadId} topic="price_loss" label={`${say('lines')}${say('colon')}${say('priceLosses')}`} />
      <RelationshipFacts dyadId={dyadId} mayWrite={mayWrite} />
    </div>
  )
}
