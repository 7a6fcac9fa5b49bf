import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { surveyTexts } from './survey.text.ts'

/** The first of a list, and the rest for who asks for it. */
export function useFirst<Row>(rows: readonly Row[], most: number) {
  const say = useText(surveyTexts)
  const [isWhole, setIsWhole] = useState(false)
  const hidden = isWhole ? 0 : Math.max(0, rows.length - most)
  const more =
    hidden === 0 ? null : (
      <div>
        <Button size="small" onClick={() => setIsWhole(true)}>
          {say('showAll', { count: rows.length })}
        </Button>
      </div>
    )
  return { shown: hidden === 0 ? rows : rows.slice(0, most), more }
}
