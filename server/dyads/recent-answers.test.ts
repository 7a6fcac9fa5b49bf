import { expect, test } from 'vitest'
import { recentAnswers } from './recent-answers.ts'

test('an answer is known for ten minutes, a later one replaces it, and of very many the oldest goes', () => {
  const answers = recentAnswers<number>()
  answers.keep('a', 1, 0)
  expect([answers.get('a', 599_999), answers.get('a', 600_000), answers.get('b', 0)]).toEqual([1, undefined, undefined])
  answers.keep('b', 2, 0)
  answers.keep('a', 3, 10)
  for (let n = 0; n < 499; n++) answers.keep(`c${n}`, n, 20)
  expect([answers.get('b', 30), answers.get('a', 30), answers.get('c498', 30)]).toEqual([undefined, 3, 498])
})
