import type { FastifyRequest } from 'fastify'
import { type Language, languages } from '#contract/platform/language.ts'

type Wish = { readonly language: Language; readonly weight: number }

function wishOf(entry: string): Wish[] {
  const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';')
  const quality = parameters.map(parameter => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(value => value !== undefined)
  const language = languages.find(known => known.toLowerCase().split('-')[0] === tag.split('-')[0])
  return language === undefined ? [] : [{ language, weight: Number(quality ?? 1) }]
}

/** The language a caller wishes by the header Accept-Language (RFC 9110), of those that we speak. */
export function wishedLanguage(header: string | undefined): Language | undefined {
  const wishes = (header ?? '').slice(0, 500).split(',').flatMap(wishOf)
  return wishes.filter(wish => wish.weight > 0).sort((a, b) => b.weight - a.weight)[0]?.language
}

/** What the person chose, else what the browser wishes, else Chinese. */
export function languageOf(request: FastifyRequest): Language {
  return request.person?.language ?? wishedLanguage(request.headers['accept-language']) ?? 'zh-CN'
}
