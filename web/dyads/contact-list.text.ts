import { defineTexts } from '#web/platform/text.ts'

/** The list of all people. */
export const contactListTexts = defineTexts('contact-list', {
  title: ['联系人', 'Contacts'],
  lead: ['您能看到的客户与供应商的全部联系人', 'All people of the customers and suppliers that you see'],
  search: ['搜索姓名、拼音或单位', 'Search name or firm'],
  name: ['姓名', 'Name'],
  firm: ['单位', 'Firm'],
  side: ['类别', 'Kind of firm'],
  sale: ['客户', 'Customer'],
  supply: ['供应商', 'Supplier'],
  post: ['职务', 'Post'],
  department: ['部门', 'Department'],
  phone: ['电话', 'Phone'],
  email: ['邮箱', 'E-mail'],
  primary: ['首要联系人', 'First to call'],
  customerOwner: ['客户负责人', 'Owner of the customer'],
  note: ['备注', 'Note'],
  createdAt: ['登记时间', 'Entered'],
  updatedAt: ['最近修改', 'Last changed'],
  edit: ['编辑', 'Edit'],
  openFirm: ['打开单位页面', 'Open the firm'],
  none: ['还没有联系人', 'No people yet'],
  noneLead: [
    '在客户或供应商页面上添加联系人，或用 Excel 导入，他们就会出现在这里。',
    'People that you add to a customer or a supplier, or import from a file, are listed here.',
  ],
  noneFound: ['没有符合条件的联系人', 'Nobody meets these filters'],
  readOnly: ['这家单位不由您负责，您只能查看。', 'This firm is not yours: you may only read.'],
  elsewhere: ['此人的主要单位是另一家，请在那里修改资料。', 'This person belongs to another firm first: change their details there.'],
})
