/*
 * What Supabase's advisor warns of, asked of the catalog in our own words: one select a lint, one row a finding. Numbers and
 * levels are the advisor's (github.com/supabase/splinter), so that a finding here can be looked up there.
 */

export interface Lint {
  readonly number: string
  readonly name: string
  readonly level: 'ERROR' | 'WARN' | 'INFO'
  /** Selects `subject`, one row a finding. */
  readonly find: string
}

export interface Finding {
  readonly name: string
  readonly level: Lint['level']
  readonly subject: string
}

/** Schemas that are not the platform's. */
const ours = (schema: string) => `${schema} not in ('auth', 'extensions', 'storage', 'realtime', 'information_schema', 'pg_catalog') and ${schema} !~ '^pg_'`
const readable = (relation: string) => `(has_table_privilege('anon', ${relation}, 'select') or has_table_privilege('authenticated', ${relation}, 'select'))`

const policies = `
  select p.oid, p.polname, p.polcmd, p.polpermissive, p.polroles, c.oid as relation, c.relrowsecurity, n.nspname || '.' || c.relname || ': ' || p.polname as subject,
         lower(coalesce(pg_get_expr(p.polqual, p.polrelid), '')) as qual, lower(coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')) as checked
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
   where ${ours('n.nspname')}`

const tables = `
  select c.oid, c.relrowsecurity, n.nspname, n.nspname || '.' || c.relname as subject
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and ${ours('n.nspname')}`

const functions = `
  select p.oid, p.prosecdef, p.proconfig, p.oid::regprocedure::text as subject
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${ours('n.nspname')}
     and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`

const definerFunctionFor = (role: string) =>
  `select subject from (${functions}) f where prosecdef and has_function_privilege('${role}', oid, 'execute')`

export const lints: readonly Lint[] = [
  {
    number: '0001', name: 'unindexed_foreign_keys', level: 'INFO',
    find: `
      select k.conrelid::regclass || ': ' || k.conname as subject from pg_constraint k join (${tables}) t on t.oid = k.conrelid
       where k.contype = 'f' and not exists (
         select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
          and (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] @> k.conkey)`,
  },
  {
    number: '0002', name: 'auth_users_exposed', level: 'ERROR',
    find: `
      select distinct v.oid::regclass::text as subject from pg_depend d join pg_rewrite w on w.oid = d.objid join pg_class v on v.oid = w.ev_class
       where d.refobjid = 'auth.users'::regclass and v.relkind in ('v', 'm') and ${readable('v.oid')}`,
  },
  {
    number: '0003', name: 'auth_rls_initplan', level: 'WARN',
    // What is asked once a statement stands behind a select of its own; what is left over is asked for each row.
    find: `
      select subject from (${policies}) p
       where regexp_replace(qual || ' ' || checked, 'select (auth\\.(uid|jwt|role|email)\\(\\)|current_setting\\()', '', 'g')
             ~ '(auth\\.(uid|jwt|role|email)\\(\\)|current_setting\\()'`,
  },
  {
    number: '0004', name: 'no_primary_key', level: 'INFO',
    find: `select subject from (${tables}) t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  },
  {
    number: '0006', name: 'multiple_permissive_policies', level: 'WARN',
    find: `
      select p.relation::regclass || ': ' || r.rolname || ' ' || command as subject from (${policies}) p
        join pg_roles r on r.oid = any (p.polroles) or p.polroles = '{0}'
        cross join lateral unnest(case p.polcmd when '*' then array['r', 'a', 'w', 'd'] else array[p.polcmd::text] end) command
       where p.polpermissive and r.rolname in ('anon', 'authenticated', 'service_role', 'phoenix_gateway')
       group by p.relation, r.rolname, command having count(*) > 1`,
  },
  {
    number: '0007', name: 'policy_exists_rls_disabled', level: 'ERROR',
    find: `select subject from (${policies}) p where not relrowsecurity`,
  },
  {
    number: '0008', name: 'rls_enabled_no_policy', level: 'INFO',
    find: `select subject from (${tables}) t where relrowsecurity and not exists (select from pg_policy p where p.polrelid = t.oid)`,
  },
  {
    number: '0009', name: 'duplicate_index', level: 'WARN',
    find: `
      select min(i.indexrelid::regclass::text) || ' = ' || max(i.indexrelid::regclass::text) as subject from pg_index i join (${tables}) t on t.oid = i.indrelid
        join pg_class c on c.oid = i.indexrelid
       group by i.indrelid, replace(pg_get_indexdef(i.indexrelid), quote_ident(c.relname), '') having count(*) > 1`,
  },
  {
    number: '0010', name: 'security_definer_view', level: 'ERROR',
    find: `
      select v.oid::regclass::text as subject from pg_class v join pg_namespace n on n.oid = v.relnamespace
       where v.relkind = 'v' and ${ours('n.nspname')} and not coalesce(v.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1']`,
  },
  {
    number: '0011', name: 'function_search_path_mutable', level: 'WARN',
    find: `select subject from (${functions}) f where not exists (select from unnest(f.proconfig) s where s like 'search_path=%')`,
  },
  {
    number: '0013', name: 'rls_disabled_in_public', level: 'ERROR',
    find: `select subject from (${tables}) t where nspname = 'public' and not relrowsecurity`,
  },
  {
    number: '0014', name: 'extension_in_public', level: 'WARN',
    find: `select e.extname as subject from pg_extension e where e.extnamespace = 'public'::regnamespace`,
  },
  {
    number: '0015', name: 'rls_references_user_metadata', level: 'ERROR',
    find: `select subject from (${policies}) p where qual || ' ' || checked like '%user_metadata%'`,
  },
  {
    number: '0016', name: 'materialized_view_in_api', level: 'WARN',
    find: `select m.oid::regclass::text as subject from pg_class m where m.relkind = 'm' and m.relnamespace = 'public'::regnamespace and ${readable('m.oid')}`,
  },
  {
    number: '0024', name: 'rls_policy_always_true', level: 'WARN',
    // A read by everybody may well be meant; a write never is.
    find: `
      select subject from (${policies}) p
       where relrowsecurity and polpermissive and polcmd <> 'r'
         and (polroles = '{0}' or polroles && array['anon'::regrole::oid, 'authenticated'::regrole::oid])
         and (regexp_replace(qual, '[\\s()]', '', 'g') in ('true', '1=1') or regexp_replace(checked, '[\\s()]', '', 'g') in ('true', '1=1')
              or polcmd = 'a' and checked = '' or polcmd in ('w', 'd', '*') and qual = '')`,
  },
  { number: '0028', name: 'anon_security_definer_function_executable', level: 'WARN', find: definerFunctionFor('anon') },
  { number: '0029', name: 'authenticated_security_definer_function_executable', level: 'WARN', find: definerFunctionFor('authenticated') },
]

interface Asked {
  unsafe(text: string): PromiseLike<readonly Record<string, unknown>[]>
}

/** Everything the advisor would say of this database. */
export async function advise(sql: Asked): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { name, level, find } of lints) {
    for (const row of await sql.unsafe(find)) findings.push({ name, level, subject: row.subject as string })
  }
  return findings
}
