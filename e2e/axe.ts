import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Of these levels too, but left out unless asked for: the name of what is clicked holds the words that are seen (2.5.3). */
const beside = { rules: { 'label-content-name-mismatch': { enabled: true } } }

/** What of these levels rests on colours: all that can differ between the themes of a page otherwise the same. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Scrolls the page to where it begins and answers where it was. */
const scrollTo = (page: Page, top: number) =>
  page.evaluate<number>(`(() => {
    const main = document.querySelector('#main')
    const before = main?.scrollTop ?? 0
    main?.scrollTo({ top: ${top}, behavior: 'instant' })
    return before
  })()`)

/**
 * What a page breaks of WCAG 2.2 AA, one line each with the element and why; an empty list is a clean page. It is looked at from its
 * beginning: what has just been scrolled half beneath a bar that stays would be called too small to hit, by chance of where a test had clicked.
 */
export async function accessFaults(page: Page, part: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  const before = await scrollTo(page, 0)
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (part === 'all' ? axe.options(beside).withTags(levels) : axe.withRules(ofColours)).analyze()
  if (before > 0) await scrollTo(page, before)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} (${failureSummary.replace(/\s+/g, ' ').slice(0, 240)})`),
  )
}
