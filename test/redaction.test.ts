import fc from './seeded.ts'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../gateway/writer/privacy/redact.ts'
import { costOf } from './samples.ts'

/** What is left of a text once it may leave; fails where it does not come home as it was. */
function left(text: string, people: readonly string[] = ['Élodie Lefèvre']) {
  const redactor = createRedactor(people, [text])
  const out = redactor.redact(text)
  expect(redactor.restore(out)).toBe(text)
  expect(redactor.strangersIn(out)).toEqual([])
  return out
}

describe('names', () => {
  test.each([
    'Élodie Lefèvre', 'ÉLODIE LEFÈVRE', 'elodie lefevre', 'LEFEVRE Elodie', 'Lefèvre, Élodie', 'E\u0301lodie Lefe\u0300vre', 'Élodie', 'lefevre', 'É. Lefèvre', 'Mme Lefèvre', 'd’Élodie', 'Élodie\'s', 'Élodie-Lefèvre',
  ])('of the account: %s', (name) => {
    expect(left(`Voici ${name} et son parcours.`)).not.toMatch(/l[eé][\u0301]?fe|lodie/i)
  })

  test.each([
    ['Contactez Mme Garnier pour en parler.', 'Garnier'], ['M. de La Tour vous attend', 'Tour'], ['Maître Jean-Marc Blanc-Dupuis', 'Dupuis'], ['Dr Nguyen Thi', 'Nguyen'], ['Mr O’Connor and Mrs Smith', 'Connor'],
    ['Nom : Benali\nPrénom : Karim', 'Benali'], ['Contact RH : Fatou Diallo', 'Diallo'], ['Je m’appelle Aïssatou Ndiaye.', 'Aïssatou'], ['My name is Przemysław Żak', 'Przemys'], ['avec Julie Martin, puis seule', 'Martin'],
    ['sous la direction de DUPONT Thierry', 'DUPONT'], ['Anne-Sophie m’a formée', 'Sophie'], ['Wolodymyr Petrenko\nComptable\nLyon', 'Petrenko'], ['Bien à vous,\n\nXanthe Qvist', 'Qvist'],
    ['avec Julie MOREAU-LEROY, puis seule', 'LEROY'], ['sous MOREAU-LEROY Julie', 'MOREAU'], ['Demandez Yann Le Goff à l’accueil', 'Goff'], ['Marie de la Villette m’a formée', 'Villette'], ['Sarah O’Connor, directrice', 'Connor'],
    ['Votre interlocutrice sera Aïssatou Diallo.', 'Diallo'], ['Votre interlocuteur est Xq Vprt.', 'Vprt'],
    ...['Ousmane', 'Ibrahima', 'Ahmed', 'Awa', 'Cheikh', 'Abdoulaye', 'Piotr', 'Agnieszka', 'João', 'Mehmet', 'Wei', 'Priya', 'Ronan', 'Océane', 'Youssef', 'Linh', 'Kwame', 'Oksana'].map((name) => [`avec ${name} Zzyx hier`, 'Zzyx']),
  ])('that a text introduces: %s', (text, name) => {
    expect(left(text, [])).not.toContain(name)
  })

  test.each([
    'juliemoreau', 'JulieMoreau', 'jmoreau', 'moreauj', 'moreaujulie', 'juliemoreaudev', 'j_moreau92', 'julie-moreau', 'julie_moreau', 'julie.moreau', 'linkedin.com/in/julie-moreau', '@juliemoreau', 'juliemoreau.fr', 'juliemoreau.io',
    'J u l i e  M o r e a u', 'M.O.R.E.A.U', 'CV_Julie_Moreau_2024.docx', 'J. Moreau', 'MOREAU J.', 'Julie’s', 'Moreaus', 'JULIE', 'moreau julie', 'Ｊｕｌｉｅ Ｍｏｒｅａｕ', 'Ju\u00adlie Mo\u200breau', '𝐉𝐮𝐥𝐢𝐞 𝐌𝐨𝐫𝐞𝐚𝐮',
  ])('of the account, joined, shortened, bent or disguised: %s', (name) => {
    expect(left(`Voici ${name} et son parcours.`, ['Julie Moreau']).normalize('NFKC').replace(/\p{Cf}/gu, '')).not.toMatch(/moreau|julie/i)
  })

  test.each([
    ['Cordialement,\nXqvort', 'Xqvort'], ['Bien à vous,\n\nX. Qvort\nDirecteur', 'Qvort'], ['Merci. Cordialement, Xqvort', 'Xqvort'], ['Best regards,\nXqvort Zub', 'Zub'], ['Bonjour Xqvort,\nMerci de votre réponse', 'Xqvort'], ['Chère Xqvort,', 'Xqvort'], ['Dear Xqvort,\nThanks', 'Xqvort'],
    ['Anne de La Tour d’Auvergne arrive', 'Auvergne'], ['M. de la Tour du Pin vous attend', 'Pin'], ['Pilotage avec J. Qvort et son équipe', 'Qvort'], ['(J.-P. Qvort)', 'Qvort'], ['CV DE KARIM BENALI', 'BENALI'], ['CV Élodie Zubrin', 'Zubrin'],
    ['Références : Xqvort Zubrin, DRH', 'Zubrin'], ['Encadrée par Xqvort Zubrin', 'Zubrin'], ['supervised by Xqvort Zubrin', 'Zubrin'], ['Contact d’urgence : Xqvort Zubrin', 'Zubrin'], ['Maître de stage : Xqvort Zubrin', 'Zubrin'], ['je m’appelle xqvort zubrin', 'zubrin'], ['Candidature de Xqvort Zubrin', 'Zubrin'], ['À l’attention de Xqvort Zubrin', 'Zubrin'], ['From: Xqvort Zubrin', 'Zubrin'], ['Mme Moreau, née Zubrin', 'Zubrin'], ['mon mari Xqvort', 'Xqvort'], ['Je soussigné Xqvort Zubrin', 'Zubrin'], ['My name is xqvort zubrin', 'zubrin'],
  ])('that a text lets one guess: %s', (text, name) => {
    expect(left(`${text}\nEncore ${name}, puis rien`, [])).not.toContain(name)
  })

  test('a guess is looked for with its capital only', () => {
    expect(left('Bonjour Rapide,\nUn rapide retour, merci. Rapide le veut.', [])).toBe('Bonjour [PERSON_1],\nUn rapide retour, merci. [PERSON_1] le veut.')
  })

  test('whoever is introduced once is hidden everywhere, in every text', () => {
    const redactor = createRedactor([], ['Contact : Sophie Garnier', 'Garnier décidera. Demandez à sophie garnier.'])
    expect(redactor.redact('Garnier décidera. Demandez à sophie garnier.')).toBe('[PERSON_1a] décidera. Demandez à [PERSON_1b].')
  })

  test('names that are words: only as names', () => {
    expect(left('Un petit groupe. Mme Petit le dit. Long, rouge, on, le.', ['Jean Petit', 'Li Long', 'An Le'])).toBe('Un petit groupe. Mme [PERSON_1a] le dit. Long, rouge, on, le.')
    expect(left('An Le écrit à Li Long.', ['Li Long', 'An Le'])).toBe('[PERSON_2] écrit à [PERSON_1].')
    expect(left('La maison de la presse de la ville', ['Anna de la Rue'])).toBe('La maison de la presse de la ville')
    expect(left('Anna de la Rue arrive', ['Anna de la Rue'])).toBe('[PERSON_1] arrive')
  })
})

describe('e-mails, phones, addresses, links, numbers', () => {
  test.each([
    'elodie.lefevre@example.org', 'e-l+cv@sous.domaine.example.fr', 'élodie@exämple.fr', 'elodie (at) example.org', 'elodie[at]example[dot]org', 'jean@x.fr',
    '06 12 34 56 78', '06.12.34.56.78', '0612345678', '06-12-34-56-78', '06/12/34/56/78', '+33 6 12 34 56 78', '+33 (0)6 12 34 56 78', '0033612345678', '(0)6 12 34 56 78', '06\u00a012\u202f34 56 78', '+44 20 7946 0958', '+1 (415) 555-2671', '01 44 556 677 8',
    '12 rue des Lilas, 69003 Lyon', '12 bis, avenue Victor-Hugo', '3, place de la République 75011 Paris', '8 allée du Parc\n44000 Nantes', '69003 Lyon', '75008 PARIS CEDEX 08', 'BP 1234', '221B Baker Street', 'NW1 6XE', '1 Bd. Voltaire, 93100 Montreuil-sous-Bois',
    'https://www.linkedin.com/in/xyz-123?x=1', 'www.portfolio-xyz.example', 'linkedin.com/in/xyz', 'github.com/xyz', 'portfolio-xyz.fr', '@xyz_dev',
    'FR76 3000 6000 0112 3456 7890 189', '2 85 05 78 006 084 36', '12345678901234',
  ])('%s does not leave', (secret) => {
    const out = left(`Avant ${secret} après.\nEt ${secret}, fin`, [])
    expect(out).toMatch(/^Avant \[[A-Z]+_1\][^\d@]*après\.\nEt \[[A-Z]+_1\][^\d@]*fin$/)
  })

  test.each([
    '０６１２３４５６７８', '06\u200b12\u200b34\u200b56\u200b78', '06\u00ad12 34 56 78', '٠٦١٢٣٤٥٦٧٨', '𝟎𝟔 𝟏𝟐 𝟑𝟒 𝟓𝟔 𝟕𝟖', 'ｊｕｌｉｅ＠ｘ．ｆｒ', 'ju\u00adlie.mo\u200breau@exam\u200bple.org', 'julie.moreau@gmail', 'julie.moreau at gmail dot com', 'julie point moreau arobase gmail point com',
    '+33 (0)6 12 34 56 78', '+33(0)612345678', '06.12.34.56.78', '0033 6 12 34 56 78', '6 12 34 56 78', '+41 79 123 45 67', '+212 6 61 23 45 67', '+49 (0) 151 23456789', '(415) 555-2671', '415-555-2671', 'O6 12 34 56 78', 'zéro six douze trente-quatre cinquante-six soixante-dix-huit',
    '732 829 320 00074', '73282932000074', '732 829 320', '732829320', 'FR40 303 265 045', 'FR40303265045', '2.85.05.78.006.084.36', '285057800608436', '1 85 05 2A 006 084', 'fr7630006000011234567890189', 'FR76-3000-6000-0112-3456-7890-189', 'DE89 3704 0044 0532 0130 00',
    '06_12_34_56_78', '06·12·34·56·78', '06,12,34,56,78', 'julie.moreau[@]gmail.com', 'julie.moreau{at}gmail.com', 'julie.moreau-at-gmail-dot-com', 'julie.moreau＠gmail。com', 'bit.ly/3xyz', 'xqv.github.io', '/in/xqv-8a7b', '4970 1012 3456 7890', 'AB-123-CD',
    '12 r. des Lilas', '69 003 Lyon', 'Lyon 3e, 69003', 'Hauptstraße 5', 'Calle Mayor 12', 'Via Roma 12', '1600 Amphitheatre Parkway', 'Lieu-dit Kerlouan',
    'rue des Lilas', 'avenue Victor Hugo', '12, Rue de la Paix', '3 rue des lilas', '12 rue des Lilas, 69003, Lyon', '69003, Lyon', '69003 lyon', 'Lyon 69003', 'Résidence Les Acacias',
  ])('in whatever form, nothing of %s leaves', (secret) => {
    expect(left(`Avant ${secret} après.`, [])).toMatch(/^Avant (?:O?\[[A-Z]+_\d\][ ,)]*)+après\.$/)
  })

  test.each([
    ['née le 12/03/1985 à Lyon', 'née le [NUMBER_1] à [NAME_1]'], ['Né le 12 mars 1985', 'Né le [NUMBER_1]'], ['né(e) le : 1er mars 85', 'né(e) le : [NUMBER_1]'], ['born on March 12, 1985', 'born on [NUMBER_1]'], ['Born 12th March 1985', 'Born [NUMBER_1]'], ['Date de naissance : 12.03.85', 'Date de naissance : [NUMBER_1]'],
    ['DOB: 1985-03-12', 'DOB: [NUMBER_1]'], ['né en 1985', 'né en [NUMBER_1]'], ['Date of birth: 12/03/1985', 'Date of birth: [NUMBER_1]'], ['SIREN : 123 456 780', 'SIREN : [NUMBER_1]'], ['Passeport n° 12AB34567', 'Passeport n° [NUMBER_1]'], ['Permis n° 8501 6930 0123', 'Permis n° [NUMBER_1]'],
    ['Tél : 612345678', 'Tél : [PHONE_1]'], ['J’habite rue des lilas', 'J’habite [ADDRESS_1]'], ['Lyon (69003)', '[NAME_1] ([ADDRESS_1])'], ['skype : julie_moreau92', 'skype : [LINK_1]'], ['GitHub: xqv-dev\nReact', 'GitHub: [LINK_1]\nReact'],
  ])('%s', (text, expected) => {
    expect(left(text, [])).toBe(expected)
  })

  test.each([
    '0612345678 / 06-12-34-56-78', '06 12 34 56 78\n06 98 76 54 32', '+1 (415) 555-2671 / 415-555-2671', '06 12 34 56 78 - 01 44 55 66 77 - 07.11.22.33.44 / 04-05-06-07-08 / 02 02 02 02 02', '06 12 34\n56 78',
  ])('numbers side by side leave no tail: %j', (numbers) => {
    expect(left(`Tél. ${numbers}, merci`, [])).toMatch(/^Tél\. \[PHONE_1\][^\d]*(?:\[PHONE_\d\][^\d]*)*merci$/)
  })

  test('a year on the line below a number stays', () => {
    expect(left('06 12 34 56 78\n2016 – 2024 Infirmière', [])).toBe('[PHONE_1]\n2016 – 2024 Infirmière')
  })

  test.each([
    'De 2015 à 2018, puis 2019-2024.', 'du 01/09/2016 au 30/06/2024', '02/2016 – 06/2024', '45 000 € par an, 1 200 000 unités', 'ASP.NET, Node.js, socket.io et C++', '35 h, 3 x 8, 24/7, 100 %', 'ISO 9001 et norme EN 12345', 'version 1.2.3', '12 rues piétonnes',
    'La description administrative de l’insertion, une réunion sur l’écosystème : system, select, union, drop, root, eval, script.', 'Chef de projet SI, réseau et télécoms', 'Directrice des Ressources Humaines',
    'Un mur en Pierre de taille, une rose, la pierre, une pierre naturelle', '2019-2023, 35 heures, 1 200 €, ISO 9001, 14001:2015', 'EN 50126, ISO 27001:2022', 'budget de 12 500 000 €, 150 000 000 lignes, 1.200.000,50 €', 'Poste dans le 93, ou ailleurs en France', 'Le 12 mars 2024, réunion ; depuis le 12/03/2020',
    'Permis B. Disponible en juin. Langage C. Puis Java', 'né de ce constat, en 2020', 'mise en place de Processus, cours de Gestion, voie de garage', 'GitHub : Actions, Docker', 'Développeuse @ distance', 'Bonjour Madame,\nCordialement,', 'Cher recruteur, Chère équipe,', '12000 euros, 15000 personnes, 10000 lignes',
    'Senior Data Engineer\nAvec des données', 'Offre\nDéveloppeuse Web Senior', 'CV et lettre',
    'Compte 401000, 512100, liasses 2065/2050', 'Réunion d’équipe à 9h00-17h30, métro B', 'Décret n° 2021-1131, article L. 1225-17', 'socket.io, Node.js, ASP.NET, vue.js', 'in/out, A/B, CI/CD, 10.0.0.1', 'R O I et K P I', 'née de la fusion de deux équipes',
    '10 m², 50 %, n° 3, ½ journée… ™', '3 × 8, 24 h/24, 7 j/7', 'Java 17, .NET 8, Python 3.12.1', 'CAP 2019 – 2021 – Bac pro 2023', 'CA : 45 000 k€, 3 sites, 12 magasins',
  ])('%s stays as it is', (text) => {
    expect(left(text, [])).toBe(text)
  })
})

describe('coming home', () => {
  const redactor = createRedactor(['Élodie Lefèvre'], [])
  redactor.redact('elodie@example.org 06 12 34 56 78')
  test.each([
    '[PERSON_1]', '[person_1]', 'PERSON 1', 'PERSON-1', '[PERSON_1B]', '[PERSON 1]', '[ PERSON_1 ]', '(PERSON_1)', '{PERSON_1}', '{{PERSON_1}}', '<PERSON_1>', 'PERSON_1', '[PERSONNE_1]', '[NOM_1]', '\\[PERSON\\_1\\]', '[PERSON-1]', '[PERSON_01]', '[PERSON_1z]',
  ])('%s is put back however the model bent it', (bent) => {
    expect(redactor.restore(`Je suis ${bent}.`)).toBe('Je suis Élodie Lefèvre.')
    expect(redactor.strangersIn(bent)).toEqual([])
  })
  test.each([['[COURRIEL_1]', 'elodie@example.org'], ['[E-MAIL_1]', 'elodie@example.org'], ['[TÉLÉPHONE_1]', '06 12 34 56 78'], ['[TEL_1]', '06 12 34 56 78']])('%s too', (bent, value) => {
    expect(redactor.restore(bent)).toBe(value)
  })
  test.each([['« [PERSON_1] »', '« Élodie Lefèvre »'], ['"[PERSON_1]"', '"Élodie Lefèvre"'], ['[PERSON_1]’s', 'Élodie Lefèvre’s'], ['[PERSON_1]s', 'Élodie Lefèvres'], ['d’[PERSON_1],', 'd’Élodie Lefèvre,'], ['**[PERSON_1]**', '**Élodie Lefèvre**'], ['[PERSON_1][EMAIL_1]', 'Élodie Lefèvreelodie@example.org']])('%s, with what stands around it', (bent, value) => {
    expect(redactor.restore(bent)).toBe(value)
  })
  test('what stands for nothing is noticed, and ordinary words are left alone', () => {
    expect(redactor.strangersIn('[PERSON_7] [EMAIL_2] [ADDRESS_1]')).toHaveLength(3)
    for (const text of ['une personne 1 à 1', 'person 1', 'le nom 2', '(3)', '[1]', 'NUMBER ONE']) expect([redactor.restore(text), redactor.strangersIn(text)]).toEqual([text, []])
  })
  test('a value that looks like a placeholder is a value', () => {
    expect(left('[PERSON_1] {{EMAIL_2}} PHONE_3 Élodie')).toBe('[TEXT_1] [TEXT_2] [TEXT_3] [PERSON_1a]')
  })
  test('more than 26 ways of writing one name', () => {
    const ways = Array.from({ length: 64 }, (_, n) => [...'elodie'].map((c, at) => (n & (1 << at) ? c.toUpperCase() : c)).join(''))
    expect(left(ways.join(' ; '))).not.toMatch(/elodie/i)
  })
})

const words = fc.constantFrom('Élodie', 'LEFEVRE', 'lefèvre', 'le', 'de', ' ', '\n', '’', '-', ', ', 'a@b.fr', '06 12 34 56 78', '[PERSON_1]', 'PERSON_2', '12 rue des Lilas', '75011 Paris', 'https://x.fr/a', 'Mme ', 'Karim', 'Benali', '{{', ']]', '2019', 'été')
test('whatever is written comes home to the letter, and nobody who is known leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 }), (parts) => {
      const out = left(parts.join(''), ['Élodie Lefèvre', 'Karim Benali'])
      expect(out).not.toMatch(/(?<![\p{L}\p{M}])(?:élodie|karim)(?![\p{L}\p{M}])/iu)
    }),
    { numRuns: 200 },
  )
})

test('hostile texts of 80,000 characters take milliseconds', async () => {
  const texts = ['a'.repeat(80_000), 'a@'.repeat(40_000), '0 '.repeat(40_000), '12 rue '.repeat(11_000), 'www.'.repeat(20_000), 'Mme '.repeat(20_000), 'Élodie '.repeat(11_000), '[PERSON_1]'.repeat(8_000), 'A'.repeat(80_000), 'Aa-'.repeat(26_000), '('.repeat(80_000), 'x.fr/'.repeat(16_000), `${'1'.repeat(9)} `.repeat(8_000), 'Jean Paul '.repeat(8_000),
    ...['Jean de La Tour d’', 'née le ', 'habite à la ', 'siret n° ', 'a point ', 'zéro un ', 'Cordialement,\n', 'Bonjour A', 'Lyon (', 'github: a', '\u200bа', '０', 'J.-P. ', 'fr76 ', 'AB12 ', 'juliemoreau ', ' ', '\n'].map((part) => part.repeat(Math.ceil(80_000 / part.length)))]
  const cost = await costOf(() => {
    for (const text of texts) createRedactor(['Élodie Lefèvre'], [text]).redact(text)
  })
  expect(cost).toBeLessThan(texts.length * 500) // a tenth of it is usual; what is quadratic takes minutes
})
