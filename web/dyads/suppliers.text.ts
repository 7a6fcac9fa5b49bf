import { defineTexts } from '#web/platform/text.ts'

/** Somebody who sells to us, carries or stores for us. */
export const supplierTexts = defineTexts('suppliers', {
  add: ['新增供应商', 'New supplier'],
  edit: ['编辑', 'Edit'],
  editTitle: ['编辑供应商', 'Edit supplier'],
  back: ['返回供应商与合作方', 'Back to suppliers and partners'],
  roles: ['身份', 'What it is to us'],
  company: ['公司资料', 'Company'],
  people: ['对方联系人', 'Their people'],
  addPerson: ['新增联系人', 'Add a person'],
  noPeople: ['还没有联系人。加上后，拜访和电话就能记到具体的人。', 'No people yet. Once they are there, visits and calls can name them.'],
  dealings: ['双方往来', 'Dealings'],
  span: ['{{from}} 之后至 {{to}} 的 12 个月', 'Twelve months, after {{from}} to {{to}}'],
  bought: ['我方采购', 'We bought'],
  sold: ['我方销售', 'We sold'],
  net: ['净额（销售 − 采购）', 'Net (sold − bought)'],
  unknown: ['没有采购记录：不是零，是未知', 'No purchases are recorded: not known, not zero'],
  notCustomer: ['该公司不是客户，或您看不到它的客户资料', 'The company is no customer, or one that you may not see'],
  openCustomer: ['打开它的客户页', 'Open it as a customer'],
  supplies: ['供应 {{count}} 种物料', ['Supplies {{count}} item', 'Supplies {{count}} items']],
  carries: ['承运 {{count}} 次发货', ['Carried {{count}} delivery', 'Carried {{count}} deliveries']],
  readOnly: ['您可以查看，但不能修改这家供应商。', 'You may read this supplier but not change it.'],
  supplier: ['供应商', 'Supplier'],
})
