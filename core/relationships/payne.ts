import type { Form } from './form.ts'

/** Payne's four strategies, by information about the customer and by how far what we offer is made for them. docs/methods/payne.md */
export const payneCells = ['product_selling', 'managed_service', 'customer_marketing', 'individualised'] as const
export type PayneCell = (typeof payneCells)[number]

/** Where either axis, 0..100, is cut. */
const payneCut = 50

type PaynePosition = { readonly information: number; readonly individualisation: number }

/** The cell of a position; a value on the cut is high. */
export function payneOf({ information, individualisation }: PaynePosition): PayneCell {
  if (information >= payneCut) return individualisation >= payneCut ? 'individualised' : 'customer_marketing'
  return individualisation >= payneCut ? 'managed_service' : 'product_selling'
}

/** Terms made for one customer and the shares 0..1 of our sales to them that each governs; a share that nobody gave is the whole. */
export const individualisationOf = (shares: readonly (number | undefined)[]): number =>
  shares.length === 0 ? 0 : 100 * Math.max(...shares.map(share => share ?? 1))

const aims: Record<Form, PayneCell> = {
  basic: 'product_selling',
  reactive: 'product_selling',
  accountable: 'customer_marketing',
  proactive: 'individualised',
  partnership: 'individualised',
}

/** The cell that a target form of relationship asks for. */
export const payneAimOf = (target: Form): PayneCell => aims[target]

export type PayneStep = { readonly axis: 'information' | 'individualisation'; readonly from: number; readonly to: number }

/** The way to the aim: information before individualisation, since nothing can be made for whom one does not know. Never back. */
export function paynePath({ information, individualisation }: PaynePosition, aim: PayneCell): readonly PayneStep[] {
  const steps: PayneStep[] = []
  if (aim !== 'product_selling' && aim !== 'managed_service' && information < payneCut)
    steps.push({ axis: 'information', from: information, to: payneCut })
  if ((aim === 'individualised' || aim === 'managed_service') && individualisation < payneCut)
    steps.push({ axis: 'individualisation', from: individualisation, to: payneCut })
  return steps
}
