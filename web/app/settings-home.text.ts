import { defineTexts } from '#web/platform/text.ts'

/** What the pages of the settings are called; in the first load, so that Ctrl-K finds them from anywhere. */
export const settingsTexts = defineTexts('settings', {
  company: ['公司', 'Company'],
  users: ['用户', 'People'],
  departments: ['部门', 'Departments'],
  valuation: ['价值设置', 'Value settings'],
  stages: ['商机阶段', 'Sales stages'],
  serviceTimes: ['服务时限', 'Service times'],
  cadence: ['联系频率与模板', 'Rhythm of contact, templates'],
  ownFields: ['字段与标签', 'Fields and tags'],
  fieldRules: ['字段规则', 'Field rules'],
  audit: ['审计记录', 'Audit trail'],
  bin: ['回收站', 'Recycle bin'],
  privacy: ['个人信息保护', 'Personal data'],
  jobs: ['后台任务', 'Background jobs'],
  about: ['关于联客', 'About Lianke'],
  account: ['我的账户', 'My account'],
})
