import { defineTexts } from '#web/platform/text.ts'

/** Why a field is not shown as it is, or not to be written. */
export const limitTexts = defineTexts('limits', {
  hidden: ['您的角色看不到这个字段', 'Your role does not see this field'],
  masked: ['已打码：领取客户或取得权限后可见', 'Masked: seen in full once the customer is yours or your role allows it'],
  read_only: ['您的角色只能查看这个字段', 'Your role may only read this field'],
  hiddenShort: ['（已隐藏）', '(hidden)'],
})
