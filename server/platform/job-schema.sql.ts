import type pg from 'pg'

/** The one queue of the product; what is to be done stands in each job. */
export const queueName = 'lianke'
export const jobSchema = 'job'

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * Installs or updates the queue's own schema as the migration role, and grants the run-time role the use of its rows: it can neither change
 * nor drop the tables. The driver's client must be the owner's; safe to call at each start.
 */
export async function installJobs(client: pg.Client, runtimeRole: string): Promise<void> {
  const { PgBoss } = await import('pg-boss')
  const db = { executeSql: async (text: string, values?: unknown[]) => await client.query(text, values) }
  const boss = new PgBoss({ db, schema: jobSchema, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  if ((await boss.getQueue(queueName)) === null)
    await boss.createQueue(queueName, {
      retryLimit: 20,
      retryDelay: 1,
      expireInSeconds: 82_800,
      heartbeatSeconds: 30,
      deleteAfterSeconds: 7 * 86_400,
    })
  await boss.stop({ graceful: false, close: false })
  const role = quote(runtimeRole)
  await client.query(`grant usage on schema ${jobSchema} to ${role}`)
  await client.query(`grant select, insert, update, delete on all tables in schema ${jobSchema} to ${role}`)
  await client.query(`grant execute on all functions in schema ${jobSchema} to ${role}`)
}
