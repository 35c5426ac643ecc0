import { expect, test } from 'vitest'
import { addUser, openGateway } from './harness.ts'

/* What a screen costs in round trips: the one thing about speed that regresses without anybody noticing. */

const gateway = await openGateway()
const { sql } = gateway
const screen = `query ($first: Int) { viewer {
  profile { fullName email } subscriptions { app tier status } usage { features { feature used remaining } } tier(app: CV)
  cvs(first: $first) { nodes { id title template { name } } pageInfo { hasNextPage } } } }`

async function withCvs(rows: number) {
  const member = await gateway.member()
  await sql`insert into public.cv_generations (user_id, origin, title, cv_data) select ${member.id}, 'imported', 'CV ' || n, '{}' from generate_series(1, ${rows}) n`
  return member
}
async function counted<T>(ask: () => Promise<T>) {
  gateway.statements.length = 0
  const answer = await ask()
  return { answer, statements: gateway.statements.map((names) => names.toSorted()) }
}

test.each([1, 20, 100])('the viewer screen with %i rows is one round trip', async (rows) => {
  const member = await withCvs(rows)
  const { answer, statements } = await counted(() => member.ask(screen, { first: rows }))
  expect(answer.errors).toBeUndefined()
  expect(answer.data.viewer.cvs.nodes).toHaveLength(rows)
  expect(statements).toEqual([['get_user_app_tier', 'list_app_subscriptions', 'list_cvs', 'load_profiles', 'load_usage']])
})

test('documents of a whole page are one more', async () => {
  const member = await withCvs(30)
  await sql`update public.cv_generations set template_used = 'classique', generated_html = '<p>x</p>' where user_id = ${member.id}`
  const { answer, statements } = await counted(() => member.ask('{ viewer { cvs(first: 30) { nodes { html template { id } } } } }'))
  expect(answer.data.viewer.cvs.nodes).toHaveLength(30)
  expect(statements).toEqual([['list_cvs', 'load_profiles'], ['load_cv_documents']])
})

test('a metered mutation that waits for nobody is one, the save; a template that has a price is looked at before', async () => {
  const member = await gateway.member({ tier: 'premium' })
  const generate = (template: string) =>
    counted(() => member.ask(`mutation { generateCv(input: { targetJob: "x", profile: { fullName: "y" }${template} }) { cv { id html } usage { remaining } } }`))
  expect((await generate('')).statements).toEqual([['save_generated_cv']])
  const premium = Buffer.from('CvTemplate:colonne').toString('base64url')
  expect((await generate(`, templateId: "${premium}"`)).statements).toEqual([['admit_cv_template'], ['save_generated_cv']])
})

test('a template that became a premium one is refused by the save, and costs no unit', async () => {
  const member = await gateway.member()
  await sql`update public.cv_templates set tier = 'premium' where template_id = 'moderne'`
  try {
    const { answer, statements } = await counted(() => member.ask(`mutation { generateCv(input: { targetJob: "x", profile: { fullName: "y" }, templateId: "${Buffer.from('CvTemplate:moderne').toString('base64url')}" }) { cv { id } } }`))
    expect(answer.errors).toMatchObject([{ extensions: { code: 'TIER_REQUIRED' } }])
    expect(statements).toEqual([['save_generated_cv']])
    expect((await member.ask('{ viewer { usage { features { used held } } } }')).data.viewer.usage.features[0]).toEqual({ used: 0, held: 0 })
  } finally {
    await sql`update public.cv_templates set tier = 'free' where template_id = 'moderne'`
  }
})

test('catalogues are kept for a while', async () => {
  const { answer, statements } = await counted(() => gateway.ask('{ cvTemplates { id } plans { id } node(id: "Q3ZUZW1wbGF0ZTpjbGFzc2lxdWU") { id } }'))
  expect(answer.data.node.id).toBe('Q3ZUZW1wbGF0ZTpjbGFzc2lxdWU')
  expect(statements).toEqual([])
})

test('what was begun ahead says its errors at its own place, once', async () => {
  const member = await gateway.member()
  const { answer } = await counted(() => member.ask('{ viewer { id a: cvs(first: 0) { nodes { id } } profile { email } } }'))
  expect(answer.errors).toMatchObject([{ path: ['viewer', 'a'], extensions: { code: 'BAD_USER_INPUT', issues: [{ path: 'first' }] } }])
})

test('fragments, aliases, @skip and @include are followed', async () => {
  const member = await withCvs(3)
  const { answer, statements } = await counted(() => member.ask(`query ($no: Boolean = false) {
    viewer { ...Mine ... on Viewer { two: cvs(first: 2) { nodes { id } } } usage @include(if: $no) { periodEnd } subscriptions @skip(if: true) { app } } }
    fragment Mine on Viewer { one: cvs(first: 1) { nodes { id } } }`))
  expect([answer.data.viewer.one.nodes.length, answer.data.viewer.two.nodes.length]).toEqual([1, 2])
  expect(statements).toEqual([['list_cvs', 'list_cvs', 'load_profiles']])
})

test('the same fragment under two viewers is read once', async () => {
  const member = await withCvs(3)
  const { answer, statements } = await counted(() => member.ask('{ a: viewer { ...C } b: viewer { ...C } } fragment C on Viewer { cvs { nodes { id } } }'))
  expect(answer.data.a).toEqual(answer.data.b)
  expect(statements).toEqual([['list_cvs', 'load_profiles']])
})

test('an account that is gone is UNAUTHENTICATED, whatever was begun for it; signed out nothing is', async () => {
  const id = await addUser(sql)
  const token = await gateway.token({ sub: id })
  await sql`delete from auth.users where id = ${id}`
  const gone = await gateway.ask(screen, {}, token)
  expect(gone.errors).toMatchObject([{ path: ['viewer'], extensions: { code: 'UNAUTHENTICATED' } }])
  const { answer, statements } = await counted(() => gateway.ask(screen))
  expect(answer.data).toEqual({ viewer: null })
  expect(statements).toEqual([])
})
