import { defineTexts } from '#web/platform/text.ts'

/** Lists whose records come to an end: what is still open stands first. */
export const openFirstTexts = defineTexts('openFirst', {
  part: ['显示', 'Show'],
  open: ['进行中', 'Open'],
  closed: ['已结束', 'Closed'],
  all: ['全部', 'All'],
  noneOpen: ['没有进行中的', 'None is open'],
  noneClosed: ['还没有结束的', 'None is closed yet'],
  showAll: ['显示全部', 'Show all'],
  pastMonths: ['显示已结束的 {{count}} 个月', ['Show the month that is over', 'Show the {{count}} months that are over']],
  hidePast: ['收起已结束的月份', 'Hide the months that are over'],
})
