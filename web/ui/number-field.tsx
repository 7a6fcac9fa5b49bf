import { InputNumber as Bare, type InputNumberProps } from 'antd'
import { type ComponentRef, useLayoutEffect, useRef } from 'react'
import { useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'

/** A field for a number whose two step buttons are named in the page's language: the library itself names them in English alone. */
export function NumberInput<Value extends number | string = number>(given: InputNumberProps<Value>) {
  const say = useText(uiTexts)
  const field = useRef<ComponentRef<typeof Bare>>(null)
  useLayoutEffect(() => {
    const buttons = field.current?.nativeElement.querySelectorAll('[role="button"][aria-label]') ?? []
    for (const button of buttons) button.setAttribute('aria-label', say(button.className.includes('-action-up') ? 'stepUp' : 'stepDown'))
  })
  return <Bare<Value> {...given} ref={field} />
}
