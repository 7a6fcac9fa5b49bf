import type { ReactNode } from 'react'
import type { Relationship } from '#contract/relationships/bond.ts'
import { type BondLevel } from '#core/relationships/bond.ts'
import { bondLevelWords, fairnessFlagWords, formWords, payneWords, relationshipTypeWords, stanceWords } from '#core/relationships/words.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { bondTexts } from './bond.text.ts'
import type { BondPart } from './bond-card.tsx'
import { useWords } from './bond-words.ts'

type TileGiven = { readonly label: string; readonly value: ReactNode; readonly note: ReactNode; readonly onOpen: () => void }

/** A finding that opens to its evidence; one that is not known opens as well, to say what it takes. */
function Tile({ label, value, note, onOpen }: TileGiven) {
  const say = useText(bondTexts)
  return (
    <div className="lk-figure">
      <div className="lk-figure-label">{label}</div>
      <button type="button" className="lk-plain lk-bond-value" title={say('open')} onClick={onOpen}>
        {value ?? <span className="lk-muted">{say('unknown')}</span>}
      </button>
      <div className="lk-figure-note">{note}</div>
    </div>
  )
}

type Given = { readonly relationship: Relationship; readonly onOpen: (part: BondPart) => void }

function FormTiles({ relationship: { form, bond, type }, onOpen }: Given) {
  const say = useText(bondTexts)
  const { told } = useWords()
  const target = told(formWords, form.target)
  const gap = form.gap ?? 0
  const gapSaid = gap === 0 ? say('gapNone') : gap > 0 ? say('gapMore', { gap }) : say('gapLess', { gap: -gap })
  const should = form.isTargetSet ? say('formTargetSet', { form: target }) : say('formTarget', { form: target })
  const level = told(bondLevelWords, bond.expected as BondLevel)
  return (
    <>
      <Tile
        label={say('form')}
        value={form.actual === null ? undefined : told(formWords, form.actual)}
        note={form.actual === null ? should : `${should} · ${gapSaid}`}
        onOpen={() => onOpen('form')}
      />
      <Tile
        label={say('bond')}
        value={bond.level === null ? say('bondNone') : told(bondLevelWords, bond.level as BondLevel)}
        note={[say('bondExpected', { level }), bond.count > 0 && say('bondCount', { count: bond.count, easy: bond.easilyCopied })]
          .filter(Boolean)
          .join(' · ')}
        onOpen={() => onOpen('bond')}
      />
      <Tile
        label={say('type')}
        value={type.type === null ? undefined : told(relationshipTypeWords, type.type)}
        note={[
          type.type === null ? say('typeUnknown', { known: type.known }) : say('typePoints', { points: type.points, known: type.known }),
        ]
          .filter(Boolean)
          .join(' · ')}
        onOpen={() => onOpen('type')}
      />
    </>
  )
}

function CostTiles({ relationship: { switching, balance }, onOpen }: Given) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const { us, them } = balance
  const money = (minor: number) => formatMoneyShort(minor, currency, language)
  const isValued = us.valued > 0 && them.valued > 0
  return (
    <>
      <Tile
        label={say('switching')}
        value={switching.score === null ? undefined : `${formatNumber(switching.score, language)} ${say('points')}`}
        note={
          switching.ratio === null
            ? say('switchingNone')
            : [say('switchingNote', { ratio: formatShare(switching.ratio, language) }), switching.isEntered && say('switchingEntered')]
                .filter(Boolean)
                .join(' · ')
        }
        onOpen={() => onOpen('switching')}
      />
      <Tile
        label={say('exchange')}
        value={us.entries + them.entries === 0 ? say('exchangeNone') : say('exchangeCount', { us: us.entries, them: them.entries })}
        note={isValued ? say('exchangeNote', { us: money(us.amountMinor), them: money(them.amountMinor) }) : null}
        onOpen={() => onOpen('exchange')}
      />
    </>
  )
}

function StandingTiles({ relationship, onOpen }: Given) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { payne, ability, commitment, stance, flags, shareOfSales, walletShare } = relationship
  const score = (value: number | null) => (value === null ? '—' : formatNumber(value, language))
  const share = (value: number | null) => (value === null ? '—' : formatShare(value, language))
  return (
    <>
      <Tile
        label={say('ability')}
        value={stance === null ? undefined : told(stanceWords, stance)}
        note={say('abilityNote', { ability: score(ability.score), commitment: score(commitment.score) })}
        onOpen={() => onOpen('ability')}
      />
      <Tile
        label={say('payne')}
        value={told(payneWords, payne.cell)}
        note={say('payneNote', { information: score(payne.information), individualisation: score(payne.individualisation) })}
        onOpen={() => onOpen('payne')}
      />
      <Tile
        label={say('fairness')}
        value={flags.length === 0 ? say('fair') : say('flagCount', { count: flags.length })}
        note={
          flags.length === 0
            ? say('dependence', { ours: share(shareOfSales), theirs: share(walletShare) })
            : flags.map(flag => told(fairnessFlagWords, flag)).join(' · ')
        }
        onOpen={() => onOpen('fairness')}
      />
    </>
  )
}

/** The findings about a relationship beside each other. */
export function BondTiles(given: Given) {
  return (
    <div className="lk-bond-tiles">
      <FormTiles {...given} />
      <CostTiles {...given} />
      <StandingTiles {...given} />
    </div>
  )
}
