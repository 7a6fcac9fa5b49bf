/** The nonce of this response: styles made by script are written under it, and the browser takes no others. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/**
 * Gives the nonce to every style element that script makes. antd's own styles have it by configuration, but the small libraries under antd
 * (scroll bars' width, locking the page behind a drawer) make theirs without. Markup that comes in as text still has none.
 */
export function lendNonceToStyles(): void {
  const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}
