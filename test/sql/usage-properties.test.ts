import fc from '../seeded.ts'
import { expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { rolledBack, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

/** Any order of anything that can happen to one counter. `which` picks among the holds made so far. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reserve' as const), amount: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), amount: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'release' as const, 'lapse' as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('sweep' as const, 'forget' as const, 'upgrade' as const, 'downgrade' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const LIMIT = 5
interface Hold { readonly id: string; readonly amount: number; state: 'held' | 'lapsed' | 'expired' | 'over' }

/** What should be true, in twenty lines of arithmetic. A lapsed hold counts until somebody needs its room or sweeps. */
class Model {
  used = 0
  limited = true
  readonly holds: Hold[] = []
  get live() { return this.holds.filter(({ state }) => state === 'held' || state === 'lapsed').reduce((sum, { amount }) => sum + amount, 0) }
  /** What an answer shows as held. */
  get shown() { return this.holds.filter(({ state }) => state === 'held').reduce((sum, { amount }) => sum + amount, 0) }
  expire() { for (const hold of this.holds) if (hold.state === 'lapsed') hold.state = 'expired' }
  /** Whether it would fit once what lapsed is given back. A refusal that is an error takes that back with it. */
  wouldFit(amount: number) {
    return !this.limited || this.used + this.shown + amount <= LIMIT
  }
  fits(amount: number) {
    if (this.limited && this.used + this.live + amount > LIMIT) this.expire()
    return this.wouldFit(amount)
  }
}

/** What lapses before its counter would look. */
const tooLate = async (user: string) => (await sql`
  select h.hold_id, h.expires_at, c.lapses_at from phoenix_private.usage_counters c join phoenix_private.usage_holds h using (user_id, feature, month)
   where user_id = ${user} and h.state = 'held' and h.expires_at < c.lapses_at`).map((row) => ({ ...row }))

async function happen(user: string, model: Model, given: Step): Promise<void> {
  const hold = 'which' in given ? model.holds[given.which % Math.max(model.holds.length, 1)] : undefined
  switch (given.do) {
    case 'reserve': {
      const fits = model.fits(given.amount)
      const [row] = await sql`select granted, hold_id, (usage).held from public.reserve_usage(${user}, 'cv_uploads', ${given.amount})`
      expect(row!.granted).toBe(fits)
      if (fits) model.holds.push({ id: row!.hold_id, amount: given.amount, state: 'held' })
      expect(row!.held).toBe(model.shown)
      return
    }
    case 'take': {
      const [row] = await sql`select public.check_usage_limit(${user}, 'cv_uploads', ${given.amount}) as answer`
      if (given.amount === 0) return
      const fits = model.fits(given.amount)
      expect(row!.answer.can_use).toBe(fits)
      if (fits) model.used += given.amount
      return
    }
    case 'settle': {
      if (!hold) return
      const call = JSON.stringify({ hold: hold.id })
      let held: number | undefined
      const outcome = await sql`select (s).held from phoenix_private.settle_usage(${user}, ${call}::text::jsonb, 'cv_uploads') s`.then(([row]) => {
        held = row!.held
        return 'ok'
      }, (error: { code: string }) => error.code)
      const again = hold.state === 'expired'
      const expected = hold.state === 'over' ? 'PT409' : !again || model.wouldFit(hold.amount) ? 'ok' : 'PT402'
      expect(outcome).toBe(expected)
      if (expected === 'ok') {
        if (again) model.fits(hold.amount)
        hold.state = 'over'
        model.used += hold.amount
        expect(held).toBe(model.shown)
      }
      return
    }
    case 'release': {
      if (!hold) return
      const [row] = await sql`select public.release_usage(${user}, ${hold.id}) as done`
      expect(row!.done).toBe(hold.state === 'held' || hold.state === 'lapsed')
      if (row!.done) hold.state = 'over'
      return
    }
    case 'lapse':
      if (hold?.state !== 'held') return
      hold.state = 'lapsed'
      await sql`update phoenix_private.usage_holds set expires_at = clock_timestamp() - interval '1 second' where hold_id = ${hold.id}`
      await sql`
        update phoenix_private.usage_counters c set lapses_at = case when c.lapses_at is not null then least(c.lapses_at, h.expires_at) end
          from phoenix_private.usage_holds h where h.hold_id = ${hold.id} and c.user_id = h.user_id`
      return
    case 'forget':
      // As of a counter from before it was known.
      await sql`update phoenix_private.usage_counters set lapses_at = null where user_id = ${user}`
      return
    case 'sweep':
      model.expire()
      await sql`select public.sweep_expired()`
      return
    case 'upgrade': case 'downgrade':
      model.limited = given.do === 'downgrade'
      await sql`update public.user_subscriptions set subscription_tier = ${model.limited ? 'free' : 'premium'} where user_id = ${user} and app_name = 'cv'`
  }
}

test('whatever happens in whatever order: counters are the ledger\'s sums, the model\'s, and never over the limit', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
    const user = await addUser(sql)
    const model = new Model()
    for (const given of steps) {
      const before = model.used + model.live
      await happen(user, model, given)
      const [now] = await sql`
        select coalesce((select used from phoenix_private.usage_counters where user_id = ${user}), 0) as used, coalesce((select held from phoenix_private.usage_counters where user_id = ${user}), 0) as held,
               (select remaining from public.load_usage(${user}) where feature = 'cv_uploads') as remaining, (select count(*)::int from phoenix_private.usage_imbalances) as imbalances`
      expect(await tooLate(user)).toEqual([])
      expect({ ...now, remaining: undefined }).toEqual({ used: model.used, held: model.live, imbalances: 0, remaining: undefined })
      const lapsed = model.holds.filter(({ state }) => state === 'lapsed').reduce((sum, { amount }) => sum + amount, 0)
      expect(now!.remaining).toBe(model.limited ? Math.max(0, LIMIT - model.used - model.live + lapsed) : null)
      if (model.limited) expect(now!.used + now!.held).toBeLessThanOrEqual(Math.max(LIMIT, before))
    }
    await sql`delete from auth.users where id = ${user}`
  }), { numRuns: 60 })
})

test('the model would notice a unit given twice', async () => {
  const found = await rolledBack(sql, async (transaction) => {
    const [row] = await transaction`insert into auth.users (id, email) values (gen_random_uuid(), 'x@example.org') returning id`
    const [hold] = await transaction`select hold_id from public.reserve_usage(${row!.id}, 'cv_uploads', 2)`
    await transaction`update phoenix_private.usage_holds set state = 'released' where hold_id = ${hold!.hold_id}`
    return transaction`select held::int, live_holds::int from phoenix_private.usage_imbalances`
  })
  expect(found.map((row) => ({ ...row }))).toEqual([{ held: 2, live_holds: 0 }])
})
