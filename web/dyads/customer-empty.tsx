import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { dyadTexts } from './dyads.text.ts'

/** What stands where no customer is: how to find more, how to get some. */
export function NoCustomers({
  narrowed,
  onClear,
  onCreate,
}: {
  readonly narrowed: boolean
  readonly onClear: () => void
  readonly onCreate: () => void
}) {
  const say = useText(dyadTexts)
  const may = useMay()
  const scope = usePlace()?.scope
  if (narrowed)
    return (
      <EmptyState title={say('nothingFound')} actions={<Button onClick={onClear}>{say('clear')}</Button>}>
        {say('nothingFoundLead')}
      </EmptyState>
    )
  if (scope !== 'all')
    return (
      <EmptyState
        title={say('noneYours')}
        actions={may('customers.write') ? <Button onClick={onCreate}>{say('newCustomer')}</Button> : null}
      >
        {say('noneYoursLead')}
      </EmptyState>
    )
  const importing = may('imports.manage') ? (
    <Link to={'/data' as '/'}>
      <Button type="primary" tabIndex={-1}>
        {say('importOrders')}
      </Button>
    </Link>
  ) : null
  return (
    <EmptyState
      title={say('noCustomers')}
      actions={
        <>
          {importing}
          {may('customers.write') ? <Button onClick={onCreate}>{say('newCustomer')}</Button> : null}
        </>
      }
    >
      {say('noCustomersLead')}
    </EmptyState>
  )
}
