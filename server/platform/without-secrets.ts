/** An address without what is secret in it: whoever reads the log could else use the link, or tell who answered and when. */
export const withoutSecrets = (url: string): string =>
  (url.split('?')[0] ?? '').replace(/^(\/s\/|\/api\/survey-links\/|\/api\/calendar\/feeds\/)[^/]+/, '$1…')
