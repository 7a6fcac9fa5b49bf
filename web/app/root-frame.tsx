import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { ToastShelf } from '#web/ui/toast-shelf.tsx'

/** After a change of page the reading place is its title, as it would be after loading a page anew; not on the first one. */
function useFocusOnArrival(): void {
  const path = useRouterState({ select: state => state.resolvedLocation?.pathname })
  const first = useRef(true)
  useEffect(() => {
    if (path === undefined) return
    if (first.current) {
      first.current = false
      return
    }
    const title = document.querySelector<HTMLElement>('#main h1') ?? document.getElementById('main')
    title?.focus({ preventScroll: true })
  }, [path])
}

export function RootFrame() {
  useFocusOnArrival()
  return (
    <>
      <Outlet />
      <ToastShelf />
    </>
  )
}
