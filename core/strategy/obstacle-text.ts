import { typeWords, type Word } from '#core/segments/words.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { brokenText, dutyWords } from './hygiene-words.ts'
import { checkDays } from './hygiene.ts'
import type { StartObstacle } from './may-start.ts'
import type { OwnNames } from './own-text.ts'
import { testText } from './start-text.ts'

const joined = (words: readonly Word[], zh: string, en: string): Word => [
  words.map(each => each[0]).join(zh),
  words.map(each => each[1]).join(en),
]

/** The cases that stand open, named so that they can be looked up: "TS-104 轴承异响". */
const casesText = (cases: readonly string[]): Word =>
  cases.length === 0 ? ['', ''] : [`未结：${cases.join('、')}。`, ` Open: ${cases.join(', ')}.`]

/** An obstacle as a sentence: what stands against it, and what to do now. `cases`: open complaints of the customer; `own`: the firm's own fields, as the reader may see them. */
export function obstacleText(obstacle: StartObstacle, cases: readonly string[] = [], own?: OwnNames): Word {
  switch (obstacle.kind) {
    case 'deleted':
      return [
        '该打法已停用，不能再启动；正在执行的不受影响。',
        'This play was taken out of use and is not started any more; runs under way go on.',
      ]
    case 'minimum':
      return [
        '放弃型客户只做基本义务，不投入激励；但从不断供。',
        'Customers of type release are given the basic duties only, never more, and are never cut off.',
      ]
    case 'type': {
      const [zh, en] = obstacle.type === null ? (['尚未定型', 'not placed yet'] as const) : typeWords[obstacle.type]
      return [`该打法不是为${zh}客户准备的。`, `This play is not meant for a customer that is ${en}.`]
    }
    case 'held_out':
      return [
        '该客户在此打法的对照组：不对其执行，才能看出打法是否真的有效。',
        'This customer is in the hold-out group of the play: it is left out so that one can tell whether the play works.',
      ]
    case 'open_run':
      return [
        `同一打法自 ${formatDay(obstacle.since)} 起正在执行，请先完成或停止。`,
        `The same play has been running since ${formatDay(obstacle.since)}: finish or stop it first.`,
      ]
    case 'resting':
      return [
        `上一次刚结束，${formatDay(obstacle.until)} 起才可再次启动。`,
        `The last run ended a short while ago; it may start again on ${formatDay(obstacle.until)}.`,
      ]
    case 'broken': {
      const [zh, en] = joined(obstacle.duties.map(brokenText), '；', '; ')
      const [zhCases, enCases] = casesText(cases)
      return [
        `基本义务未达标，先补上再谈激励。${zh}。${zhCases}`,
        `Basic duties are broken: mend them before money goes into more. ${en[0]?.toUpperCase()}${en.slice(1)}.${enCases}`,
      ]
    }
    case 'unchecked': {
      const [zh, en] = joined(
        obstacle.duties.map(({ duty }) => dutyWords[duty]),
        '、',
        ', ',
      )
      return [
        `以下基本义务没有足够的记录：${zh}。请由一位同事核实并签注日期（${checkDays} 天内有效）。`,
        `Too little is on record of: ${en}. Have a colleague check and date it (good for ${checkDays} days).`,
      ]
    }
    case 'condition': {
      const [zh, en] = joined(
        obstacle.failed.map(test => testText(test, own)),
        '，且',
        ', and ',
      )
      return [`尚不满足启动条件：${zh}。`, `The start condition is not met: ${en}.`]
    }
  }
}
