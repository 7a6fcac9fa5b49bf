import type { Relationship } from '#contract/relationships/bond.ts'
import type { Term } from '#contract/relationships/register.ts'
import { bound, termKinds } from '#core/relationships/fairness.ts'
import { boundWords, fairnessFlagWords, termKindWords } from '#core/relationships/words.ts'
import type { Draft } from '#web/dyads/fields-drawer.tsx'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Figure } from '#web/ui/figure.tsx'
import { dropTerm, saveTerm, termsQuery } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { percentOf, shareOf, today, useWords } from './bond-words.ts'

function TermLines({ term }: { readonly term: Term }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{told(termKindWords, term.kind)}</span>
        <strong>{term.title}</strong>
        {term.oneSided ? <span className="lk-bond-flag">{say('oneSided')}</span> : null}
      </div>
      <span className="lk-muted">
        {[
          told(boundWords, term.binds),
          `${say('since')} ${term.since}`,
          term.until && `${say('until')} ${term.until}`,
          term.revenueShare !== null && formatShare(term.revenueShare, language),
          term.source,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {term.counterpart ? <span>{say('counterpartOf', { text: term.counterpart })}</span> : null}
    </>
  )
}

function Terms({ dyadId, mayWrite }: { readonly dyadId: string; readonly mayWrite: boolean }) {
  const say = useText(bondTexts)
  const { options } = useWords()
  return (
    <KeptCard<Term>
      title={say('terms')}
      lead={say('termsLead')}
      empty={{ title: say('noTerms'), lead: say('noTermsLead') }}
      verbs={{ add: say('addTerm'), edit: say('editTerm') }}
      query={termsQuery(dyadId) as never}
      mayWrite={mayWrite}
      idOf={term => term.termId}
      nameOf={term => term.title}
      show={term => <TermLines term={term} />}
      fields={() => [
        { name: 'kind', label: say('kind'), kind: 'choice', required: true, options: options(termKindWords, termKinds) },
        { name: 'title', label: say('title'), required: true },
        { name: 'binds', label: say('binds'), kind: 'choice', required: true, options: options(boundWords, bound) },
        { name: 'counterpart', label: say('counterpart'), kind: 'area' },
        { name: 'revenueShare', label: say('revenueShare'), kind: 'number', hint: say('revenueShareHint') },
        { name: 'since', label: say('since'), kind: 'day', required: true },
        { name: 'until', label: say('until'), kind: 'day', hint: say('untilHint') },
        { name: 'source', label: say('source') },
      ]}
      draftOf={(term): Draft => ({
        kind: term?.kind ?? 'price_hold',
        title: term?.title ?? '',
        binds: term?.binds ?? 'both',
        counterpart: term?.counterpart ?? '',
        revenueShare: percentOf(term?.revenueShare),
        since: term?.since ?? today(),
        until: term?.until ?? '',
        source: term?.source ?? '',
      })}
      save={(term, { revenueShare, ...draft }) => saveTerm(dyadId, term, { ...draft, revenueShare: shareOf(revenueShare) } as never)}
      drop={term => dropTerm(dyadId, term.termId, term.version)}
    />
  )
}

/** Dependence, one-sided terms and barriers without a benefit, in both directions. */
export function FairnessPart({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { dyadId, mayWrite, flags, shareOfSales, walletShare, suppliers } = relationship
  const share = (value: number | null) => (value === null ? undefined : formatShare(value, language))
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('fairRule')}</p>
      <ul className="lk-plain-list">
        {flags.map(flag => (
          <li key={flag} className="lk-bond-flag">
            {told(fairnessFlagWords, flag)}
          </li>
        ))}
        {flags.length === 0 ? <li>{say('fair')}</li> : null}
      </ul>
      <div className="lk-figures">
        <Figure label={say('shareOfSales')} value={share(shareOfSales)} />
        <Figure label={say('walletShare')} value={share(walletShare)} />
        <Figure label={say('suppliers')} value={suppliers === null ? undefined : formatNumber(suppliers, language)} />
      </div>
      <Terms dyadId={dyadId} mayWrite={mayWrite} />
    </div>
  )
}
