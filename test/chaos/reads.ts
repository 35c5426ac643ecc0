import { setTimeout as pause } from 'node:timers/promises'
import { anonymous } from '../../gateway/db/port.ts'
import type { Identity, Port, SqlCall } from '../../gateway/db/port.ts'
import { connectPostgres } from '../../gateway/db/postgres.ts'
import { Ending } from '../../gateway/ending.ts'
import { addUser } from '../harness.ts'
import type { OwnServer } from './server.ts'

interface Question {
  readonly who: Identity
  readonly calls: readonly SqlCall[]
  /** What it is answered with where nobody else is there. */
  readonly alone: string
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const answerTo = (port: Port, { who, calls }: Pick<Question, 'who' | 'calls'>, waited?: Ending) =>
  port.read(who, calls, waited).then((rows) => JSON.stringify(rows), (error: { code: string; message: string }) => `${error.code}: ${error.message}`)

/** What twenty viewers and somebody signed out may ask, some of it refused, and the only answer to each. */
async function openQuestions({ sql, gatewayUrl }: OwnServer): Promise<readonly Question[]> {
  const ids = await Promise.all(Array.from({ length: 20 }, () => addUser(sql)))
  for (const id of ids) await sql`insert into public.cv_generations (user_id, origin, title, cv_data) values (${id}, 'generated', ${`The CV of ${id}`}, '{}')`
  const port = connectPostgres({ url: gatewayUrl, pool: 1 })
  const asked = [null, ...ids].flatMap((id) => [id ?? ids[0]!, pick(ids)].flatMap((userId): readonly (readonly SqlCall[])[] => [
    [{ name: 'list_cvs', args: { userId, limit: 10 } }, { name: 'list_cv_templates', args: {} }], [{ name: 'load_profiles', args: { ids: [userId] } }, { name: 'load_usage', args: { userId } }],
    [{ name: 'list_plans', args: {} }], [{ name: 'get_user_app_tier', args: { userId, appName: pick(['cv', 'cv', 'cv', 'nothing']) } }],
  ]).map((calls) => ({ who: id === null ? anonymous : { role: 'authenticated' as const, claims: { sub: id, role: 'authenticated' }, token: null }, calls })))
  const questions: Question[] = []
  for (const question of asked) questions.push({ ...question, alone: await answerTo(port, question) })
  await port.close()
  return questions
}

/** Readers on one lane, some of whom leave, while its statements are cancelled and its connections ended: whoever is answered is answered as if he were alone. */
export async function crossReads(server: OwnServer, seconds: number) {
  const questions = await openQuestions(server)
  const violations: string[] = []
  let [answered, unanswered, over] = [0, 0, false]
  const round = async (url: string, pool: number) => {
    const port = connectPostgres({ url, pool, statementTimeout: 5 })
    const until = performance.now() + (seconds * 1000) / 6
    const read = async () => {
      while (performance.now() < until) {
        const [question, waited] = [pick(questions), new Ending()]
        if (Math.random() < 0.3) setTimeout(() => waited.abort(null), Math.random() * pick([1, 10, 100]))
        const answer = await answerTo(port, question, waited)
        if (answer === question.alone) answered += 1
        else if (/^(DEADLINE_EXCEEDED|SERVICE_UNAVAILABLE):/.test(answer)) unanswered += 1
        else violations.push(`${JSON.stringify(question.who.claims)} asked ${JSON.stringify(question.calls)}, alone ${question.alone.slice(0, 300)}, among others ${answer.slice(0, 300)}`)
      }
    }
    const readers = Promise.all(Array.from({ length: 40 }, read)).finally(() => { over = true })
    for (over = false; !over; await pause(Math.random() * 60)) {
      await server.sql`select case when random() < 0.1 then pg_terminate_backend(pid) else pg_cancel_backend(pid) end from pg_stat_activity where usename = 'phoenix_gateway' order by random() limit 1`
    }
    await readers
    await port.close()
  }
  for (const url of [server.gatewayUrl, `${server.gatewayUrl}?pgbouncer=true`]) for (const pool of [1, 3, 8]) await round(url, pool)
  return { answered, unanswered, violations }
}
