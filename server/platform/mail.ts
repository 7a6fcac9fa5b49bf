import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

export type Letter = { readonly to: string; readonly subject: string; readonly text: string; readonly html: string }

export type Mail = { readonly send: (letter: Letter) => Promise<void> }

const patience = 20_000

/** The way out for mail, undefined where no server is set. A letter that the server does not take is thrown. */
export function openMail({ smtp }: Pick<Config, 'smtp'>): Mail | undefined {
  if (smtp === undefined) return undefined
  const transport = createTransport({ url: smtp.url, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience })
  return { send: async letter => void (await transport.sendMail({ from: smtp.from, ...letter })) }
}
