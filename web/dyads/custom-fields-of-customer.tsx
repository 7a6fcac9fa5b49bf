import type { Customer } from '#contract/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { CustomFieldsCard } from './custom-fields-card.tsx'
import { customTexts } from './custom-fields.text.ts'

/** The firm's own fields of a customer: those of our relation with it, and those of the company itself. Nothing where there are none. */
export function OwnFields({ customer: { dyadId, partyId } }: { readonly customer: Customer }) {
  const say = useText(customTexts)
  return (
    <>
      <CustomFieldsCard at={{ dyadId, entity: 'customer', recordId: dyadId }} />
      <CustomFieldsCard at={{ dyadId, entity: 'party', recordId: partyId }} title={say('ofCompany')} />
    </>
  )
}
