import { defineTexts } from './text.ts'

/** What went wrong and what to do now, by kind of refusal; used where the server gave no sentence of its own. */
export const platformTexts = defineTexts('platform', {
  offline: ['连接不上服务器。请检查网络；服务器恢复后再试一次。', 'The server cannot be reached. Check your connection, then try again.'],
  signed_out: ['登录已过期，请重新登录。', 'Your session has ended. Please sign in again.'],
  forbidden: ['您没有做这件事的权限。需要的话，请联系管理员。', 'You are not allowed to do this. Ask an administrator if you need to.'],
  missing: [
    '找不到这项内容：它可能已被删除，或不在您的数据范围内。',
    'This cannot be found: it may have been deleted, or lie outside your data scope.',
  ],
  conflict: ['内容刚刚被别人改过。请刷新后再改。', 'Someone else has just changed this. Reload, then make your change again.'],
  invalid: ['填写的内容有误，请按提示修改。', 'Some of what was entered is not right. Please correct it as marked.'],
  too_many: ['操作太频繁，请稍等片刻再试。', 'Too many attempts. Wait a moment, then try again.'],
  too_large: ['文件或内容太大，服务器没有接收。', 'This is too large; the server did not take it.'],
  fault: [
    '服务器出了问题，我们没有保存这次操作。请再试一次；若仍不行，把编号告诉管理员。',
    'Something failed on the server and nothing was saved. Try again; if it fails again, give the number to your administrator.',
  ],
  requestId: ['编号 {{id}}', 'Number {{id}}'],
})
