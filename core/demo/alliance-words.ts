import type { AllianceSubMode } from '#core/relationships/alliance.ts'
import type { Both } from './bilingual.ts'

/** What an alliance of the demo is about. `figure`: what the people enter themselves, from where to where. */
export type AllianceStory = {
  readonly subMode: AllianceSubMode
  readonly title: Both
  readonly goal: Both
  readonly gain: Both
  readonly source: 'sales' | 'contribution' | 'items'
  readonly sourceTitle: Both
  readonly figure: { readonly title: Both; readonly unit: Both; readonly baseline: number; readonly target: number }
  /** In the order of their days; `us`: one of ours. */
  readonly steps: readonly (readonly ['us' | 'them', Both])[]
  readonly advice: { readonly kind: 'advice' | 'gap' | 'usage' | 'field'; readonly title: Both; readonly detail: Both }
}

const sales: Both = ['采购额', 'Their purchases']
const contribution: Both = ['净贡献', 'Net contribution']
const range: Both = ['采购品项数', 'Items that they buy']

export const allianceStories: readonly AllianceStory[] = [
  {
    subMode: 'timing',
    title: ['检修季按周到货', 'Weekly deliveries in the overhaul season'],
    goal: ['检修前两周到齐全部轴承，不再临时加急', 'All bearings are there two weeks before the overhaul, without rush orders'],
    gain: ['少付加急运费，检修不延期', 'No rush freight, no overhaul that runs over'],
    source: 'contribution',
    sourceTitle: contribution,
    figure: { title: ['每月加急单', 'Rush orders a month'], unit: ['单', 'orders'], baseline: 6, target: 1 },
    steps: [
      ['them', ['提供全年检修计划', 'Hands over the overhaul calendar']],
      ['us', ['按检修计划排好安全库存', 'Plans safety stock by the calendar']],
      ['us', ['改为每周二固定送货', 'Delivers every Tuesday']],
    ],
    advice: {
      kind: 'gap',
      title: ['直线导轨仍在别家临时采购', 'Linear guides are still bought elsewhere in a hurry'],
      detail: ['一并纳入检修备货，预计少停机 8 小时', 'Into the same stock: about eight hours less standstill'],
    },
  },
  {
    subMode: 'solution',
    title: ['主轴轴承成套方案', 'Spindle bearings as a set'],
    goal: ['轴承、密封和润滑脂成套供应，一次装配合格率到 98%', 'Bearings, seals and grease as a set: 98 % right at first fitting'],
    gain: ['少备三个供应商，装配返工减半', 'Three suppliers fewer, half the rework'],
    source: 'items',
    sourceTitle: range,
    figure: { title: ['一次装配合格率', 'Right at first fitting'], unit: ['%', '%'], baseline: 91, target: 98 },
    steps: [
      ['us', ['测量现用主轴的温升与噪声', 'Measures heat and noise of the present spindles']],
      ['us', ['交付首批成套样件', 'Delivers the first sets as samples']],
      ['them', ['完成 500 小时台架试验', 'Finishes 500 hours on the test bench']],
    ],
    advice: {
      kind: 'advice',
      title: ['改用低摩擦密封', 'Seals with less friction'],
      detail: ['每台主轴每年省电约 260 元', 'About 260 yuan of power a spindle and year'],
    },
  },
  {
    subMode: 'codesign',
    title: ['新机型减速机联合设计', 'A gearbox designed together for the new machine'],
    goal: ['新机型减速机体积减小 15%，六个月内进入小批', 'A gearbox 15 % smaller, in a first series within six months'],
    gain: ['新机型提前一个季度上市', 'The new machine is on the market a quarter earlier'],
    source: 'sales',
    sourceTitle: sales,
    figure: { title: ['已验证的设计项', 'Design points that are proven'], unit: ['项', 'points'], baseline: 0, target: 14 },
    steps: [
      ['them', ['冻结整机接口尺寸', 'Settles the dimensions of the interfaces']],
      ['us', ['交付三套方案样机', 'Delivers samples of three designs']],
      ['us', ['通过 1,000 小时寿命试验', 'Passes a life test of 1,000 hours']],
      ['them', ['小批装机并评审', 'Builds a first series and reviews it']],
    ],
    advice: {
      kind: 'advice',
      title: ['输出轴改一体成形', 'An output shaft in one piece'],
      detail: ['少两道工序，每台省 38 元', 'Two operations fewer: 38 yuan a machine'],
    },
  },
  {
    subMode: 'sync',
    title: ['滚动预测与补货同步', 'Rolling forecast and replenishment'],
    goal: [
      '对方每周共享 8 周滚动预测，我方按预测补货，库存降两周',
      'They share eight weeks of forecast every week, we replenish: two weeks less stock',
    ],
    gain: ['库存资金减少约两周用量', 'About two weeks of use less tied up in stock'],
    source: 'contribution',
    sourceTitle: contribution,
    figure: { title: ['对方库存天数', 'Days of stock on their side'], unit: ['天', 'days'], baseline: 34, target: 20 },
    steps: [
      ['them', ['开放预测表并指定计划员', 'Opens the forecast and names a planner']],
      ['us', ['对接补货规则，试跑四周', 'Sets up the replenishment and runs it for four weeks']],
      ['us', ['预测偏差每月通报', 'Reports the error of the forecast every month']],
    ],
    advice: {
      kind: 'usage',
      title: ['自动补货接口', 'The interface for replenishment'],
      detail: ['只用于深沟球轴承，可扩到带座轴承', 'Used for deep-groove bearings alone: pillow blocks could follow'],
    },
  },
  {
    subMode: 'integrate',
    title: ['厂内驻点库存与一体化排产', 'Stock at their plant and one schedule'],
    goal: [
      '驻点库存由我方管理，排产系统打通，缺料停线为零',
      'We run the stock at their plant and the schedules are one: no stoppage for want of parts',
    ],
    gain: ['取消自有轴承库，两名库管转岗', 'No bearing store of their own: two people are free for other work'],
    source: 'sales',
    sourceTitle: sales,
    figure: { title: ['每季度缺料停线', 'Stoppages a quarter'], unit: ['次', 'times'], baseline: 4, target: 0 },
    steps: [
      ['us', ['完成驻点仓的货位与看板', 'Sets up bins and boards at their plant']],
      ['them', ['开通排产接口', 'Opens the interface of the schedule']],
      ['us', ['首季度联合盘点', 'Counts the stock together after the first quarter']],
      ['them', ['关闭原有轴承库', 'Closes the old store']],
    ],
    advice: {
      kind: 'advice',
      title: ['密封件也进驻点仓', 'Seals in the same store'],
      detail: ['每月少跑两趟采购', 'Two orders a month fewer'],
    },
  },
  {
    subMode: 'showcase',
    title: ['样板产线改造', 'A production line to show'],
    goal: [
      '一条产线换装直线导轨与联轴器，效果对比后推广到三条',
      'One line with our guides and couplings; compared, then taken to three more',
    ],
    gain: ['换型时间从 40 分钟降到 25 分钟', 'Change-overs in 25 minutes instead of 40'],
    source: 'items',
    sourceTitle: range,
    figure: { title: ['换型时间', 'Time of a change-over'], unit: ['分钟', 'minutes'], baseline: 40, target: 25 },
    steps: [
      ['us', ['测定改造前的换型时间', 'Times the change-overs as they are']],
      ['us', ['完成样板线换装与培训', 'Fits the line and trains the people']],
      ['them', ['对比数据并决定推广', 'Compares the figures and decides on the other lines']],
    ],
    advice: {
      kind: 'field',
      title: ['包装段也可换装', 'The packing section could follow'],
      detail: ['同型导轨，无需新备件', 'The same guides, no new spares'],
    },
  },
  {
    subMode: 'usage',
    title: ['润滑与保养培训', 'Lubrication and upkeep'],
    goal: ['设备部学会按工况润滑，轴承寿命延长三成', 'Their maintenance learns to lubricate by load: bearings last a third longer'],
    gain: ['每年少换约 120 套轴承', 'About 120 bearings a year need no change'],
    source: 'contribution',
    sourceTitle: contribution,
    figure: { title: ['平均更换周期', 'Mean life of a bearing'], unit: ['月', 'months'], baseline: 14, target: 18 },
    steps: [
      ['us', ['现场巡检并列出问题点', 'Inspects the plant and lists what is wrong']],
      ['us', ['两期上门培训', 'Trains twice at their plant']],
      ['them', ['按新标准执行三个月', 'Works to the new standard for three months']],
    ],
    advice: {
      kind: 'usage',
      title: ['自动注脂器只装了一半', 'Automatic lubricators are on half of the machines'],
      detail: ['装齐后每月少停 3 小时', 'On all of them: three hours less standstill a month'],
    },
  },
]

/** A problem that both sides solved, or have yet to. */
export type ProblemStory = {
  readonly title: Both
  readonly issue: Both
  readonly ours: Both
  readonly theirs: Both
  readonly outcome: Both
}

export const problemStories: readonly ProblemStory[] = [
  {
    title: ['到货批次号与标签不符', 'Batch numbers do not match the labels'],
    issue: ['收货扫码失败，入库停了半天', 'Scanning failed and goods waited half a day'],
    ours: ['更换标签模板并复核三批', 'Changes the label and checks three batches'],
    theirs: ['更新扫码规则', 'Updates the rules of the scanner'],
    outcome: ['标签统一，连续六批无误', 'One label: six batches without a fault'],
  },
  {
    title: ['预测与实际领用相差 30%', 'Use differs from the forecast by 30 %'],
    issue: ['临时改产未通知，补货滞后', 'The schedule was changed without a word, and stock came late'],
    ours: ['增加一周安全库存', 'Holds a week of stock more'],
    theirs: ['改产前一天通知计划员', 'Tells the planner a day before'],
    outcome: ['偏差降到 12%，不再断料', 'The error is down to 12 %, nothing ran out'],
  },
  {
    title: ['高温工况下密封渗油', 'Seals leak when it is hot'],
    issue: ['烘干段 90 摄氏度以上出现渗油', 'Oil comes through above 90 degrees in the dryer'],
    ours: ['改用氟橡胶密封并送样', 'Sends samples with another rubber'],
    theirs: ['在两台设备上试用四周', 'Tries them on two machines for four weeks'],
    outcome: ['四周无渗漏，已切换', 'Four weeks without a drop: changed over'],
  },
  {
    title: ['对账差异反复出现', 'Accounts differ month after month'],
    issue: ['退货与贷记单不同步', 'Returns and credit notes come at different times'],
    ours: ['贷记单三日内开出', 'Writes credit notes within three days'],
    theirs: ['每月 25 日前确认', 'Confirms by the 25th of the month'],
    outcome: ['连续三个月对平', 'Three months in balance'],
  },
]
