import fc from './seeded.ts'
import { beforeEach, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { agent, gemini, modelsAt, openAgent, openGemini } from './modelServers.ts'
import { done, inputs } from './samples.ts'

/*
 * P9 through the front door: people of many origins, and the ways in which their names, numbers and addresses are written, in French
 * texts; what leaves is what the model's and the agent's servers have received. No word of four letters or more of it may be there.
 */

const router = await openAgent(agent.vouches())
const server = await openGemini()
const gateway = await openGateway({ models: modelsAt(server, router) })
const ada = await gateway.member({ tier: 'premium', app: 'letters' })
beforeEach(() => { server.asked.length = router.asked.length = 0 })

const FIRST = ['Élodie', 'Aïssatou', 'Przemysław', 'Nguyên', 'Mehmet', 'Saoirse', 'Björn', 'Jean-Baptiste', 'Wolodymyr', 'Xiaoming', 'Çağla', 'Thiérno', 'Oluwaseun', 'Ingebjørg', 'Zdeněk', 'Marie-Ange', 'Yekaterina', 'Kwabena']
const LAST = ['Lefèvre', 'N’Diaye', 'Brzęczyszczykiewicz', 'Özdemir', 'O’Shaughnessy', 'Sørensen', 'de La Rochefoucauld', 'Ben Abdelkrim', 'Kovalchuk', 'Zhangqiao', 'van den Bosch', 'Le Goffic', 'Adeyemi-Okafor', 'Dvořáková', 'García Fernández', 'Petrossian', 'Rakotomalala', 'Müllerschön']
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[łø]/gi, (l) => ({ ł: 'l', ø: 'o', Ł: 'L', Ø: 'O' })[l]!)
const handle = (text: string) => fold(text).toLowerCase().replace(/[^a-z]+/g, '')
const two = fc.integer({ min: 10, max: 99 }).map(String)
const person = fc.record({ first: fc.constantFrom(...FIRST), last: fc.constantFrom(...LAST) })
type Person = { first: string; last: string }

/** Ways of writing whom the account names: they are known. */
const known: readonly ((p: Person) => string)[] = [
  ({ first, last }) => `${first} ${last}`, ({ first, last }) => `${last.toUpperCase()} ${first}`, ({ first, last }) => `${first} ${last}`.toUpperCase(), ({ first, last }) => `${first} ${last}`.toLowerCase(), ({ first, last }) => `${last}, ${first}`,
  ({ first, last }) => fold(`${first} ${last}`), ({ first, last }) => `${first[0]}. ${last}`, ({ first }) => `${first}’s`, ({ last }) => `${last}'s`, ({ first, last }) => `@${handle(first + last)}`, ({ first, last }) => handle(first + last), ({ first, last }) => `linkedin.com/in/${handle(first)}-${handle(last)}`,
  ({ first, last }) => `${handle(first + last)}.fr`, ({ first, last }) => `${handle(first)}.${handle(last)}`, ({ first, last }) => `${first} ${last}`.normalize('NFD'), ({ first, last }) => `${first} ${last}`.replace(/(?<=^\S{2})/u, '\u00ad').replace(/(?=\S{2}$)/u, '\u200b'),
  ({ first, last }) => [...fold(`${first} ${last}`)].map((l) => (/[A-Za-z]/.test(l) ? String.fromCharCode(l.charCodeAt(0) + 0xfee0) : l)).join(''),
]
/** Ways in which a text introduces somebody else; then the surname stands alone. */
const introduced: readonly ((p: Person) => string)[] = [
  ({ last }) => `Contactez Mme ${last} pour en parler`, ({ last }) => `M. ${last} vous attend`, ({ first, last }) => `\nContact RH : ${first} ${last}\n`, ({ first, last }) => `\nRéférences : ${first} ${last}\n`, ({ first, last }) => `Je m’appelle ${first} ${last}.`, ({ first, last }) => `\nNom : ${last}\nPrénom : ${first}\n`,
  ({ last, first }) => `Bonjour Madame ${first} ${last},\n`, ({ first, last }) => `\nCordialement,\n${first} ${last}\n`, ({ first, last }) => `Dr ${first} ${last}`, ({ first, last }) => `My name is ${first} ${last}.`,
]
const phone = fc.tuple(two, two, two, two, fc.integer({ min: 0, max: 8 })).map(([a, b, c, d, form]) => [
  `06 ${a} ${b} ${c} ${d}`, `06.${a}.${b}.${c}.${d}`, `+33 6 ${a} ${b} ${c} ${d}`, `+33 (0)7-${a}-${b}-${c}-${d}`, `0033 6${a}${b}${c}${d}`, `07${a}${b}${c}${d}`, `+44 20 7${a}${b} ${c}${d}`, [...`06${a}${b}${c}${d}`].map((n) => String.fromCharCode(Number(n) + 0xff10)).join(''), `06\u200b${a}\u200b${b} ${c}\u00ad${d}`,
][form]!)
const email = fc.tuple(person, fc.integer({ min: 0, max: 4 })).map(([p, form]) => {
  const [user, host] = [`${handle(p.first)}.${handle(p.last)}`, 'messagerie-orvale.example']
  return [`${user}@${host}`, `${user} (at) ${host}`, `${user}[at]${host.replace('.', '[dot]')}`, `${user} arobase orvale point example`, `${user.slice(0, 3)}\u200b${user.slice(3)}@${host}`][form]!
})
const address = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('rue des Glycines', 'avenue Vercingétorix', 'bis, boulevard Poissonnière', 'impasse de la Grenouillère', 'allée Sidi-Brahim', 'place Bellecombe'), fc.integer({ min: 10_000, max: 95_000 }), fc.constantFrom('Villeurbanne', 'Saint-Herblain', 'Hérouville', 'Aix-en-Provence'))
  .map(([n, street, code, town]) => `${n} ${street}, ${code} ${town}`)
const number = fc.tuple(two, two, two, two, two, two, fc.integer({ min: 0, max: 4 })).map(([a, b, c, d, e, f, form]) => [
  `2 85 07 ${a} ${b[0]}${c} ${d[0]}${e} ${f}`, `SIRET ${a}${b[0]} ${b[1]}${c} ${d}${e[0]} 000${f}`, `FR76 3000 ${a}${b} ${c}${d} ${e}${f} 7890 189`, `née le 1${a[0]}/0${(Number(b[0]) % 8) + 1}/19${c}`, `Passeport n° ${a}AB${b}${c}${d[0]}`,
][form]!)

/** Pieces of four characters or more that give something away, in plain small letters. */
const piecesOf = (secret: string) => [...new Set(plain(secret).match(/[\p{L}]{4,}|\d{4,}/gu) ?? [])].filter((piece) => !WORDS.has(piece))
const plain = (text: string) => fold(text.normalize('NFKC').replace(/\p{Cf}/gu, '')).toLowerCase()
/** What is said around them, and what does not name anybody. */
const WORDS = new Set('linkedin contactez pour parler vous attend contact references appelle prenom bonjour madame cordialement name passeport siret avenue boulevard impasse allee place arobase point nee 2016 2019 9001'.split(' '))
/** Digits as they follow each other, whatever stands between them. */
const digitsIn = (text: string) => plain(text).replace(/(?<=\d)[ \u00a0.()\-/]+(?=\d)/g, '')

const scene = fc.record({ me: person, ways: fc.uniqueArray(fc.integer({ min: 0, max: known.length - 1 }), { minLength: 3, maxLength: 6 }), other: person, way: fc.integer({ min: 0, max: introduced.length - 1 }), phone, email, address, number })

test('no piece of anybody\'s name, number or address is in what a model or an agent has received', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ me, ways, other, way, ...data }) => {
      server.asked.length = router.asked.length = 0
      await gateway.sql`delete from phoenix_private.model_leases`
      await done(ada, 'updateProfile', { fullName: `${me.first} ${me.last}` })
      const mine = ways.map((one) => known[one]!(me))
      const cvText = `Logisticienne depuis 2016, responsable des stocks chez Nordis.\n${mine.map((name) => `Projet mené par ${name} en 2019.`).join('\n')}\n${data.phone} – ${data.email}\n${data.address}\n${data.number}\nGestion de 1 200 palettes, norme ISO 9001.`
      const jobOffer = `Nordis cherche une logisticienne à Lyon, 35 heures, 2 400 € par mois.\n${introduced[way]!(other)}\nAncienneté souhaitée : 3 ans. Les candidatures vont à ${other.last}, au plus tard en juin.\nPoste à pourvoir tout de suite.`
      server.behave(gemini.answers({}))
      await done(ada, 'generateLetter', inputs.generateLetter({ cvText, jobOffer, jobTitle: 'Logisticienne', companyName: 'Nordis', motivation: `Écrivez à ${data.email}, ou appelez le ${data.phone}. ${mine[0]}` }))
      const left = [...server.asked.map(({ body }) => body.contents[0].parts[0].text as string), ...router.asked.map(({ body }) => `${body.cv_content}\n${body.job_offer}\n${body.generated_letter}`)]
      expect(left).toHaveLength(2)
      const secrets = [me.first, me.last, ...mine, other.first, other.last, data.email, data.address.replace(/, \d{5} .*/, ''), data.number]
      for (const text of left) {
        const [words, digits] = [plain(text).replace(/[0-9a-f]{32}/g, ''), digitsIn(text.replace(/[0-9a-f]{32}/g, ''))]
        // Letters without an accent to lose, in whatever word they stand.
        for (const piece of secrets.flatMap(piecesOf)) expect(words, piece).not.toContain(piece)
        const number = digitsIn(data.phone).replace(/\D/g, '')
        for (let at = 0; at + 6 <= number.length; at += 1) expect(digits).not.toContain(number.slice(at, at + 6))
        expect(words).not.toContain(/\d{5}/.exec(data.address)![0])
        // What the work is about is there to the letter.
        for (const kept of ['1 200 palettes, norme ISO 9001', 'Logisticienne depuis 2016', 'en 2019']) if (text.includes('Logistici')) expect(text).toContain(kept)
        expect(text).toContain('35 heures, 2 400 € par mois')
      }
    }),
    { numRuns: 40 },
  )
})
