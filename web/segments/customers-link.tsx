import { Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type Given = { readonly children: ReactNode; readonly search?: object; readonly dyadId?: string }

/** A link to a customer, or to the list of customers under filters; plain words where this installation has no such page. */
export function CustomersLink({ children, search, dyadId }: Given) {
  const { routesByPath } = useRouter()
  const path = dyadId === undefined ? '/customers' : '/customers/$dyadId'
  if (!(path in routesByPath)) return null
  return (
    <Link
      to={path as never}
      {...((dyadId === undefined ? {} : { params: { dyadId } }) as object)}
      {...((search ? { search } : {}) as object)}
    >
      {children}
    </Link>
  )
}
