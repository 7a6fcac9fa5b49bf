const mark = 'lianke.reloaded'

/**
 * After an update of the product the chunks of the old build are gone: the first click on a page not yet loaded fails. The page is loaded
 * anew then, once in ten seconds at most, so that a server without the chunk at all does not make it spin.
 */
export function watchForNewVersion(): void {
  window.addEventListener('vite:preloadError', event => {
    const last = Number(sessionStorage.getItem(mark) ?? 0)
    if (Date.now() - last < 10_000) return
    sessionStorage.setItem(mark, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
