import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TableGiven } from './keyset-table.tsx'

/** The element that scrolls the page: the shell's main part. */
const scroller = () => document.getElementById('main')

/** Cards scroll with the page, not in a box of their own: where the list begins in it is measured once it stands. */
export function useWindowedCards<Row>({ rows, hasMore = false, busy = false, onMore }: TableGiven<Row>) {
  const box = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const [list, page] = [box.current, scroller()]
    if (list && page) setMargin(list.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop)
  }, [])
  // The React compiler, which this would trouble, is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: scroller,
    estimateSize: () => 148,
    overscan: 6,
    scrollMargin: margin,
    gap: 8,
  })
  const items = virtual.getVirtualItems()
  const near = hasMore && !busy && (items.at(-1)?.index ?? 0) >= rows.length - 10
  useEffect(() => {
    if (near) onMore?.()
  }, [near, rows.length, onMore])
  return { box, virtual, items }
}
