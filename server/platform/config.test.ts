import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, prepareData, readConfig } from './config.ts'

const mistakesOf = (env: Record<string, string>, args: string[] = []) => {
  try {
    readConfig(env, args)
    return []
  } catch (error) {
    return (error as ConfigError).mistakes
  }
}

test('without settings the product is on loopback, with its embedded database and a demo', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8420, databaseUrl: undefined, logLevel: 'info', demo: true, origin: undefined })
  expect(config.data).toMatch(/\.lianke$/)
  expect(config.demoLanguage).toBe('zh-CN')
  expect(readConfig({}, ['--demo=en'])).toMatchObject({ demo: true, demoLanguage: 'en' })
})

test('settings are read', () => {
  const env = {
    PORT: '9000',
    HOST: '0.0.0.0',
    DATABASE_URL: 'postgres://app:x@db:5432/lianke',
    DATABASE_OWNER_URL: 'postgres://owner:x@db:5432/lianke',
    LIANKE_ORIGIN: 'https://crm.example.com/',
    LIANKE_TRUSTED_PROXIES: '10.0.0.2, 10.1.0.0/16',
    LOG_LEVEL: 'warn',
  }
  expect(readConfig(env, ['--no-demo'])).toMatchObject({
    port: 9000,
    host: '0.0.0.0',
    origin: 'https://crm.example.com',
    trustedProxies: ['10.0.0.2', '10.1.0.0/16'],
    logLevel: 'warn',
    demo: false,
  })
})

test('each mistake is named, with what to do, and all of them at once', () => {
  const mistakes = mistakesOf(
    {
      PORT: '80a',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://db/lianke',
      LOG_LEVEL: 'loud',
      LIANKE_ORIGIN: 'https://crm.example.com/path',
      LIANKE_TRUSTED_PROXIES: 'proxy',
      LIANKE_SECRET: 'short',
      LIANKE_DTA: '/data',
    },
    ['--demoo'],
  )
  expect(mistakes).toHaveLength(9)
  for (const [index, name] of [
    'HOST',
    'PORT',
    'DATABASE_URL',
    'LIANKE_ORIGIN',
    'LIANKE_TRUSTED_PROXIES',
    'LOG_LEVEL',
    'LIANKE_SECRET',
    'LIANKE_DTA',
    '"--demoo"',
  ].entries())
    expect(mistakes[index]).toContain(name)
  expect(mistakesOf({ PORT: '70000' })[0]).toBe(
    'PORT is "70000", but a port is a whole number from 0 to 65535: set PORT=8420, or leave it out.',
  )
  expect(mistakesOf({ DATABASE_URL: 'postgres://db:5432' })[0]).toContain('names no database')
  expect(mistakesOf({ DATABASE_OWNER_URL: 'postgres://db/lianke' })[0]).toContain('without DATABASE_URL')
})

test('the secret is made once, kept from other users, and a broken one is told', () => {
  const data = join(mkdtempSync(join(tmpdir(), 'lianke-config-')), 'deep')
  const secret = prepareData({ data, secret: undefined })
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(prepareData({ data, secret: undefined })).toBe(secret)
  expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
  expect(prepareData({ data, secret: 'x'.repeat(32) })).toBe('x'.repeat(32))
  writeFileSync(join(data, 'secret'), 'cut off')
  expect(() => prepareData({ data, secret: undefined })).toThrow('holds no secret')
  expect(readFileSync(join(data, 'secret'), 'utf8')).toBe('cut off')
  expect(() => prepareData({ data: join(data, 'secret', 'below'), secret: undefined })).toThrow('cannot be used')
  rmSync(data, { recursive: true })
})
