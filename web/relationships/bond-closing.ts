import type { Relationship } from '#contract/relationships/bond.ts'
import { useText } from '#web/platform/text.ts'
import { bondTexts } from './bond.text.ts'

/** What one step still asks for, said with its counts. */
export function useClosing() {
  const say = useText(bondTexts)
  return ({ step, have, need, of }: Relationship['form']['closing'][number]): string => {
    switch (step) {
      case 'contact':
        return say('closeContact')
      case 'follow_up':
        return of === 0 ? say('closeFollowUpNone') : say('closeFollowUp', { count: need - have, have, of })
      case 'suggestion':
        return say('closeSuggestion', { have, of })
      case 'joint_plan':
        return say('closeJointPlan')
    }
  }
}
