import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { base64, codesOf, done, inputs, template, textsOf } from './samples.ts'

const gateway = await openGateway()
const hostile = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</style><script>alert(1)</script>', '</title><svg onload=alert(1)>', "' onmouseover='alert(1)", '<!--', ']]>', '&lt;script&gt;',
  '${alert(1)}{{7*7}}', '<iframe src=//evil.example></iframe>', '@import url(//evil.example)', 'javascript:alert(1)', "'; drop table profiles; --", '\u202egnp.exe', '日本語 العربية 👩‍💻',
]
const everyField = (bad: string) => ({
  fullName: bad, headline: bad, location: bad, summary: `${bad}\n${bad}`, email: 'a@example.org', phone: '+33 6 00 00 00 00',
  links: [{ label: bad, url: `https://example.org/?q=${encodeURIComponent(bad)}` }, { label: bad, url: 'https://bank.example@evil.example/' }],
  experiences: [{ title: bad, company: bad, location: bad, startDate: '2020', description: bad, highlights: [bad] }],
  educations: [{ degree: bad, school: bad, location: bad, year: 2000, description: bad }],
  technicalSkills: [bad], businessSkills: [bad], softSkills: [bad], languages: [{ name: bad, level: 'NATIVE' }], achievements: [bad], projects: [{ name: bad, description: bad, url: 'https://example.org' }],
})

/** Tags, attributes and addresses that no CV has; what is inside text is escaped and does not match. */
function dangersIn(html: string): string[] {
  const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)\b([^>]*)>/gi)]
  return [
    ...tags.filter(([, name]) => /^(script|img|svg|iframe|object|embed|link|base|form|input|video|audio)$/i.test(name!)).map(([tag]) => tag),
    ...tags.filter(([, , attributes]) => /\s(on\w+|src|srcdoc|style|formaction)\s*=/i.test(attributes!.replace(/"[^"]*"/g, '""'))).map(([tag]) => tag),
    ...[...html.matchAll(/href="([^"]*)"/gi)].map(([, href]) => href!).filter((href) => !/^(https?:|mailto:)/.test(href) || href.endsWith('evil.example/')),
    ...(/<style>[^]*?(@import|url\()[^]*?<\/style>/i.test(html) ? ['a remote style'] : []),
  ]
}

test('what would be dangerous is found', () => {
  for (const bad of ['<script>x</script>', '<p onclick="x">', '<img src="x">', '<a href="javascript:x">', '<style>@import "x"</style>', '<b style="x">']) expect(dangersIn(bad), bad).not.toEqual([])
})

describe.each(['classique', 'moderne', 'essentiel', 'parcours', 'colonne'])('in template %s', (name) => {
  test.each(hostile)('%s', async (bad) => {
    const ada = await gateway.member({ tier: 'premium' })
    const profile = everyField(bad)
    const { cv } = await done(ada, 'generateCv', { profile, targetJob: bad, title: bad, templateId: template(name) }, 'cv { id title targetJob html text profile { fullName headline summary experiences { title highlights } links { label url } } }')
    expect(cv).toMatchObject({ title: bad, targetJob: bad, profile: { fullName: bad, headline: bad, summary: profile.summary, links: profile.links, experiences: [{ title: bad, highlights: [bad] }] } })
    expect(dangersIn(cv.html)).toEqual([])
    expect(cv.html).toContain(bad.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replace('\u202e', ''))
  })
})

test('in an uploaded text that is laid out, in its file name, and in a change', async () => {
  const ada = await gateway.member({ tier: 'premium' })
  for (const bad of hostile) {
    const { cv } = await done(ada, 'uploadCv', inputs.uploadCv({ contentBase64: base64(`Bonjour ${bad}`), title: bad, filename: `${bad.replace(/[/\\\u202e]/g, '')}.txt` }), 'cv { id title filename text }')
    expect(cv).toMatchObject({ title: bad, text: `Bonjour ${bad}` })
    expect(dangersIn((await done(ada, 'selectCvTemplate', { cvId: cv.id, templateId: template('moderne') })).cv.html)).toEqual([])
    expect(dangersIn((await done(ada, 'updateCv', { cvId: cv.id, title: bad, targetJob: bad, text: bad }, 'cv { html }')).cv.html)).toEqual([])
  }
})

test('in the profile: kept as it is, and never an address that is a script', async () => {
  const ada = await gateway.member()
  for (const bad of hostile) expect((await done(ada, 'updateProfile', { fullName: bad })).profile.fullName).toBe(bad)
  for (const avatarUrl of ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', ' https://x.example', 'https://x.exa\nmple', 'https://x.example/a b', '//evil.example', 'ftp://x.example', '']) {
    expect(codesOf(await ada.ask('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id } } }', { input: { avatarUrl } })), avatarUrl).toEqual(['BAD_USER_INPUT'])
  }
  const events = await gateway.sql`select payload from public.phoenix_events where stream_id = ${ada.id}`
  expect(textsOf(events.map((event) => event.payload)).filter((text) => hostile.includes(text))).toEqual([])
})
