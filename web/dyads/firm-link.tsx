import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ListedContact } from '#contract/dyads/contact-list.ts'

/** The page of the firm that a person is seen through. */
export function FirmLink({ row, children }: { readonly row: ListedContact; readonly children: ReactNode }) {
  return row.isSupplier ? (
    <Link to="/suppliers/$supplyDyadId" params={{ supplyDyadId: row.dyadId }}>
      {children}
    </Link>
  ) : (
    <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }} search={{ tab: 'people' }}>
      {children}
    </Link>
  )
}
