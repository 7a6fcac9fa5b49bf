import { defineTexts } from '#web/platform/text.ts'

/** Texts of the list of relationships. */
export const bondPageTexts = defineTexts('bond-page', {
  page: ['客户关系', 'Relationships'],
  pageLead: [
    '每位客户的关系走到哪一步、差在哪里：差距乘以价值最大的排在最前。由做过的事推断，不靠勾选。',
    'How close we are to each customer and where it falls short: the widest gap times the most value comes first. Inferred from what was done, not ticked.',
  ],
  searchFor: ['搜索客户名称或编码', 'Search customer or code'],
  inferredAt: ['推断于 {{time}}。', 'Inferred {{time}}.'],
  inferring: ['正在重新推断…', 'Being inferred anew …'],
  notYet: ['还没有推断过', 'Not inferred yet'],
  notYetLead: [
    '导入订单、算出价值地图之后，系统自动推断每位客户的关系；也可以现在就推断。',
    'After orders are imported and the value map is there, every relationship is inferred by itself; or do it now.',
  ],
  noneFound: ['没有符合条件的客户', 'No customer fits'],
  noneSeen: ['还没有您能看到的客户', 'No customers that you may see yet'],
  noneSeenLead: [
    '可到公海认领客户，或请主管把客户分给您；之后这里就会列出他们的关系。',
    'Claim customers from a public pool, or ask your manager for some; their relationships then stand here.',
  ],
  inferNow: ['现在推断', 'Infer now'],
  quickBehind: ['关系不足', 'Too little'],
  quickOver: ['投入过多', 'More than pays'],
  quickFlagged: ['有公平提示', 'With flags'],
  quickMine: ['我的', 'Mine'],
  quickUnknown: ['形态未知', 'Form unknown'],
})
