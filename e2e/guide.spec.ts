import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { demoStaff } from '#core/demo/firm.ts'
import { expect, place, settled, test, type Visitor } from './fixtures.ts'
import type { Login } from './product.ts'

/**
 * Walks the tasks of docs/guide step by step as its pages tell them, in both languages. With GUIDE_PICTURES=1 the pictures of the pages are taken anew;
 * with E2E_DEMO=en as well those in English, of a demo company that writes English:
 * `GUIDE_PICTURES=1 playwright test e2e/guide.spec.ts`, then `E2E_DEMO=en GUIDE_PICTURES=1 playwright test e2e/guide.spec.ts`.
 */
test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

const written: 'zh-CN' | 'en' = process.env.E2E_DEMO === 'en' ? 'en' : 'zh-CN'
const folder = join(import.meta.dirname, '..', 'docs', 'guide', 'pictures')
const staff = demoStaff(written)
const personOf = (email: string) => staff.find(person => person.email.startsWith(email))
const loginOf = (email: string): Login => ({ email: personOf(email)?.email ?? '', password: place.login.password })

type Both = readonly [zh: string, en: string]
type Walk = { readonly page: Page; readonly say: (words: Both) => string; readonly picture: (name: string) => Promise<void> }

/** A person walks in a language and is left with the Chinese that other tests expect. */
async function walking(visitor: Visitor, language: 'zh-CN' | 'en', walk: (given: Walk) => Promise<void>): Promise<void> {
  const { page, api } = visitor
  await page.setViewportSize({ width: 1280, height: 800 })
  await api.call('PATCH', '/api/me', { language, theme: 'light' })
  await page.addInitScript(`localStorage.setItem('lianke.preferences', ${JSON.stringify(JSON.stringify({ language, theme: 'light' }))})`)
  const picture = async (name: string) => {
    if (process.env.GUIDE_PICTURES === undefined || language !== written) return
    mkdirSync(folder, { recursive: true })
    await expect(page.locator('[aria-busy="true"], .lk-bones')).toHaveCount(0)
    // Drawers and windows have come to rest.
    await page.waitForTimeout(600)
    await page.screenshot({ path: join(folder, `${name}-${language === 'en' ? 'en' : 'zh'}.png`) })
  }
  try {
    await walk({ page, say: ([zh, en]) => (language === 'en' ? en : zh), picture })
  } finally {
    await api.call('PATCH', '/api/me', { language: 'zh-CN', theme: 'light' })
  }
}

/** A task for today with the best of one's customers. */
async function plantTask({ api }: Visitor, title: string): Promise<void> {
  type Listed = { readonly rows: readonly { readonly dyadId: string }[] }
  const { rows } = await api.get<Listed>('/api/customers?sort=netContribution&direction=desc&limit=1')
  const dueOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  await api.call('POST', '/api/tasks', { dyadId: rows[0]?.dyadId, title, dueOn })
}

/** Picks names in a choice box by typing them, as people do. */
async function choose(page: Page, label: string, ...names: readonly string[]): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  const options = page.locator('.ant-select-item-option:visible')
  for (const name of names) {
    await box.fill(name)
    await expect(options).toHaveCount(1)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(options).toHaveCount(0)
}

/** A picture shows nothing that a walk in the other language has left. */
const languages = process.env.GUIDE_PICTURES === undefined ? (['zh-CN', 'en'] as const) : [written]

for (const language of languages) {
  test(`a sales person's morning, ${language}`, async ({ visit }) => {
    const seller = await visit(loginOf('juyin.xia'))
    await walking(seller, language, async ({ page, say, picture }) => {
      const title = say(['确认新型号图纸', 'Confirm the drawing of the new type'])
      await plantTask(seller, title)
      await page.goto('/')
      await settled(page)
      const work = page.getByRole('region', { name: say(['今天的工作', "Today's work"]) })
      const mine = work.getByRole('listitem').filter({ hasText: title })
      await expect(mine).toBeVisible()
      await picture('morning-1')
      const due = work.getByRole('listitem').filter({ hasText: say(['该联系了', 'A contact was due']) })
      const name = await due.first().getByRole('link').first().innerText()
      await due
        .first()
        .getByRole('button', { name: say(['写跟进', 'Record a contact']) })
        .click()
      const form = page.getByRole('dialog')
      await form.getByLabel(say(['主题', 'Subject'])).fill(say(['确认下月用量', 'Their need of next month']))
      await form.getByText(say(['有进展', 'Progress']), { exact: true }).click()
      await form.getByLabel(say(['下一步', 'Next step']), { exact: true }).fill(say(['周四前报价', 'Offer by Thursday']))
      await picture('morning-2')
      await form.getByRole('button', { name: say(['保存', 'Save']), exact: true }).click()
      await expect(form).toHaveCount(0)
      await expect(due.filter({ hasText: name })).toHaveCount(0)

      await mine.getByRole('button').click()
      await expect(mine).toHaveCount(0)

      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: say(['搜索与命令', 'Search and commands']) }).fill(name)
      await page.getByRole('option').first().click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
      await page.getByRole('tab', { name: say(['时间线', 'Timeline']) }).click()
      await expect(page.getByText(say(['确认下月用量', 'Their need of next month'])).first()).toBeVisible()
      await picture('morning-3')
      await page.goto('/calendar')
      await settled(page)
      await page.getByRole('button', { name: say(['往后', 'Forward']) }).click()
      await expect(page.getByRole('button', { name: say(['今天', 'Today']), exact: true })).toBeEnabled()
      await picture('morning-4')
    })
  })

  test(`a manager reassigns a leaver's customers, ${language}`, async ({ visit }) => {
    await walking(await visit(loginOf('chungeng.fang')), language, async ({ page, say, picture }) => {
      const [leaver = '', one = '', other = ''] = ['zaiwu.zhong', 'nanqiao.zou', 'leshui.chang'].map(email => personOf(email)?.name)
      await page.goto('/pools')
      await settled(page)
      await page.getByRole('link', { name: say(['客户移交', 'Hand over customers']) }).click()
      await settled(page)
      await choose(page, say(['负责人', 'Person']), leaver)
      await choose(page, say(['接收人', 'Who receives']), one, other)
      const preview = page.getByRole('region', { name: say(['将要移交', 'What will move']) })
      await expect(preview).toContainText(one)
      await page.getByLabel(say(['原因', 'Reason'])).fill(say(['离职交接', 'Leaves the company']))
      await picture('reassign-1')
      await page.getByRole('button', { name: language === 'en' ? /^Hand over \d+/ : /^移交 \d+ 个客户/ }).click()
      const row = page
        .getByRole('grid', { name: say(['移交记录', 'Transfers']) })
        .getByRole('row')
        .nth(1)
      await expect(row).toContainText(say(['已完成', 'done']))
      await picture('reassign-2')
      await row.getByRole('button').last().click()
      const confirm = page.getByRole('dialog')
      await expect(confirm).toContainText(leaver)
      await picture('reassign-3')
      await confirm.getByRole('button', { name: say(['撤销', 'Undo']), exact: true }).click()
      await expect(row).toContainText(say(['已撤销', 'undone']))
    })
  })

  test(`a data steward merges and undoes, ${language}`, async ({ visit }) => {
    await walking(await visit(place.login), language, async ({ page, say, picture }) => {
      await page.goto('/data/duplicates')
      await settled(page)
      const list = page.getByRole('grid')
      await expect(list.getByRole('row').nth(1)).toBeVisible()
      await picture('merge-1')
      await list.getByRole('row').nth(1).click()
      const drawer = page.getByRole('dialog')
      await expect(drawer.getByRole('table')).toBeVisible()
      await drawer.getByLabel(say(['说明（可不填）', 'Note (optional)'])).fill(say(['同一家工厂', 'The same works']))
      await picture('merge-2')
      await drawer.getByRole('button', { name: say(['合并', 'Merge']), exact: true }).click()
      await expect(drawer).toHaveCount(0)
      await page.getByRole('button', { name: say(['合并记录', 'Merges']) }).click()
      const merge = list
        .getByRole('row')
        .filter({ hasText: say(['同一家工厂', 'The same works']) })
        .first()
      await expect(merge).toContainText(say(['已合并', 'merged']))
      await picture('merge-3')
      await merge.getByRole('button', { name: say(['撤销合并', 'Undo the merge']) }).click()
      await drawer.getByRole('button', { name: say(['撤销合并', 'Undo the merge']) }).click()
      await expect(merge).toContainText(say(['已撤销', 'undone']))
    })
  })
}
