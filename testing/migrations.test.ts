import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { migrate, migrationSteps } from '#server/platform/migrate.ts'
import { query, type TestDatabase, testDatabase } from './database.ts'
import { schemaText } from './schema-text.ts'
import { connectionTo } from './server.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.destroy())

test('every table could be distributed over a cluster', async () => {
  const lint = readFileSync(join(import.meta.dirname, 'schema-lint.sql'), 'utf8')
  expect(await query(database.owner, lint)).toEqual([])
})

test('server/platform/schema.ts says what the database has', async () => {
  expect(readFileSync('server/platform/schema.ts', 'utf8')).toBe(await schemaText(database.owner))
})

test('steps are numbered without a gap', () => {
  expect(migrationSteps().map(step => Number(step.name.slice(0, 4)))).toEqual(migrationSteps().map((_, index) => index + 1))
})

test('from each step the newest is reached, and it is the same schema as from nothing', async () => {
  const server = inject('server')
  const expected = await schemaText(database.owner)
  for (const step of migrationSteps()) {
    const name = `${server.template}_${newId().slice(-12)}`
    const admin = new pg.Client(server.admin)
    await admin.connect()
    await admin.query(`create database "${name}" owner "${server.roles.owner}" template template0`)
    const owner = connectionTo(server, name, 'owner')
    await migrate(owner, server.roles.runtime, step.name)
    await migrate(owner, server.roles.runtime)
    expect(await schemaText(owner)).toBe(expected)
    expect(await migrate(owner, server.roles.runtime)).toEqual([])
    await admin.query(`drop database "${name}" with (force)`)
    await admin.end()
  }
})

test('a database that is newer than the program is refused', async () => {
  await query(database.owner, `insert into app.migration (step) values ('9999_from_the_future')`)
  await expect(migrate(database.owner, database.roles.runtime)).rejects.toThrow('newer than this program')
  await query(database.owner, `delete from app.migration where step = '9999_from_the_future'`)
})
