-- The floor's hand: the whole answer as text, written by hand for two questions, each one statement under row level security.
-- Exists in the benchmark's database only. row_to_json and array_to_json, because the others put spaces between.
create schema bench;
grant usage on schema bench to phoenix_gateway, authenticated;

create function bench.global_id(p_type text, p_id uuid) returns text language sql immutable parallel safe as $$
  select translate(encode(convert_to(p_type || ':' || p_id, 'UTF8'), 'base64'), E'+/=\n', '-_')
$$;
create function bench.utc(p_at timestamptz) returns text language sql stable parallel safe as $$
  select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
create function bench.cursor_of(p_at timestamptz, p_id uuid) returns text language sql stable parallel safe as $$
  select translate(encode(convert_to('cvs|' || (to_jsonb(p_at) #>> '{}') || '|' || p_id, 'UTF8'), 'base64'), E'+/=\n', '-_')
$$;

create function bench.screen(p_claims text, p_user uuid, p_first int) returns text language plpgsql as $$
begin
  perform set_config('role', 'authenticated', true), set_config('request.jwt.claims', p_claims, true),
          set_config('request.jwt.claim.sub', p_user::text, true), set_config('timezone', 'UTC', true);
  return (
    select row_to_json(viewer)::text from (
      select bench.global_id('Viewer', p.id) as id,
        (select row_to_json(profile) from (select bench.global_id('Profile', p.id) as id, p.email, p.full_name as "fullName", upper(p.subscription_tier) as "bestTier",
            p.version, bench.utc(p.created_at) as "createdAt") profile) as profile,
        array_to_json(array(select row_to_json(subscription) from (
          select upper(s.app_name) as app, upper(s.subscription_tier) as tier, upper(s.subscription_status) as status, s.counts,
                 bench.utc(s.current_period_end) as "currentPeriodEnd"
            from public.list_app_subscriptions(p_user) s) subscription)) as subscriptions,
        (select row_to_json(usage) from (
          select bench.utc(min(u.period_start)) as "periodStart", bench.utc(min(u.resets_at)) as "periodEnd", array_to_json(array_agg(row_to_json(f))) as features
            from public.load_usage(p_user) u,
            lateral (select upper(u.feature) as feature, u.used, u.held, u.monthly_limit as "limit", u.remaining, u.unlimited, bench.utc(u.resets_at) as "resetsAt") f) usage) as usage,
        (select row_to_json(cvs) from (
          with page as materialized (
            select row_number() over (order by c.created_at desc, c.id desc) as n, c.* from phoenix_private.cvs c where c.user_id = p_user
             order by c.created_at desc, c.id desc limit p_first + 1)
          select array_to_json(array(select row_to_json(node) from (
              select bench.global_id('Cv', c.id) as id, c.title, c.target_job as "targetJob", upper(c.language) as language, upper(c.origin) as origin, upper(c.source) as source,
                     c.version, bench.utc(c.created_at) as "createdAt", bench.utc(c.updated_at) as "updatedAt"
                from page c where c.n <= p_first order by c.n) node)) as nodes,
            (select row_to_json(info) from (select (select count(*) from page) > p_first as "hasNextPage",
              (select bench.cursor_of(c.created_at, c.id) from page c where c.n <= p_first order by c.n desc limit 1) as "endCursor") info) as "pageInfo") cvs) as cvs
        from public.profiles p where p.id = p_user) viewer);
end
$$;

create function bench.small(p_claims text, p_user uuid) returns text language plpgsql as $$
begin
  perform set_config('role', 'authenticated', true), set_config('request.jwt.claims', p_claims, true),
          set_config('request.jwt.claim.sub', p_user::text, true), set_config('timezone', 'UTC', true);
  return (
    select row_to_json(viewer)::text from (
      select (select row_to_json(profile) from (select p.full_name as "fullName", p.email, p.version) profile) as profile
        from public.profiles p where p.id = p_user) viewer);
end
$$;

grant execute on all functions in schema bench to phoenix_gateway, authenticated;
