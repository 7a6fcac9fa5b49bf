import type { ReactNode } from 'react'
import type { Relationship } from '#contract/relationships/bond.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { bondTexts } from './bond.text.ts'
import { AbilityParts } from './bond-ability.tsx'
import type { BondPart } from './bond-card.tsx'
import { ExchangePart } from './bond-exchange.tsx'
import { FairnessPart } from './bond-fairness.tsx'
import { FormPart } from './bond-form.tsx'
import { PaynePart } from './bond-payne.tsx'
import { BondRegister } from './bond-register.tsx'
import { SwitchingPart } from './bond-switching.tsx'
import { TeamPart } from './bond-team.tsx'
import { TypePart } from './bond-type.tsx'
import '#web/value/value.css'
import '#web/dyads/dyads.css'
import './bond.css'

function partOf(part: BondPart, dyadId: string, relationship: Relationship | undefined): ReactNode {
  if (part === 'team') return <TeamPart dyadId={dyadId} />
  if (relationship === undefined) return null
  switch (part) {
    case 'form':
      return <FormPart relationship={relationship} />
    case 'bond':
      return <BondRegister dyadId={dyadId} mayWrite={relationship.mayWrite} />
    case 'type':
      return <TypePart relationship={relationship} />
    case 'switching':
      return <SwitchingPart relationship={relationship} />
    case 'payne':
      return <PaynePart relationship={relationship} />
    case 'ability':
      return <AbilityParts relationship={relationship} />
    case 'fairness':
      return <FairnessPart relationship={relationship} />
    case 'exchange':
      return <ExchangePart relationship={relationship} />
  }
}

type Given = {
  readonly part: BondPart
  readonly dyadId: string
  readonly relationship: Relationship | undefined
  readonly onClose: () => void
}

/** One finding about a relationship, opened to its evidence and to the register behind it. */
export function BondDrawer({ part, dyadId, relationship, onClose }: Given) {
  const say = useText(bondTexts)
  return (
    <DrawerPage open title={say(part)} onClose={onClose} width={640}>
      {partOf(part, dyadId, relationship)}
    </DrawerPage>
  )
}
