import { useQuery } from '@tanstack/react-query'
import { useText } from '#web/platform/text.ts'
import { useCustomerSearch } from './customer-search.ts'
import { dyadTexts } from './dyads.text.ts'
import { groupOfQuery } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'

/** Which group the list is narrowed to, and the way back to all. */
export function GroupOnly() {
  const say = useText(partyTexts)
  const clear = useText(dyadTexts)('clear')
  const { search, change } = useCustomerSearch()
  const [first, ...others] = search.group ?? []
  const isNone = first === 'none'
  const { data } = useQuery({ ...groupOfQuery(first ?? ''), enabled: first !== undefined && !isNone })
  if (first === undefined) return null
  const name = isNone ? say('onlyWithout') : (data?.members.find(member => member.partyId === first)?.name ?? '…')
  return (
    <p className="lk-muted">
      {isNone ? name : say('ofGroup', { name: others.length > 0 ? `${name} +${others.length}` : name })}{' '}
      <button type="button" className="lk-plain lk-map-name" onClick={() => change({ group: undefined })}>
        {clear}
      </button>
    </p>
  )
}
