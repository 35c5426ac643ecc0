import { AMBIGUOUS, FIRST_NAMES } from './firstNames.ts'
import { PARTICLES, personOf, set, wordsIn } from './people.ts'
import type { Person, Word } from './people.ts'

const CAP = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’\-]\p{L}[\p{L}\p{M}]*){0,3}`
const SMALL = '(?:de|du|des|la|le|van|von|der|den|ter|el|al|ben|bin|di|da|dos|del|zu)'
const LED = String.raw`(?:(?:de|du|des|van|von|der|den|ter|el|al|ben|bin|di|da|dos|del|zu)[ \u00a0](?:(?:la|den|der|el)[ \u00a0])?|[dD]['’])?`
const NAME = String.raw`${LED}${CAP}(?:[ \u00a0](?:${SMALL}[ \u00a0]){0,2}(?:[dD]['’])?${CAP}){0,3}`
/** Two words at least: one alone is too often something else. */
const FULL_NAME = NAME.replace(/\{0,3\}$/, '{1,3}')
const LABELS = String.raw`[Nn]oms?(?: et prénoms?| de famille| d[’']usage| de naissance)?|[Pp]rénoms?(?: et noms?)?|NOM|PR[ÉE]NOM|[Ff]ull [Nn]ame|[Ff]irst [Nn]ame|[Ll]ast [Nn]ame|[Ss]urname|[Nn]ame|[Cc]ontact(?: RH| d[’']urgence)?|[Rr]ecrut(?:eur|euse)|[Rr]ecruiter|[Rr]éférente?s?|[Rr]éférences?|[Rr]eferences?|[Rr]eferees?|[Tt]ut(?:eur|rice)|[Mm]anager|[Ii]nterlocut(?:eur|rice)|[Mm]aître de stage|[Dd]irect(?:eur|rice) de thèse|[Cc]onjointe?|[Éé]poux|[Éé]pouse|[Pp]ersonne à (?:contacter|prévenir)`
const INTRODUCED = new RegExp(String.raw`(?:\b(?:M|MM|Mr|Mrs|Ms|Mx|Dr|Pr|Me|Mgr)\.?|\b(?:Mme|Mlle|Mmes|Madame|Monsieur|Mademoiselle|Miss|Mister))[ \u00a0]+(${NAME})|\b(?:Docteure?|Maître|Professeure?)[ \u00a0]+(?!d[eu]s?[ \u00a0])(${NAME})`, 'gu')
const LABELLED = new RegExp(String.raw`(?:^|[\n;|•·(])[ \t]{0,8}(?:${LABELS})[ \u00a0]{0,2}:[ \u00a0]{0,4}(${NAME})`, 'gu')
const SAID = new RegExp(String.raw`(?:[Jj]e m[’']appelle|[Mm]oi,? c[’']est|[Mm]y name is|[Ss]igné|[Pp]rénommée?|[Ii]nterlocut(?:eur|rice) (?:sera|est))[ \u00a0:]+(${NAME})`, 'gu')
const SAID_SMALL = /(?:[Jj]e m[’' ]appelle|[Mm]y name is)[ \u00a0]+(\p{Ll}[\p{L}\p{M}'’-]+(?:[ \u00a0]\p{L}[\p{L}\p{M}'’-]+)?)/gu
const CIVILITIES = set('monsieur madame mademoiselle mesdames messieurs docteur maitre professeur directeur directrice responsable chef cheffe president presidente maire ministre prefet juge procureur ambassadeur proviseur recteur doyen secretaire conseiller conseillere gerant gerante recruteur recruteuse mr mrs ms miss sir equipe team tous toutes all everyone everybody recruiter recruitment hiring manager drh rh hr candidat candidate collegue collegues client clients membre membres there cher chere chers cheres dear')

/** Whom a text names by a civility, a label, a first name before a surname, or a signature on a line of its own. */
const toldBy = [INTRODUCED, LABELLED, SAID, SAID_SMALL]

const BY = '(?:[Ss]ous la (?:direction|responsabilité|supervision) de|[Ee]ncadrée?s? par|[Ss]upervisée?s? par|[Rr]ecommandée?s? par|[Mm]anagée?s? par|[Ff]ormée?s? par|[Ss]upervised by|[Mm]anaged by|[Rr]eferred by|[Rr]eporting to|[Rr]ecommended by)'
const OF = String.raw`(?:[Cc]andidature de|CV de|[Àà] l[’']attention de|A l[’']attention de|[Aa]ttn\.?[ \u00a0]?:|(?:^|\n)(?:De|From|To|Cc|À)[ \u00a0]?:)`
const KIN = String.raw`(?:[Nn]ée?|[Éé]pouse|[Vv]euve|[Ss]oussignée?|[Mm]on (?:mari|fils|frère|père|collègue|associé|manager|tuteur|binôme|ami)|[Mm]a (?:femme|fille|sœur|mère|collègue|manager|tutrice|compagne)|[Mm]on (?:amie|associée))`
const GREETED = new RegExp(String.raw`(?:^|\n)[ \t]*(?:[Bb]onjour|[Bb]onsoir|[Ss]alut|[Cc]hère?s?|[Cc]oucou|[Dd]ear|[Hh]ello|[Hh]i|[Hh]ey)[ \u00a0]+(${NAME})(?=[ \u00a0]{0,2}[,!\n])`, 'gu')
const LEAVE = String.raw`(?:[Bb]ien |[Tt]rès |[Ss]incèrement |[Rr]espectueusement |[Ww]ith )?(?:[Cc]ordialement|[Bb]ien à vous|[Bb]ien à toi|[Ss]incèrement|[Rr]espectueusement|[Ss]alutations|[Aa]mitiés|[Aa]micalement|[Àà] bientôt|[Mm]erci(?: d[’']avance)?|(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|[Bb]est(?: wishes)?|(?:[Yy]ours )?(?:[Ss]incerely|[Ff]aithfully|[Tt]ruly)|[Tt]hanks|[Cc]heers)`
const SIGNED = new RegExp(String.raw`(?:^|[\n.])[^\n]{0,80}${LEAVE}[ \t]*[,.!]?(?:[ \t]*\n\s{0,20}|,[ \t])((?:\p{Lu}\.?[ -]?){0,2}${NAME})(?=[ \t]*[,.]?[ \t]*(?:\n|$))`, 'gu')
/** "J. Moreau", "J.-P. Duval"; not "permis B. Disponible" and not "S.A.R.L.". */
const INITIALED = new RegExp(String.raw`(?:^|[\n,;:(/–—]|(?<![\p{L}])(?:par|avec|de|chez|à|et|pour|by|with|and|from|to|sous|contact|signé|contacter|joindre|voir)|[Bb]onjour|[Dd]ear)[ \t]*(?:\p{Lu}\.[ -]?){1,2}[ \u00a0]?(${CAP})`, 'gu')
const LICENCES = /(?:permis|licence|plan|option|bac|langages?|niveau|groupe|cat[ée]gories?|vitamines?|classe|s[ée]rie|types?|grade)[^\n.]{0,16}$/i
const guessedBy = [GREETED, SIGNED, new RegExp(`(?:${BY}|${OF})[ \\u00a0]+(${FULL_NAME})`, 'gu'), new RegExp(`(?<![\\p{L}])${KIN}[ \\u00a0]+(${NAME})`, 'gu')]

/** People whom a text introduces. Who is guessed from where a name stands comes last. */
export function namesIn(text: string): readonly Person[] {
  const isName = (name: string) => !CIVILITIES.has(wordsIn(name).find(({ folded }) => !PARTICLES.has(folded))?.folded ?? '')
  const once = (names: readonly string[]) => [...new Set(names)]
  const by = (patterns: readonly RegExp[]) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => (match[1] ?? match[2])!)).filter(isName)
  const initialed = [...text.matchAll(INITIALED)].filter(({ 0: all, 1: name, index }) => name!.length >= 3 && !LICENCES.test(text.slice(Math.max(0, index - 20), index + all.length - name!.length)))
  return [
    ...once([...by(toldBy), ...byFirstName(text), ...ownLine(text)]).map((name) => personOf(name)),
    ...once([...by(guessedBy), ...initialed.map((match) => match[1]!).filter(isName)]).map((name) => personOf(name, true)),
  ]
}

const SPACE_OR_HYPHEN = /^(?:[ \u00a0]|-)$/
const TIED = /^['’\-]$/
const TIED_OR_SPACE = /^[ \u00a0'’\-]$/
/** Stone, not somebody. */
const STONE = /^[ \u00a0](?:de (?:taille|Bourgogne|Volvic)|naturelles?|sèches?|tombales?|ponces?|bleues?|précieuses?|apparentes?|angulaires?|à)(?![\p{L}\p{M}])/u

/** "Julie Martin", "MARTIN-LEROY Julie", "Yann Le Goff", "Jean-Pierre"; a first name alone, unless it is a word too. */
function byFirstName(text: string): string[] {
  const words = wordsIn(text)
  const between = (at: number) => (words[at] !== undefined && words[at + 1] !== undefined ? text.slice(words[at].end, words[at + 1]!.start) : null)
  const joins = (at: number, how: RegExp) => how.test(between(at) ?? '\n')
  const isUpper = (word: Word) => word.end - word.start > 1 && text.slice(word.start, word.end) === text.slice(word.start, word.end).toUpperCase()
  const isParticle = (at: number) => PARTICLES.has(words[at]?.folded ?? '')
  /** The last word of the surname that begins at `at`: particles, then one word and what is tied to it. Null where none does. */
  const surnameFrom = (at: number, more = 2): number | null => {
    let last = at
    while (last - at < 3 && isParticle(last) && joins(last, TIED_OR_SPACE)) last += 1
    const isNoble = last > at
    if (!words[last]?.capital) return null
    while (last - at < 6 && joins(last, TIED)) last += 1
    // "de La Tour d'Auvergne": what follows such a name in the same way belongs to it.
    if (isNoble && more > 0 && joins(last, SPACE_OR_HYPHEN) && isParticle(last + 1)) return surnameFrom(last + 1, more - 1) ?? last
    return last
  }
  return words.flatMap((word, at) => {
    if (!word.capital || !FIRST_NAMES.has(word.folded)) return []
    // Saint-Denis is a town, or a street.
    if (at > 0 && /^(?:saint|sainte|st|ste)$/.test(words[at - 1]!.folded) && joins(at - 1, TIED_OR_SPACE)) return []
    if (word.folded === 'pierre' && STONE.test(text.slice(word.end, word.end + 20))) return []
    let last = at
    while (last - at < 2 && joins(last, /^-$/) && words[last + 1]!.capital) last += 1
    const surname = joins(last, SPACE_OR_HYPHEN) ? surnameFrom(last + 1) : null
    if (surname !== null) return [text.slice(word.start, words[surname]!.end)]
    if (at > 0 && joins(at - 1, SPACE_OR_HYPHEN) && isUpper(words[at - 1]!) && !isUpper(word) && !HEADINGS.has(words[at - 1]!.folded)) {
      let first = at - 1
      while (at - first < 5 && first > 0 && joins(first - 1, TIED) && words[first - 1]!.capital) first -= 1
      return [text.slice(words[first]!.start, words[last]!.end)]
    }
    return last > at || !AMBIGUOUS.has(word.folded) ? [text.slice(word.start, words[last]!.end)] : []
  })
}

const HEADINGS = set('curriculum cv vitae resume profil profile experience experiences formation formations competences contact lettre motivation objet poste job offre annonce candidature recrutement')
/** A title stands on a line of its own as well, and its words are what the work is about. */
const ROLES = set('ingenieur ingenieure engineer developpeur developpeuse developer manager chef cheffe responsable senior junior confirme confirmee data directeur directrice director assistant assistante consultant consultante comptable commercial commerciale technicien technicienne technician designer analyst analyste lead officer infirmier infirmiere aide logisticien logisticienne vendeur vendeuse conseiller conseillere charge chargee gestionnaire administrateur administratrice coordinateur coordinatrice formateur formatrice product owner scientist architecte architect stage stagiaire alternance alternant alternante apprenti apprentie cdi cdd agent agente employe employee secretaire juriste acheteur acheteuse controleur controleuse auditeur auditrice chauffeur cuisinier cuisiniere serveur serveuse educateur educatrice enseignant enseignante professeur psychologue medecin pharmacien expert experte specialist specialiste head web mobile backend frontend fullstack devops marketing communication finance ressources humaines human resources sales business developer support client projet projects project logiciel logiciels software systemes reseaux qualite production maintenance achats paie rh ventes magasin hotesse caissier caissiere preparateur preparatrice operateur operatrice macon plombier electricien mecanicien soudeur peintre avocat avocate notaire redacteur redactrice traducteur traductrice graphiste photographe community')
const OWN_LINE = new RegExp(String.raw`^[ \t]*((?:${CAP}[ \u00a0]+){1,3}${CAP})[ \t]*$`, 'u')

/** The first line of a CV, and the last of a letter, when they hold nothing but two to four words with capitals. */
function ownLine(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return [lines[0], lines.at(-1)].flatMap((line) => {
    const name = line !== undefined && line.length <= 80 ? OWN_LINE.exec(line)?.[1] : undefined
    return name && !wordsIn(name).some((word) => HEADINGS.has(word.folded) || ROLES.has(word.folded)) ? [name] : []
  })
}
