import { defineTexts } from '#web/platform/text.ts'

export const homeTexts = defineTexts('home', {
  title: ['首页', 'Home'],
  welcome: ['{{name}}，您好', 'Hello, {{name}}'],
  company: ['公司', 'Company'],
  currency: ['本位币', 'Base currency'],
  lastVisit: ['上次来访', 'Last visit'],
  firstVisit: ['这是您第一次来', 'This is your first visit'],
})
