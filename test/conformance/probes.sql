-- Functions that answer with every kind of value, for asking both lanes the same. Not the gateway's: the test tells the port of them.

create function public.probe_values()
returns table (small int, big bigint, exact numeric, rough double precision, yes boolean, nothing text, word text, moment timestamptz, day date, id uuid, words text[], missing text[], ids uuid[], data jsonb, absent jsonb)
language sql stable set search_path = '' as $$
  values
    (0, 9007199254740991, 12.50, 0.1::double precision, true, null, E'a "quoted" \\ é 🙂 \t\n', '2026-11-22 10:20:30.123456+02'::timestamptz, '2024-02-29'::date,
     '11111111-1111-4111-8111-111111111111'::uuid, array['a"b', 'c,d', '{e}', 'é🙂', '', 'null', '\'], null::text[], array['22222222-2222-4222-8222-222222222222'::uuid],
     '{"snake_case": [1, null, {"a": "{\"b\": 1}"}], "text": "123", "": 0}'::jsonb, null::jsonb),
    (-2147483648, -9007199254740991, -0.000001, 1e300, false, null, '', '1999-12-31 23:59:59+00', '0001-01-01', '33333333-3333-4333-8333-333333333333', '{}', null, '{}', '"{\"looks\": \"like JSON\"}"', 'null')
$$;

create function public.probe_echo(p_json jsonb, p_tags text[], p_text text, p_number int default 7, p_at timestamptz default null, p_id uuid default null)
returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('json', p_json, 'type', coalesce(jsonb_typeof(p_json), 'none'), 'tags', p_tags, 'count', cardinality(p_tags), 'text', p_text,
                            'length', length(p_text), 'number', p_number, 'at', p_at, 'id', p_id)
$$;

create function public.probe_rows(p_count int) returns table (place int, label text)
language sql stable set search_path = '' as $$ select n, 'row ' || n from generate_series(p_count, 1, -1) n $$;

create function public.probe_numbers(p_count int) returns setof int
language sql stable set search_path = '' as $$ select n from generate_series(p_count, 1, -1) n $$;

create function public.probe_pair(p_found boolean) returns table (label text, template public.cv_templates)
language sql stable set search_path = '' as $$
  select 'pair', t from (select 1) one left join public.cv_templates t on t.template_id = 'classique' and p_found
$$;

create function public.probe_template(p_id text) returns public.cv_templates
language sql stable set search_path = '' as $$ select t from public.cv_templates t where template_id = p_id $$;

create function public.probe_scalar(p_found boolean) returns text
language sql stable set search_path = '' as $$ select case when p_found then 'found' end $$;

create function public.probe_void() returns void language plpgsql volatile set search_path = '' as $$ begin end $$;

create function public.probe_who() returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'user', current_user, 'zone', current_setting('timezone'))
$$;

create function public.probe_refusal(p_code text, p_detail text, p_hint text) returns text
language plpgsql stable set search_path = '' as $$
begin
  raise exception using errcode = p_code, message = 'Told to say so: ada@example.org.', detail = coalesce(p_detail, ''), hint = coalesce(p_hint, '');
end
$$;

create function public.probe_service() returns text language sql stable set search_path = '' as $$ select 'the service' $$;
revoke execute on function public.probe_service() from public, anon, authenticated;

create function public.probe_sleep(p_seconds double precision) returns text
language sql volatile set search_path = '' as $$ select 'woke' from pg_sleep(p_seconds) $$;

create function public.probe_write(p_user_id uuid, p_seconds double precision) returns uuid
language plpgsql volatile set search_path = '' as $$
begin
  perform pg_sleep(p_seconds);
  return public.create_phoenix_event(p_user_id, 'user.registered', 'website', '{}');
end
$$;

grant execute on all functions in schema public to service_role;
select phoenix_private.build_dispatch();
