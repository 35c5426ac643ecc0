import fc from './seeded.ts'
import { describe, expect, test } from 'vitest'
import type { CvContent, CvLayout, CvProfile } from '../gateway/writer/cv.ts'
import { contrastWithWhite, paletteOf, parseAccent } from '../gateway/writer/template/palette.ts'
import { renderCv } from '../gateway/writer/template/renderCv.ts'
import { costOf } from './samples.ts'

const LAYOUTS = ['classic', 'modern', 'compact', 'timeline', 'sidebar'] as const
const look = (layout: CvLayout['layout'], change: Partial<CvLayout> = {}): CvLayout => ({ layout, accentColor: '#0f766e', fontFamily: 'sans', ...change })

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'], head: [], meta: ['charset', 'http-equiv', 'content', 'name'], title: [], style: [], body: [], div: ['class'], header: [],
  main: [], section: ['class'], article: ['class'], h1: [], h2: [], h3: [], p: ['class'], ul: ['class'], li: [], span: ['class'], bdi: [],
  a: ['href', 'rel'], br: [],
}
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const signOf = (name: string) => ENTITIES[name] ?? (/^#\d+$/.test(name) ? String.fromCodePoint(Number(name.slice(1))) : expect.fail(`entity ${name}`))
const decodeEntities = (value: string) => value.replace(/&([^;&\s]*);?/g, (_, name: string) => signOf(name))

function must(holds: boolean | undefined, what: string) {
  if (!holds) throw new Error(`not in a CV: ${what}`) // plain throws: this runs for every token of a thousand documents
}

/** Reads a document by the only grammar a writer may use, and fails on anything else: what this accepts cannot run. */
function read(html: string) {
  const open: string[] = []
  const hrefs: string[] = []
  let visible = ''
  let title = ''
  must(html.startsWith('<!doctype html>'), 'no doctype')
  for (const [token, , slash, name = '', attributes = ''] of html.slice(15).matchAll(/(<(\/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>)|[^<]+|</g)) {
    if (!name) {
      must(token !== '<' && (open.at(-1) === 'style' || !token.includes('>')), token)
      if (open.includes('body')) visible += decodeEntities(token)
      else if (open.at(-1) === 'title') title += decodeEntities(token)
      continue
    }
    if (slash) must(open.pop() === name, token)
    else if (name === 'br' || name === 'meta') visible += '\n'
    else open.push(name)
    if (/^(p|li|h\d|div)$/.test(name)) visible += '\n'
    must(name in ALLOWED, token)
    for (const [, key = '', value = ''] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      must(ALLOWED[name]?.includes(key) && (key !== 'class' || /^[a-z ]+$/.test(value)), token)
      if (key === 'href') hrefs.push(decodeEntities(value))
    }
  }
  must(open.length === 0, `open ${open.join()}`)
  for (const href of hrefs) must(/^(https?:\/\/|mailto:)[^\s]+$/i.test(href), href)
  return { visible, hrefs, title, style: /<style>([^]*?)<\/style>/.exec(html)![1]! }
}

// Whatever spacing, punctuation and case a layout chooses, the letters and digits are the person's own, in order.
const squash = (value: string) => value.toWellFormed().replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Every string a profile holds, except dates, which are told in words. */
function factsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['startDate', 'endDate', 'level'].includes(key) ? [] : [value]
  if (typeof value === 'number') return [String(value)]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => factsOf(inner, Array.isArray(value) ? key : name))
}

function expectFacts(content: CvContent, layout: CvLayout) {
  const { html, text } = renderCv(content, layout)
  const { visible, hrefs } = read(html)
  const shown = squash([visible, ...hrefs].join('\n'))
  const plain = squash(text)
  for (const fact of factsOf(content.profile ?? content.text)) {
    expect(shown).toContain(squash(fact))
    expect(plain).toContain(squash(fact))
  }
  return { html, text, visible, hrefs }
}

const elodie: CvProfile = {
  fullName: 'Élodie Lefèvre', headline: 'Cheffe de projet', email: 'elodie@example.org', phone: '06 12 34 56 78', location: 'Lyon',
  summary: 'Dix ans de logistique.\n\nFormée à la donnée.', links: [{ label: 'Site', url: 'https://www.example.org/elodie/' }],
  experiences: [
    { title: 'Assistante', company: 'Moreau', location: 'Lyon', startDate: '2013-09', endDate: '2016-02', description: 'Litiges.\n- Suivi\n- Relances' },
    { title: 'Bénévole', company: 'Emmaüs' },
    { title: 'Cheffe de projet', company: 'Arval', startDate: '2019-04', current: true, highlights: ['Délai : 17 h'] },
    { title: 'Responsable', company: 'Nordis', startDate: '2016-03', endDate: '2019-03' },
  ],
  educations: [{ degree: 'Licence', school: 'Lyon 3', year: 2013 }, { degree: 'Certificat', school: 'CNAM', location: 'Paris', year: 2023, description: 'SQL' }],
  technicalSkills: ['Excel', 'Analyses de données', 'C++'], businessSkills: ['Achats'], softSkills: ['Écoute'],
  languages: [{ name: 'Français', level: 'native' }, { name: 'Anglais', level: 'advanced' }],
  achievements: ['Prix 2021'], projects: [{ name: 'Carte', description: 'Retards', url: 'https://example.org/carte' }],
}
const content = (change: Partial<CvContent> = {}): CvContent => ({ title: 'Mon CV', targetJob: 'Analyste de données', language: 'fr', profile: elodie, ...change })

const hostile = fc.constantFrom(
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</style><script>', '</title><svg/onload=alert(1)>', '<!--', '-->',
  '&lt;b&gt;', '&#x3c;', '`${7*7}`', 'javascript:alert(1)', '\0', '\u202egpj.exe', '\u2066', '\ud800', '}*{background:url(//evil)}', '\r\n', '  ', 'é', '👩‍💻', 'שלום', 'x'.repeat(50),
)
const words = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 })), { maxLength: 4 }).map((parts) => parts.join(''))
const optional = fc.option(words)
const url = fc.oneof(words, fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.constantFrom('javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,<script>', 'vbscript:x', '//evil.example', 'https:\\\\evil', 'https://a@evil.example', 'mailto:a@b.fr?bcc=c@d.fr', 'https://e.org/"onclick="alert(1)'))
const date = fc.option(fc.oneof(fc.constantFrom('2020', '2021-03', '2021-03-09'), words))
const some = <T>(item: fc.Arbitrary<T>) => fc.option(fc.array(item, { maxLength: 3 }))
const profile: fc.Arbitrary<CvProfile> = fc.record({
  fullName: words, headline: optional, email: fc.oneof(optional, fc.emailAddress()), phone: optional, location: optional, summary: optional,
  links: some(fc.record({ label: words, url })),
  experiences: some(fc.record({ title: words, company: words, location: optional, startDate: date, endDate: date, current: fc.option(fc.boolean()), description: optional, highlights: some(words) })),
  educations: some(fc.record({ degree: words, school: words, location: optional, year: fc.option(fc.integer({ min: 1950, max: 2040 })), description: optional })),
  technicalSkills: some(words), businessSkills: some(words), softSkills: some(words),
  languages: some(fc.record({ name: words, level: fc.constantFrom('beginner', 'intermediate', 'advanced', 'native') })),
  achievements: some(words), projects: some(fc.record({ name: words, description: optional, url: fc.option(url) })),
})

test.each([
  '<p><script>alert(1)</script></p>', '<p onclick="x">a</p>', '<p>a < b</p>', '<p>a > b</p>', '<a href="javascript:alert(1)">a</a>', '<img src="https://evil.example">',
  '<p>a', '</p>', '<p style="color:red">a</p>', '<!-- -->', '<p>&eacute;</p>',
])('the reader of these tests refuses %s', (planted) => {
  const { html } = renderCv(content(), look('classic'))
  expect(() => read(html.replace('<main>', `<main>${planted}`))).toThrow()
})

describe.each(LAYOUTS)('%s', (layout) => {
  const calm = read(renderCv(content(), look(layout)).html)

  test('whatever a profile holds, the document is inert, whole, and says each fact', () => {
    fc.assert(
      fc.property(profile, words, optional, fc.constantFrom('fr', 'en'), (someone, title, targetJob, language) => {
        const { html, text } = expectFacts({ title, targetJob, language, profile: someone }, look(layout))
        expect(read(html).style).toBe(calm.style)
        expect(html + text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
        expect((html + text).isWellFormed()).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('an uploaded text is laid out with its words unchanged', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), words, (lines, title) => {
        const { text, visible } = expectFacts({ title, language: 'fr', text: lines.join('\n') }, look(layout))
        expect([squash(lines.join('\n')), squash(title + lines.join('\n'))]).toContain(squash(visible))
        expect(squash(text)).toBe(squash(lines.join('\n')))
      }),
    )
  })

  test('a full French profile', () => {
    const { html, text, visible, hrefs } = expectFacts(content(), look(layout))
    expect(html).toContain('<html lang="fr">')
    expect(calm.title).toBe('Mon CV')
    for (const shown of [visible, text]) {
      for (const words of ['avril 2019 – aujourd’hui', 'mars 2016 – mars 2019', 'Anglais – avancé', 'langue maternelle', 'Poste visé\u00a0: Analyste de données']) {
        expect(shown).toContain(words)
      }
    }
    expect(hrefs).toEqual(expect.arrayContaining(['mailto:elodie@example.org', 'https://www.example.org/elodie/', 'https://example.org/carte']))
  })

  test('the same in English, with the facts as they are', () => {
    const { html, visible, text } = expectFacts(content({ language: 'en' }), look(layout))
    expect(html).toContain('<html lang="en">')
    for (const words of ['April 2019 – present', 'Anglais – advanced', 'Target position: Analyste de données']) {
      expect(visible).toContain(words)
      expect(text).toContain(words)
    }
    expect(visible).toContain('Work experience')
    expect(text).toContain('WORK EXPERIENCE')
  })

  test('a name alone makes a document with a name alone', () => {
    const { html, text } = renderCv(content({ targetJob: null, profile: { fullName: 'Jo' } }), look(layout))
    expect(read(html).visible.trim()).toBe('Jo')
    expect(text).toBe('Jo\n')
    const empty: CvProfile = { fullName: 'Jo', headline: ' ', summary: '\n', links: [], experiences: [{ title: '', company: ' ' }], technicalSkills: ['', '\t'], languages: [{ name: ' ', level: 'native' }], projects: [{ name: '' }] }
    expect(renderCv(content({ targetJob: ' ', profile: empty }), look(layout))).toMatchObject({ html, text })
  })

  test('a colour or font that is not one never reaches the style sheet', () => {
    for (const accentColor of ['red', '#fff', '#12345g', '#123456;}*{color:red', '</style><script>', 'url(//evil)', '']) {
      const { html } = renderCv(content(), look(layout, { accentColor, fontFamily: 'x;}</style>' as 'sans', layout }))
      expect(html).toBe(renderCv(content(), look(layout, { accentColor: '#1f3a5f' })).html)
    }
    expect(read(renderCv(content(), look(layout)).html).style).not.toMatch(/url\(|@import|expression|</)
  })

  test('the signs of French and English print leave a page in Latin-1', () => {
    const summary = 'L’œuvre\u202f: «\u00a0Ça ira…\u00a0» – “so” it’s „said” — ‘well’ • 100\u202f€™'
    const { html } = renderCv(content({ profile: { ...elodie, summary } }), look(layout))
    expect(html).toMatch(/^[\0-\xff]*$/)
    expect(read(html).visible).toContain(summary)
  })

  test('100 experiences and 80,000 characters take milliseconds', async () => {
    const experiences = Array.from({ length: 100 }, (_, i) => ({ title: `Poste ${i}`, company: 'x', startDate: `${1950 + (i % 70)}-01`, description: 'mot '.repeat(1_000), highlights: ['-'.repeat(500), ' '.repeat(500)] }))
    const big = content({ profile: { ...elodie, experiences, technicalSkills: Array.from({ length: 2_000 }, (_, i) => `s${i}`) } })
    const texts = ['A'.repeat(80_000), 'A\n'.repeat(40_000), ' '.repeat(79_999) + 'x', '- '.repeat(40_000), ': '.repeat(40_000), 'É :\n'.repeat(20_000)]
    expect(await costOf(() => {
      expect(renderCv(big, look(layout)).text).toContain('Poste 99')
      for (const text of texts) renderCv(content({ profile: null, text }), look(layout))
    })).toBeLessThan(1_500)
  })
})

const firstPositions = (text: string, ...parts: string[]) => parts.map((part) => text.indexOf(part))

describe('what is said', () => {
  const text = (change: Partial<CvProfile>, more: Partial<CvContent> = {}) => renderCv(content({ ...more, profile: { fullName: 'Jo', ...change } }), look('classic')).text

  test('the same input gives the same output, and the five layouts differ in looks only', () => {
    const all = LAYOUTS.map((layout) => renderCv(content(), look(layout)))
    expect(LAYOUTS.map((layout) => renderCv(structuredClone(content()), look(layout)))).toEqual(all)
    expect(new Set(all.map(({ text }) => text)).size).toBe(1)
    expect(new Set(all.map(({ html }) => read(html).style)).size).toBe(5)
    expect(new Set(all.map(({ html }) => [...squash(read(html).visible)].sort().join(''))).size).toBe(1)
  })

  test('most recent first; what has no date keeps its place', () => {
    const order = firstPositions(text({ experiences: elodie.experiences }), 'Arval', 'Emmaüs', 'Nordis', 'Moreau')
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    const studies = firstPositions(text({ educations: elodie.educations }), 'CNAM', 'Lyon 3')
    expect(studies).toEqual(studies.toSorted((a, b) => a - b))
  })

  test('skills of the target job first, accents and plurals aside', () => {
    const skills = (technicalSkills: string[], targetJob: string) => text({ technicalSkills }, { targetJob }).split('\n').at(-2)
    expect(skills(['Excel', 'Analyses de donnees', 'C++'], 'Analyste de données')).toBe('Analyses de donnees, Excel, C++')
    expect(skills(['Excel', 'C', 'C++'], 'Développeur C++')).toBe('C++, Excel, C')
    expect(skills(['Vente avec passion', 'Chant'], 'Travailler avec des enfants')).toBe('Vente avec passion, Chant')
  })

  test.each([
    [{ startDate: '2021', endDate: '2022-08-31' }, '2021 – août 2022'],
    [{ startDate: '2021-02' }, 'février 2021'],
    [{ endDate: '2021-02' }, 'jusqu’en février 2021'],
    [{ startDate: '2021', endDate: '2021' }, '2021'],
    [{ current: true }, 'poste actuel'],
    [{ startDate: 'été 2019', endDate: '2021-13' }, 'été 2019 – 2021-13'],
    [{ startDate: '2021', endDate: '2024', current: true }, '2021 – 2024'],
  ])('%o is told as "%s"', (dates, told) => {
    expect(text({ experiences: [{ title: 'Poste', company: 'Ici', ...dates }] }).split('\n')).toContain(told)
  })

  test('the target job is told once', () => {
    expect(text({ headline: 'Analyste de données senior' })).not.toContain('Poste visé')
    expect(text({ headline: 'Comptable' })).toContain('Comptable\nPoste visé\u00a0: Analyste de données')
  })

  test('headings of an uploaded text: capitals and colons, not dates, names of cities in a line, or sentences', () => {
    const uploaded = 'Jean Dupont\n12 RUE DES LILAS\nEXPÉRIENCE\nMissions :\n• Vendre\n• Acheter\n2019\tSNCF\nUn mot.'
    const { html, text } = renderCv({ title: 't', language: 'fr', text: uploaded }, look('classic'))
    for (const part of ['<h1>Jean Dupont</h1>', '<p>12 RUE DES LILAS</p>', '<h2>EXPÉRIENCE</h2>', '<h3>Missions :</h3>', '<li>Vendre</li>', '<p>2019\tSNCF<br>Un mot.</p>']) expect(html).toContain(part)
    expect(text).toBe(`${uploaded}\n`)
  })

  test('any accent reads on white, and white reads on it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (color) => {
        const accentColor = `#${color.toString(16).padStart(6, '0')}`
        const { ink } = paletteOf(look('sidebar', { accentColor }))
        expect(contrastWithWhite(parseAccent(ink))).toBeGreaterThan(5.4)
        if (contrastWithWhite(parseAccent(accentColor)) >= 5.5) expect(ink).toBe(accentColor)
      }),
    )
  })
})
