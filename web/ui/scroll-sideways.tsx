import type { ReactNode } from 'react'

/** A table that may be wider than its place: it scrolls sideways, and so is reached by keyboard; `label` says what it is. */
export function ScrollSideways({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="lk-parts-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
