import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchWordsOf } from '#core/dyads/search-words.ts'
import { query, type TestDatabase, testDatabase } from '#testing/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.destroy())

const marks = ['31216147', 'ff0a9c3e', '00000000']
const texts = [
  '无锡蓝鹊岭机械维修部 wuxilanquelingjixieweixiubu wxlqljxwxb',
  'abc轴承12号 a b ab 你 你好 a你 你a ab你cd𠮷e 𠮷𠮷 éa aé x1y2',
  'c 0012 c0012',
  '',
]
const initials = ['wxlqljxwxb', 'ab你𠮷c', 'a', '']

/** Every entry as a number, and as the text that a search asks for. */
const entries = `select app.number_of(gram)::text as number, gram from unnest(app.grams_of($1, $2, $3)) as gram`

test('what is found by numbers is what is found by texts, and each text has a number of its own', async () => {
  const seen = new Map<string, string>()
  for (const mark of marks)
    for (const text of texts)
      for (const first of initials) {
        const rows = await query<{ number: string; gram: string }>(database.owner, entries, [mark, text, first])
        const numbers = await query<{ number: string }>(database.owner, 'select unnest(app.numbers_of($1, $2, $3))::text as number', [
          mark,
          text,
          first,
        ])
        expect(new Set(numbers.map(row => row.number))).toEqual(new Set(rows.map(row => row.number)))
        for (const { number, gram } of rows) seen.set(number, seen.get(number) ?? gram)
        expect(rows.map(({ number }) => seen.get(number))).toEqual(rows.map(({ gram }) => gram))
      }
  expect(seen.size).toBeGreaterThan(200)
})

test('each word that a person types is among the numbers of the text it stands in', async () => {
  for (const typed of ['蓝鹊', '鹊', 'lanque', 'wxl', 'wx', 'w', 'ab你cd', '12号', 'ａＢ', 'x1y']) {
    const { grams } = searchWordsOf(typed)
    const [row] = await query<{ found: boolean }>(
      database.owner,
      'select bool_or(app.numbers_of($1, text, $3) @> array(select app.number_of($1 || gram) from unnest($4::text[]) as gram)) as found from unnest($2::text[]) as text',
      [marks[0], texts, initials[0], grams],
    )
    expect(row?.found, typed).toBe(true)
  }
})
