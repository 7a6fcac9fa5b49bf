import type { Bond } from '#contract/relationships/register.ts'
import { bondLevels, imitabilities, levers } from '#core/relationships/bond.ts'
import { bondLevelWords, imitabilityWords, leverWords } from '#core/relationships/words.ts'
import type { Draft } from '#web/dyads/fields-drawer.tsx'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { formatMoney } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { bondsQuery, dropBond, saveBond } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { today, useAmounts, useWords } from './bond-words.ts'

/** What the customer has of a barrier, or that nobody has said so. */
export function Benefit({ text }: { readonly text: string | null }) {
  const say = useText(bondTexts)
  return text === null || text === '' ? (
    <span className="lk-bond-flag">{say('noBenefit')}</span>
  ) : (
    <span>{say('benefitOf', { benefit: text })}</span>
  )
}

function BondLines({ bond }: { readonly bond: Bond }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { currency } = useAmounts()
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{told(bondLevelWords, bond.level as 1 | 2 | 3)}</span>
        <strong>{bond.title}</strong>
      </div>
      <span className="lk-muted">
        {[
          `${say('since')} ${bond.since}`,
          bond.until && `${say('until')} ${bond.until}`,
          told(leverWords, bond.lever),
          told(imitabilityWords, bond.imitability),
          bond.costMinor !== null && say('costOf', { amount: formatMoney(bond.costMinor, currency, language) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Benefit text={bond.benefit} />
      {bond.effect ? (
        <span>
          {say('effect')}
          {say('colon')}
          {bond.effect}
        </span>
      ) : null}
      {bond.proof ? (
        <span className="lk-muted">
          {say('proof')}
          {say('colon')}
          {bond.proof}
        </span>
      ) : null}
    </>
  )
}

/** The register of what binds a customer. */
export function BondRegister({ dyadId, mayWrite }: { readonly dyadId: string; readonly mayWrite: boolean }) {
  const say = useText(bondTexts)
  const { options } = useWords()
  const { currency, typed, kept } = useAmounts()
  return (
    <KeptCard<Bond>
      title={say('bond')}
      lead={say('bondsLead')}
      empty={{ title: say('noBonds'), lead: say('noBondsLead') }}
      verbs={{ add: say('addBond'), edit: say('editBond') }}
      query={bondsQuery(dyadId) as never}
      mayWrite={mayWrite}
      idOf={bond => bond.bondId}
      nameOf={bond => bond.title}
      show={bond => <BondLines bond={bond} />}
      fields={() => [
        { name: 'title', label: say('title'), required: true },
        { name: 'level', label: say('level'), kind: 'choice', required: true, options: options(bondLevelWords, bondLevels) },
        { name: 'lever', label: say('lever'), kind: 'choice', required: true, options: options(leverWords, levers) },
        { name: 'benefit', label: say('benefit'), kind: 'area', hint: say('benefitHint') },
        { name: 'since', label: say('since'), kind: 'day', required: true },
        { name: 'until', label: say('until'), kind: 'day', hint: say('untilHint') },
        { name: 'costMinor', label: say('cost', { currency }), kind: 'number' },
        { name: 'effect', label: say('effect'), kind: 'area' },
        {
          name: 'imitability',
          label: say('imitability'),
          kind: 'choice',
          required: true,
          options: options(imitabilityWords, imitabilities),
        },
        { name: 'proof', label: say('proof'), kind: 'area', hint: say('proofHint') },
      ]}
      draftOf={(bond): Draft => ({
        title: bond?.title ?? '',
        level: String(bond?.level ?? 1),
        lever: bond?.lever ?? 'material',
        benefit: bond?.benefit ?? '',
        since: bond?.since ?? today(),
        until: bond?.until ?? '',
        costMinor: typed(bond?.costMinor),
        effect: bond?.effect ?? '',
        imitability: bond?.imitability ?? 'medium',
        proof: bond?.proof ?? '',
      })}
      save={(bond, { level, costMinor, ...draft }) =>
        saveBond(dyadId, bond, { ...draft, level: Number(level), costMinor: kept(costMinor) } as never)
      }
      drop={bond => dropBond(dyadId, bond.bondId, bond.version)}
    />
  )
}
