import type { Relationship } from '#contract/relationships/bond.ts'
import type { SwitchingItem } from '#contract/relationships/register.ts'
import { levers } from '#core/relationships/bond.ts'
import { kindsOfPart, switchingParts } from '#core/relationships/switching-cost.ts'
import { leverWords, switchingKindWords, switchingPartWords } from '#core/relationships/words.ts'
import type { Draft, FormField } from '#web/dyads/fields-drawer.tsx'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { dropItem, itemsQuery, saveItem } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { Benefit } from './bond-register.tsx'
import { percentOf, shareOf, today, useAmounts, useWords } from './bond-words.ts'

function ItemLines({ item }: { readonly item: SwitchingItem }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { currency } = useAmounts()
  const money = (minor: number) => formatMoney(minor, currency, language)
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{told(switchingPartWords, item.part)}</span>
        <strong>{item.title}</strong>
        <span>{say('nowWorth', { amount: money(item.valueMinor) })}</span>
      </div>
      <span className="lk-muted">
        {[
          told(switchingKindWords, item.kind),
          told(leverWords, item.lever),
          item.part === 'risk' ? `${formatShare(item.probability ?? 0, language)} × ${money(item.amountMinor)}` : money(item.amountMinor),
          item.lifeMonths !== null && `${say('life')} ${item.lifeMonths}`,
          `${say('since')} ${item.since}`,
          item.source,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Benefit text={item.benefit} />
    </>
  )
}

function SheetTotals({ switching }: { readonly switching: Relationship['switching'] }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { currency } = useAmounts()
  const money = (minor: number) => formatMoney(minor, currency, language)
  const { ratio, score, byLever } = switching
  const rows: readonly (readonly [string, string])[] = [
    [say('investment'), money(switching.investmentMinor)],
    [say('risk'), money(switching.riskMinor)],
    ...levers.map(lever => [`${say('byLever')}${say('colon')}${told(leverWords, lever)}`, money(byLever[lever])] as const),
    [say('total'), money(switching.totalMinor)],
    [say('spend'), money(switching.spendMinor)],
    [say('ratio'), ratio === null ? '—' : formatShare(ratio, language)],
    [say('score'), score === null ? '—' : formatNumber(score, language, 1)],
  ]
  return (
    <table className="lk-parts">
      <tbody>
        {rows.map(([name, figure]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="lk-end">{figure}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The sheet of switching cost: what it adds up to, how the score is made, and its lines. */
export function SwitchingPart({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const { options } = useWords()
  const { currency, typed, kept } = useAmounts()
  const { dyadId, mayWrite, switching } = relationship
  const fields = (draft: Draft): FormField[] => {
    const part = draft['part'] === 'risk' ? 'risk' : 'investment'
    return [
      { name: 'part', label: say('part'), kind: 'choice', required: true, options: options(switchingPartWords, switchingParts) },
      { name: 'kind', label: say('kind'), kind: 'choice', required: true, options: options(switchingKindWords, kindsOfPart(part)) },
      { name: 'title', label: say('title'), required: true },
      { name: 'lever', label: say('lever'), kind: 'choice', required: true, options: options(leverWords, levers) },
      {
        name: 'amountMinor',
        label: part === 'risk' ? say('damage', { currency }) : say('amount', { currency }),
        kind: 'number',
        required: true,
      },
      part === 'risk'
        ? { name: 'probability', label: say('probability'), kind: 'number', required: true }
        : { name: 'lifeMonths', label: say('life'), kind: 'number', hint: say('lifeHint') },
      { name: 'since', label: say('since'), kind: 'day', required: true },
      { name: 'benefit', label: say('benefit'), kind: 'area', hint: say('benefitHint') },
      { name: 'source', label: say('source'), required: true, hint: say('sourceHint') },
      { name: 'note', label: say('note'), kind: 'area' },
    ]
  }
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('sheetRule')}</p>
      <SheetTotals switching={switching} />
      <KeptCard<SwitchingItem>
        title={say('sheet')}
        empty={{ title: say('noItems'), lead: say('noItemsLead') }}
        verbs={{ add: say('addItem'), edit: say('editItem') }}
        query={itemsQuery(dyadId) as never}
        mayWrite={mayWrite}
        idOf={item => item.switchingItemId}
        nameOf={item => item.title}
        show={item => <ItemLines item={item} />}
        fields={fields}
        draftOf={(item): Draft => ({
          part: item?.part ?? 'investment',
          kind: item?.kind ?? 'assets',
          title: item?.title ?? '',
          lever: item?.lever ?? 'material',
          amountMinor: typed(item?.amountMinor),
          probability: percentOf(item?.probability),
          lifeMonths: item?.lifeMonths ?? null,
          since: item?.since ?? today(),
          benefit: item?.benefit ?? '',
          source: item?.source ?? '',
          note: item?.note ?? '',
        })}
        save={(item, { amountMinor, probability, ...draft }) => {
          const likely = probability === undefined ? {} : { probability: shareOf(probability) }
          return saveItem(dyadId, item, { ...draft, ...likely, amountMinor: kept(amountMinor) } as never)
        }}
        drop={item => dropItem(dyadId, item.switchingItemId, item.version)}
      />
    </div>
  )
}
