import type { Customer } from '#contract/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { CustomFieldsCard } from './custom-fields-card.tsx'
import { type OwnDraft, OwnFieldsPart, useNewOwnDraft, useOwnDraft } from './custom-form-part.tsx'
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

/** The own fields within a customer's form: of a new one those that cannot be left out, of one that is there all of both its halves. */
export function useCustomerOwn(customer: Customer | undefined) {
  const fresh = useNewOwnDraft(customer ? [] : ['customer', 'party'], true)
  const ofRelation = useOwnDraft(customer && { dyadId: customer.dyadId, entity: 'customer', recordId: customer.dyadId })
  const ofCompany = useOwnDraft(customer && { dyadId: customer.dyadId, entity: 'party', recordId: customer.partyId })
  const drafts: readonly (readonly [string, OwnDraft])[] = [
    ['new', fresh],
    ['relation', ofRelation],
    ['company', ofCompany],
  ]
  return {
    drafts: drafts.filter(([, draft]) => draft.fields.length > 0),
    given: fresh.given,
    isWhole: drafts.every(([, draft]) => draft.lacking.length === 0),
    save: async () => {
      await ofRelation.save()
      await ofCompany.save()
    },
  }
}

type Parts = { readonly own: ReturnType<typeof useCustomerOwn>; readonly error: unknown; readonly tried: boolean }

export function OwnFieldsParts({ own: { drafts }, error, tried }: Parts) {
  const say = useText(customTexts)
  if (drafts.length === 0) return null
  return (
    <>
      <h3>{say('more')}</h3>
      <fieldset className="lk-form-grid">
        {drafts.map(([name, draft]) => (
          <OwnFieldsPart key={name} own={draft} error={error} tried={tried} />
        ))}
      </fieldset>
    </>
  )
}
