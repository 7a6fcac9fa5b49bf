import { lazy, Suspense } from 'react'
import { CustomerList } from '#web/dyads/customer-list.tsx'

const CustomerDrawer = lazy(async () => ({ default: (await import('./customer-drawer.tsx')).CustomerDrawer }))

/** The customers, with the details of one out of all rooms. */
export function CustomersPage() {
  return (
    <CustomerList
      details={(dyadId, onClose) => (
        <Suspense fallback={null}>
          <CustomerDrawer dyadId={dyadId} onClose={onClose} />
        </Suspense>
      )}
    />
  )
}
