import { defineTexts } from '#web/platform/text.ts'

export const noticeTexts = defineTexts('notices', {
  notices: ['通知', 'Notices'],
  open: ['通知，{{count}} 条未读', ['Notices, {{count}} unread', 'Notices, {{count}} unread']],
  none: [
    '没有通知。任务到期、客户将退回公海、导出完成时，这里会告诉您。',
    'No notices. Tasks that are due, customers about to go back to the pool and finished exports are told here.',
  ],
  allRead: ['全部标为已读', 'Mark all as read'],
  more: ['再显示一些', 'Show more'],
  digest: ['每天早上把今天的工作和新通知发到 {{email}}', "Mail today's work and new notices to {{email}} every morning"],
  noMail: [
    '本系统尚未设置邮件服务器，请管理员设置 LIANKE_SMTP_URL。',
    'This installation has no mail server yet: an administrator sets LIANKE_SMTP_URL.',
  ],
})
