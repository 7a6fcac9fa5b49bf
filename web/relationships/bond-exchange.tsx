import type { Relationship } from '#contract/relationships/bond.ts'
import type { ExchangeEntry } from '#contract/relationships/register.ts'
import { exchangeKinds, givers } from '#core/relationships/exchange.ts'
import { exchangeKindWords, giverWords } from '#core/relationships/words.ts'
import type { Draft } from '#web/dyads/fields-drawer.tsx'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { formatMoney, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { dropEntry, exchangeQuery, saveEntry } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { today, useAmounts, useWords } from './bond-words.ts'

function EntryLines({ entry }: { readonly entry: ExchangeEntry }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { currency } = useAmounts()
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{told(giverWords, entry.giver)}</span>
        <strong>{entry.title}</strong>
        <span>
          {entry.amountMinor === null ? say('noFigure') : say('costOf', { amount: formatMoney(entry.amountMinor, currency, language) })}
        </span>
      </div>
      <span className="lk-muted">
        {[
          told(exchangeKindWords, entry.kind),
          `${say('since')} ${entry.since}`,
          entry.until && `${say('until')} ${entry.until}`,
          entry.note,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}

function Balance({ relationship: { balance, bond } }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { currency } = useAmounts()
  const { us, them, theirShare, contributionMinor } = balance
  return (
    <>
      <div className="lk-figures">
        <Figure
          label={told(giverWords, 'us')}
          value={us.valued === 0 ? undefined : <Money minor={us.amountMinor} short />}
          note={bond.costMinor > 0 ? say('bondCost', { amount: formatMoney(bond.costMinor, currency, language) }) : undefined}
        />
        <Figure
          label={told(giverWords, 'them')}
          value={them.valued === 0 ? undefined : <Money minor={them.amountMinor} short />}
          note={theirShare === null ? undefined : say('balance', { share: formatShare(theirShare, language) })}
        />
      </div>
      {contributionMinor === null ? null : (
        <p className="lk-muted">{say('contribution', { amount: formatMoney(contributionMinor, currency, language) })}</p>
      )}
    </>
  )
}

/** What each side gives and gets, and how it is balanced. */
export function ExchangePart({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const { options } = useWords()
  const { currency, typed, kept } = useAmounts()
  const { dyadId, mayWrite } = relationship
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('exchangeLead')}</p>
      <Balance relationship={relationship} />
      <KeptCard<ExchangeEntry>
        title={say('exchange')}
        empty={{ title: say('noEntries'), lead: say('noEntriesLead') }}
        verbs={{ add: say('addEntry'), edit: say('editEntry') }}
        query={exchangeQuery(dyadId) as never}
        mayWrite={mayWrite}
        idOf={entry => entry.exchangeId}
        nameOf={entry => entry.title}
        show={entry => <EntryLines entry={entry} />}
        fields={() => [
          { name: 'giver', label: say('giver'), kind: 'choice', required: true, options: options(giverWords, givers) },
          { name: 'kind', label: say('kind'), kind: 'choice', required: true, options: options(exchangeKindWords, exchangeKinds) },
          { name: 'title', label: say('title'), required: true },
          { name: 'amountMinor', label: say('worth', { currency }), kind: 'number', hint: say('worthHint') },
          { name: 'since', label: say('since'), kind: 'day', required: true },
          { name: 'until', label: say('until'), kind: 'day', hint: say('untilHint') },
          { name: 'note', label: say('note'), kind: 'area' },
        ]}
        draftOf={(entry): Draft => ({
          giver: entry?.giver ?? 'us',
          kind: entry?.kind ?? 'service',
          title: entry?.title ?? '',
          amountMinor: typed(entry?.amountMinor),
          since: entry?.since ?? today(),
          until: entry?.until ?? '',
          note: entry?.note ?? '',
        })}
        save={(entry, { amountMinor, ...draft }) => saveEntry(dyadId, entry, { ...draft, amountMinor: kept(amountMinor) } as never)}
        drop={entry => dropEntry(dyadId, entry.exchangeId, entry.version)}
      />
    </div>
  )
}
