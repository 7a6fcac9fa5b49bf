import { defineTexts } from '#web/platform/text.ts'

export const nextTexts = defineTexts('next-action', {
  next: ['下一步最佳行动', 'Next best action'],
  nextLead: ['现在对这位客户最值得做的一件事，以及为什么。', 'The one thing most worth doing with this customer now, and why.'],
  week: ['本周下一步', 'What comes next this week'],
  weekLead: [
    '每位客户一件最值得做的事：先是逾期和到期的步骤，再是欠下的基本义务，然后按净增从大到小。',
    'One thing for each customer: steps that are late or due, then duties that are owed, then by what it nets.',
  ],
  show: ['看本周清单', 'Show the week’s list'],
  whose: ['谁的客户', 'Whose customers'],
  mine: ['我的', 'Mine'],
  seen: ['我能看到的', 'All I see'],
  countOf: ['看了 {{customers}} 位客户，{{actions}} 位有事可做。', '{{customers}} customers looked at, something to do with {{actions}}.'],
  none: [
    '这一周没有要做的：没有到期的步骤，也没有值得启动的打法。',
    'Nothing to do this week: no step is due and no play is worth starting.',
  ],
  step: ['继续“{{play}}”：{{step}}，{{day}} 到期', 'Go on with “{{play}}”: {{step}}, due {{day}}'],
  late: ['“{{play}}”逾期：{{step}}，应在 {{day}} 完成', '“{{play}}” is late: {{step}}, was due {{day}}'],
  duty: ['先补基本义务：“{{play}}”', 'Mend a basic duty first: “{{play}}”'],
  play: ['启动“{{play}}”，{{day}} 前', 'Start “{{play}}” by {{day}}'],
  check: ['先核实未知的基本义务，再启动“{{play}}”，{{day}} 前', 'Check the unknown duties, then start “{{play}}”, by {{day}}'],
  begin: ['启动这项打法', 'Start this play'],
  goOn: ['打开这项执行', 'Open this run'],
  first: ['怎么做', 'How'],
  price: ['投入', 'Takes'],
  message: ['说什么', 'What to say'],
  why: ['为什么', 'Why'],
  whyWorth: [
    '预计增加 {{worth}}（12 个月净贡献 {{stake}} × 打法效果），是可启动的打法里扣除花费后最多的。',
    'Expected to add {{worth}} (12-month contribution {{stake}} × the play’s effect): the most after its cost of all plays that may start.',
  ],
  whyDuty: ['有基本义务未达标：补齐之前不做任何激励。', 'A basic duty is broken: nothing that motivates until it is mended.'],
  whyBegun: ['已经开始的事先做完。', 'What was begun is finished first.'],
  whyBest: ['是可启动的打法里净增最多的。', 'It nets most of all plays that may start.'],
  none_planned: [
    '暂无：已采纳计划的打法正在执行，本周没有到期的步骤。',
    'None: a play of an accepted plan is at work and no step is due this week.',
  ],
  none_heldOut: ['暂无：该客户在对照组，留作比较。', 'None: this customer is held out, to compare with.'],
  none_notKnown: [
    '暂无：客户价值未知，无法估算效果。先导入订单。',
    'None: its value is not known, so no effect can be expected. Import its orders first.',
  ],
  none_noPlay: ['暂无：没有适合且能启动的打法。', 'None: no play fits and may start.'],
  none_notWorth: ['暂无：没有一项打法的预计收益超过花费。', 'None: no play is expected to bring more than it costs.'],
})
