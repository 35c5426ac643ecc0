import { expect, test } from 'vitest'
import { rolledBack, useDatabase } from './arrange.ts'
import { rules } from './rules.ts'

const { sql } = await useDatabase()

test.each(rules)('$rule', async ({ find }) => {
  expect((await sql.unsafe(find)).map(({ subject }) => subject)).toEqual([])
})

test.each(rules.flatMap(({ rule, find, breaches }) => breaches.map(([statement, subject]) => ({ rule, find, statement, subject }))))(
  'is found: $statement, against "$rule"', async ({ find, statement, subject }) => {
    const found = await rolledBack(sql, async (transaction) => {
      await transaction.unsafe(statement)
      return transaction.unsafe(find)
    })
    expect(found.map((row) => row.subject)).toContain(subject)
  })

test('anon can execute the public catalogue, and nothing else in schema public', async () => {
  const rows = await sql`
    select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and has_function_privilege('anon', p.oid, 'execute') order by 1`
  expect(rows.map(({ name }) => name)).toEqual(['list_cv_templates', 'list_letter_templates', 'list_plans', 'list_usage_limits'])
})

test.each(['list_cv_templates()', 'list_letter_templates()', 'list_plans()', "list_usage_limits('cv_uploads')"])('anon gets an answer from %s', async (call) => {
  const rows = await rolledBack(sql, async (transaction) => {
    await transaction`set local role anon`
    return transaction.unsafe(`select * from public.${call}`)
  })
  expect(rows.length).toBeGreaterThan(0)
})

test('nothing in the private schema can be written through the service by hand, but what functions need', async () => {
  const rows = await sql`
    select c.relname || ' ' || p as privilege from pg_class c, unnest(array['insert', 'update', 'delete', 'truncate']) p
     where c.relnamespace = 'phoenix_private'::regnamespace and c.relkind = 'r' and has_table_privilege('service_role', c.oid, p) order by 1`
  expect(rows.map(({ privilege }) => privilege)).toEqual([
    'announced_tiers insert', 'announced_tiers update', 'billing_intents delete', 'billing_intents insert', 'billing_intents update', 'clients insert',
    'clients update', 'document_revision update', 'documents insert', 'documents update', 'drafts delete', 'drafts insert', 'drafts update',
    'model_leases delete', 'model_leases insert', 'model_leases update', 'operations delete', 'operations insert', 'operations update', 'partner_grants insert',
    'partner_grants update', 'partner_keys insert', 'partner_keys update', 'partner_limits insert', 'partner_limits update', 'partner_statistics insert',
    'partners insert', 'partners update', 'rate_buckets delete', 'rate_buckets insert', 'rate_buckets update', 'stripe_charges insert', 'stripe_charges update',
    'stripe_customers insert', 'stripe_customers update', 'stripe_endings delete', 'stripe_endings insert', 'stripe_endings update', 'stripe_events delete', 'stripe_events insert', 'stripe_events update', 'stripe_objects insert',
    'stripe_objects update', 'stripe_subscriptions insert', 'stripe_subscriptions update', 'unknown_documents insert', 'unknown_documents update',
    'usage_counters insert', 'usage_counters update', 'usage_holds insert', 'usage_holds update', 'usage_ledger insert', 'usage_signals delete', 'usage_signals update'])
})
