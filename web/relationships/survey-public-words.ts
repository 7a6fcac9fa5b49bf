export type PublicLanguage = 'zh-CN' | 'en'
type Pair = readonly [zh: string, en: string]

/** The words of the page that anybody with a link sees. The page is light: it has none of the client's machinery for texts. */
const words = {
  language: ['语言', 'Language'],
  about: ['关于客户：{name}', 'About the customer: {name}'],
  anonymous: [
    '本调查匿名：您的回答不会与姓名、链接或时间一起保存，每满 3 份一批才会显示。',
    'This survey is anonymous: your answers are kept without your name, your link or the time, and are shown only in batches of three or more.',
  ],
  named: ['您的回答会连同您的姓名交给{firm}。', 'Your answers are given to {firm} together with your name.'],
  until: ['请在 {day} 前提交；链接只能提交一次。', 'Please send your answers by {day}. The link is good for one submission.'],
  progress: ['已答 {done} / {all} 题', '{done} of {all} answered'],
  required: ['必答', 'required'],
  optional: ['选答', 'optional'],
  cannotSay: ['说不上来 / 不适用', 'Cannot say / does not apply'],
  least: ['0 = 完全不可能', '0 = not at all likely'],
  most: ['10 = 非常可能', '10 = extremely likely'],
  send: ['提交', 'Send'],
  sending: ['正在提交…', 'Sending…'],
  missing: ['还有 {count} 题没有回答，请补上；说不上来的可选“说不上来”。', '{count} left to answer. Choose “Cannot say” where you cannot.'],
  missingOne: ['请回答这一题', 'Please answer this question'],
  draft: ['您填写的内容暂存在这个页面里，按下“提交”之前不会发出。', 'What you fill in stays on this page until you press “Send”.'],
  thanks: ['谢谢！您的回答已提交。', 'Thank you! Your answers have been sent.'],
  thanksMore: ['现在可以关闭本页。', 'You may close this page now.'],
  used: ['您已提交过这份调查', 'You have answered this survey already'],
  usedMore: ['谢谢！每个链接只能提交一次，无需再做什么。', 'Thank you. Each link is good once; there is nothing left to do.'],
  expired: ['这份调查已经结束', 'This survey has ended'],
  expiredMore: [
    '不再接收回答。感谢您的关注；有话想说，请直接联系您的对接人。',
    'It takes no more answers. If there is something you would like to say, please tell your contact with us.',
  ],
  withdrawn: ['这份调查已被撤回', 'This survey was withdrawn'],
  withdrawnMore: ['无需再填写。给您带来不便，敬请谅解。', 'There is nothing left to do. We are sorry for the trouble.'],
  not_started: ['这份调查尚未开始', 'This survey has not begun yet'],
  not_startedMore: ['请稍后再打开这个链接。', 'Please open the link again later.'],
  unknown: ['这个链接不存在', 'There is no such link'],
  unknownMore: [
    '请核对链接是否复制完整，或向发给您的人索取新链接。',
    'Check that it was copied whole, or ask whoever sent it for a new one.',
  ],
  busy: ['打开得太频繁了', 'Too many calls'],
  busyMore: ['请十分钟后再试。', 'Please try again in ten minutes.'],
  offline: ['暂时连不上', 'The survey cannot be reached'],
  offlineMore: ['请检查网络后重试；您填写的内容还在。', 'Check your connection and try again. What you have filled in is still here.'],
  again: ['重试', 'Try again'],
} as const satisfies Record<string, Pair>

export type PublicWord = keyof typeof words

export function publicWord(language: PublicLanguage, key: PublicWord, values: Readonly<Record<string, string | number>> = {}): string {
  return words[key][language === 'en' ? 1 : 0].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
