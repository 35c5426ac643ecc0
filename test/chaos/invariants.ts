import type { Connection } from '../../gateway/db/pool.ts'
import type { Diary, Wish } from './clients.ts'

type Queries = Pick<Connection, 'unsafe'>

/** Each answers rows only where something is wrong. `Σ` is the product's own view; the rest looks from other sides. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'ledger = counters = live holds': `select user_id, feature, used, held, ledger_used, ledger_held, live_holds from phoenix_private.usage_imbalances`,
  'never over the limit': `
    select c.user_id, c.feature, c.used, c.held, l.monthly_limit from phoenix_private.usage_counters c
      join public.usage_features f on f.feature = c.feature
      join public.usage_limits l on l.feature = c.feature and l.tier = phoenix_private.tier_at(c.user_id, f.app, now())
     where c.used + c.held > l.monthly_limit`,
  'no hold lives longer than ten minutes': `
    select hold_id, expires_at - created_at as lives from phoenix_private.usage_holds
     where state = 'held' and (expires_at > created_at + interval '10 minutes 1 second' or expires_at <= clock_timestamp() - interval '1 minute')`,
  'every event has its row, or the event of its end': `
    select e.event_id, e.event_type from public.phoenix_events e
     where e.event_type in ('cv.generated', 'cv.uploaded')
       and not exists (select from public.cv_generations c where c.id = (e.payload ->> 'cv_id')::uuid and c.user_id = e.stream_id)
       and not exists (select from public.phoenix_events d where d.event_type = 'cv.deleted' and d.stream_id = e.stream_id and d.payload ->> 'cv_id' = e.payload ->> 'cv_id')`,
  'every CV has exactly one event of its beginning': `
    select c.id, count(e.event_id) as events from public.cv_generations c
      left join public.phoenix_events e on e.stream_id = c.user_id and e.payload ->> 'cv_id' = c.id::text
                                       and e.event_type = case c.origin when 'uploaded' then 'cv.uploaded' else 'cv.generated' end
     group by c.id having count(e.event_id) <> 1`,
  'a CV begins once and ends once': `
    select stream_id, event_type, payload ->> 'cv_id' as cv, count(*) from public.phoenix_events
     where event_type in ('cv.generated', 'cv.uploaded', 'cv.deleted') group by 1, 2, 3 having count(*) > 1`,
  'what was deleted is gone': `
    select c.id from public.cv_generations c join public.phoenix_events e on e.event_type = 'cv.deleted' and e.payload ->> 'cv_id' = c.id::text`,
  'every version of a profile has exactly one event': `
    select p.id, p.version, count(e.event_id) as events, count(distinct e.payload ->> 'version') as versions from public.profiles p
      left join public.phoenix_events e on e.stream_id = p.id and e.event_type = 'profile.updated'
     group by p.id having count(e.event_id) <> p.version - 1 or count(distinct e.payload ->> 'version') <> p.version - 1`,
  'used = events': `
    select c.user_id, c.feature, c.used, e.events from phoenix_private.usage_counters c
      cross join lateral (select count(*) as events from public.phoenix_events e where e.stream_id = c.user_id
                             and e.event_type = case c.feature when 'cv_generations' then 'cv.generated' when 'cv_uploads' then 'cv.uploaded' end
                             and phoenix_private.month_of(e."timestamp") = c.month) e
     where c.feature in ('cv_generations', 'cv_uploads') and c.used <> e.events`,
  'profiles count what was made': `
    select p.id, p.total_cv_generated, count(e.event_id) as events from public.profiles p
      left join public.phoenix_events e on e.stream_id = p.id and e.event_type = 'cv.generated'
     group by p.id having coalesce(p.total_cv_generated, 0) <> count(e.event_id)`,
  'a settled hold has its unit in the ledger, once': `
    select h.hold_id, count(l.entry_id) from phoenix_private.usage_holds h
      left join phoenix_private.usage_ledger l on l.hold_id = h.hold_id and l.used_delta > 0
     where h.state = 'settled' group by h.hold_id having count(l.entry_id) > 1`,
  'a completed operation names something that was done': `
    select o.operation_id, o.field, o.result from phoenix_private.operations o
     where o.completed_at is not null and o.result ? 'cv'
       and not exists (select from public.phoenix_events e where e.stream_id = o.user_id and e.payload ->> 'cv_id' = o.result ->> 'cv')`,
}

/** A line for each thing in the database that must not be. */
export async function violationsIn(sql: Queries): Promise<string[]> {
  const found: string[] = []
  for (const [question, text] of Object.entries(QUESTIONS)) {
    for (const row of await sql.unsafe(text)) found.push(`${question}: ${JSON.stringify(row)}`)
  }
  return found
}

const EVENTS: Readonly<Record<string, string>> = { generateCv: 'cv.generated', uploadCv: 'cv.uploaded', deleteCv: 'cv.deleted', updateProfile: 'profile.updated' }
const factOf = (wish: Wish) => `${wish.client.userId} ${EVENTS[wish.field]} ${wish.field === 'updateProfile' ? '' : wish.told}`

/**
 * What clients were told against what is there, once everybody has an answer: as many events as acknowledged mutations, each
 * with its own. Versions of a profile look all the same to a client: they are counted.
 */
export async function brokenWords(sql: Queries, { wishes }: Diary): Promise<string[]> {
  const users = [...new Set(wishes.map((wish) => `'${wish.client.userId}'`))].join() || 'null'
  const rows = await sql.unsafe(`
    select stream_id || ' ' || event_type || ' ' || coalesce(payload ->> 'cv_id', '') as fact, count(*)::int as events
      from public.phoenix_events where stream_id in (${users}) group by 1`)
  const events = new Map(rows.map((row) => [row.fact as string, row.events as number]))
  const acknowledged = new Map<string, number>()
  for (const wish of wishes) if (wish.told !== null) acknowledged.set(factOf(wish), (acknowledged.get(factOf(wish)) ?? 0) + 1)
  return [...new Set([...events.keys(), ...acknowledged.keys()])].flatMap((fact) => {
    const [there, told] = [events.get(fact) ?? 0, acknowledged.get(fact) ?? 0]
    return there === told ? [] : [`acknowledged ${told} times, ${there} events: ${fact}`]
  })
}
