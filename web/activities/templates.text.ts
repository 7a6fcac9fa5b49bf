import { defineTexts } from '#web/platform/text.ts'

/** The usual templates that a firm without any may take over. */
export const templateTexts = defineTexts('activity-templates', {
  visitName: ['例行拜访', 'Regular visit'],
  visitContent: [
    '一、近期用量与计划：\n二、质量与交付反馈：\n三、竞争对手动态：\n四、新需求与机会：\n五、约定事项：',
    '1. Consumption and plans:\n2. Quality and delivery:\n3. Competitors:\n4. New needs and chances:\n5. What was agreed:',
  ],
  callName: ['电话回访', 'Follow-up call'],
  callContent: ['到货是否完好：\n有无待解决的问题：\n下次需求时间：', 'Goods in order:\nAnything unsolved:\nNext need:'],
  meetingName: ['业务复盘会', 'Business review'],
  meetingContent: [
    '议题：\n一、上期行动项完成情况：\n二、交付、质量、回款：\n三、下期计划与预测：\n四、决议与行动项：',
    'Agenda:\n1. Actions of last time:\n2. Delivery, quality, payments:\n3. Plans and forecast:\n4. Decisions and actions:',
  ],
})
