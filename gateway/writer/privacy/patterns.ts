import type { Span } from './people.ts'

const KIND = String.raw`(?:PERSON(?:NE)?|NOM|NAME|E-?MAIL|COURRIEL|PHONE|T[ÉE]L(?:[ÉE]PHONE)?|ADDRESS|ADRESSE|LINK|LIEN|URL|NUM(?:BER|[ÉE]RO)|TEXTE?)`
const NUMBERED = String.raw`${KIND}[ _-]?\d{1,4}[a-z]?`

const BARE = String.raw`(?:PERSON|NAME|EMAIL|PHONE|ADDRESS|LINK|NUMBER|TEXT)_\d{1,4}[a-z]?|(?-i:(?:PERSON|EMAIL|PHONE|ADDRESS)[ -]\d{1,4}[a-z]?)`
const BRACKETED = String.raw`\[\s?${NUMBERED}\s?\]|\(\s?${NUMBERED}\s?\)|\{{1,2}\s?${NUMBERED}\s?\}{1,2}|<\s?${NUMBERED}\s?>|\\\[${KIND}\\?_\d{1,4}[a-z]?\\\]`

/**
 * Our placeholders as they leave, and as a model may give them back: in other brackets, other case, translated, escaped. Brackets
 * around one are not part of it: they were in the text before.
 */
export const PLACEHOLDER = new RegExp(String.raw`${BRACKETED}|(?<![\p{L}\p{N}_])(?:${BARE})(?![\p{L}\p{N}_])`, 'giu')
/** What somebody wrote that could be taken for one, also once a placeholder stands beside it. */
const LOOKALIKE = new RegExp(`${BRACKETED}|${BARE}`, 'giu')

const TLD = '(?:com|fr|org|net|io|dev|eu|co|me|info|app|be|ch|ca|uk|de|es|it|lu|xyz|tech|pro|page|blog|site|online|cv|bio|ai|paris|bzh|ly|gl|gg|link|tv|us|re|pm)'
const LINK = new RegExp(String.raw`(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"»)\]]{1,2000}|(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]{1,63}\.){1,4}${TLD}\/[^\s<>"»)\]]{1,500}`, 'giu')
const BARE_DOMAIN = /(?<![\p{L}\p{N}@./-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|fr|org|eu|dev|info|be|ch|bzh|me|bio|cv|pro|page|blog)(?![\p{L}\p{N}./-]*[\p{L}\p{N}])/gu
/** A page of one's own below somebody else's name, and what is left of an address without its beginning. */
const SUBDOMAIN = /(?<![\p{L}\p{N}@./-])[a-z0-9-]{1,63}\.[a-z0-9-]{2,63}\.(?:io|app|site|net|xyz|online|co)(?![\p{L}\p{N}./-]*[\p{L}\p{N}])/gu
const IN_PATH = /(?<![\p{L}\p{N}.])\/?in\/[\p{L}\p{N}]{1,40}-[\p{L}\p{N}-]{1,60}/gu
const HANDLE = /(?<![\p{L}\p{N}.@/])@[\p{L}\p{N}_][\p{L}\p{N}_.]{1,29}(?![\p{L}\p{N}_/])/gu
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}[ \u00a0]?(?:@|[(\[{<](?:at|arobase|a|@)[)\]}>])[ \u00a0]?[\p{L}\p{N}-]{1,63}(?:[ \u00a0]?(?:\.|[(\[{<](?:dot|point|\.)[)\]}>])[ \u00a0]?[\p{L}\p{N}-]{1,63}){1,5}/giu

/** "julie.moreau@gmail", without its end; "julie point moreau arobase gmail point com", as it is said. */
const SHORT_EMAIL = /[\p{L}\p{N}._%+-]{2,64}@[\p{L}\p{N}-]{2,63}(?![\p{L}\p{N}])/gu
const SAID_EMAIL = /[\p{L}\p{N}._%+-]{1,64}(?: (?:point|dot|tiret|underscore) [\p{L}\p{N}]{1,40}){0,4} (?:arobase|arobas|at) [\p{L}\p{N}.-]{1,63}(?: (?:point|dot) \p{L}{2,20}){1,3}|[\p{L}\p{N}._%+]{1,64}-(?:at|arobase)-[\p{L}\p{N}.]{1,63}(?:-(?:dot|point)-\p{L}{2,20}){1,3}/giu
/** A name of one's own on a service that is named before it. */
const NAMED_HANDLE = /(?<=(?:linkedin|github|gitlab|twitter|instagram|insta|skype|telegram|discord|facebook|tiktok|behance|medium|pseudo|snapchat|snap|whatsapp|identifiant|login|username)[ \t]{0,2}[:=][ \t]{0,3})@?[a-z0-9][a-z0-9_.-]{2,39}(?=[ \t]*(?:$|[\n;|)•·–—]|\.(?:\s|$)))/gimu

const GAP = String.raw`(?:[^\S\n]|[.\-/()\u2010-\u2014])`
/** A number may go on in the next line, unless that begins with a year. */
const LINE_END = String.raw`[^\S\n]?\n[^\S\n]?(?!(?:19|20)\d{2}(?!\d))`
// Numbers side by side look like one long number, and go as one: a bound on its length would let the tail of the last one leave.
const PHONE = new RegExp(String.raw`(?<![\p{L}\d])(?:(?:\+|00)${GAP}?\d{1,3}|\(?0|[oO](?=[1-9]))(?:(?:${GAP}{0,3}|${LINE_END})\d){7,400}(?!\d)`, 'gu')
/** "6 12 34 56 78" has lost its zero; "(415) 555-2671" never had one. */
const PAIRS = /(?<![\p{L}\d.,])[1-9](?:[ \u00a0.\-]\d{2}){4}(?![\p{L}\d])/gu
const SIGNS = /(?<![\p{L}\d])0[1-9](?:[ \u00a0]?[_,|·•:*~=][ \u00a0]?\d{2}){4}(?![:\d])/gu
const AMERICAN = /(?<![\p{L}\d])\(?[2-9]\d{2}\)?[ \u00a0.\-]{1,2}\d{3}[ \u00a0.\-]\d{4}(?!\d)/gu
const LABELLED_PHONE = /(?<=(?:t[ée]l(?:[ée]phone)?|phone|mobile|portable|port|fax|gsm|cell|whatsapp|appel(?:er|ez)(?:[ -]moi)?(?: au)?|joignable au|call me (?:on|at))[ \u00a0]{0,2}[.:°]{0,2}[ \u00a0]{0,3})\+?\d(?:[ \u00a0.\-/()]{0,2}\d){5,16}(?!\d)/giu
const DIGIT_WORD = '(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|et)'
const SAID_PHONE = new RegExp(`(?<![\\p{L}])z[ée]ro(?:[ \\u00a0,-]{1,2}${DIGIT_WORD}(?![\\p{L}])){5,24}`, 'giu')
const LONG_NUMBER = /(?<![\p{L}\d])\d{10,20}(?!\d)/gu
const IBAN = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ \u00a0.\-]?[A-Z\d]{4}){3,7}(?:[ \u00a0.\-]?[A-Z\d]{1,3})?(?![\p{L}\d])/gu
const SMALL_IBAN = /(?<![\p{L}\d])[a-z]{2}\d{2}(?:[ \u00a0.\-]?\d{4}){3,7}(?:[ \u00a0.\-]?[a-z\d]{1,4}(?![\p{L}\d]))?/giu
const SECURITY = /(?<!\d)[12][ \u00a0.\-]?\d{2}[ \u00a0.\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ \u00a0.\-]?\d[\dAB][ \u00a0.\-]?\d{3}[ \u00a0.\-]?\d{3}(?:[ \u00a0.\-/]{0,3}\d{2})?(?!\d)/gu
/** SIRET, and the VAT number of a firm: for somebody who works alone they name a person. */
const SIRET = /(?<![\p{L}\d])\d{3}[ \u00a0.]?\d{3}[ \u00a0.]?\d{3}[ \u00a0.]?\d{5}(?!\d)/gu
const VAT = /(?<![\p{L}\d])FR[ \u00a0]?[A-Z\d]{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{3}(?!\d)/giu
const CARD = /(?<![\p{L}\d])\d{4}(?:[ \u00a0-]\d{4}){3}(?![\p{L}\d])/gu
const PLATE = /(?<![\p{L}\d-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\p{L}\d-])/gu
const SIREN = /(?<![\p{L}\d])\d{3}[ \u00a0.]?\d{3}[ \u00a0.]?\d{3}(?![\p{L}\d]|[ \u00a0.,]?(?:\d|€|k€|M€|euros?|EUR|habitants|unités|lignes|visites?|utilisateurs|clients))/giu
const NUMBER_LABELS = String.raw`siren|siret|rcs(?:[ ][\p{L}]{2,30})?|tva|nir|insee|s[ée]curit[ée] sociale|s[ée]cu|ss|passeport|passport|cni|carte d[’']identit[ée]|titre de s[ée]jour|permis|matricule|fiscal|france travail|p[ôo]le emploi|rpps|adeli|ine|allocataire|iban|rib`
const LABELLED_NUMBER = new RegExp(String.raw`(?<![\p{L}\p{M}\d])(?<=(?<![\p{L}])(?:${NUMBER_LABELS})[ \u00a0]{0,2}(?:n[°ºo]|num[ée]ro)?[ \u00a0.:°]{0,4})(?=[A-Z\d .\-]{0,24}\d)[A-Z\d](?:[ \u00a0.\-]?[A-Z\d]){5,34}(?![\p{L}\d])`, 'giu')
const MONTH = String.raw`(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|janv\.?|févr?\.?|avr\.?|juil\.?|sept\.?|oct\.?|nov\.?|déc\.?|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|dec)`
const DAY = String.raw`(?:\d{1,2}[/. \-]\d{1,2}[/. \-]\d{2,4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|(?:1er|\d{1,2}(?:st|nd|rd|th)?)(?: of)?[ \u00a0]+${MONTH}[ \u00a0,]{1,2}\d{2,4}|${MONTH}[ \u00a0]+\d{1,2}(?:st|nd|rd|th)?[ \u00a0,]{1,2}\d{4}|(?:1er|\d{1,2})[ \u00a0]+${MONTH}|${MONTH}[ \u00a0]+\d{4}|(?:19|20)\d{2})`
/** Only what is said to be one: other dates are what a CV is made of. */
const BIRTH = new RegExp(String.raw`(?<=(?<![\p{L}])(?:n[ée]{1,2}(?:\(e\)|·e|\.e|-e)?s?[ \u00a0]+(?:le|en|the)|born(?:[ \u00a0]+(?:on|in))?(?:[ \u00a0]+the)?|(?:date|lieu)(?: et lieu)? de naissance|naissance|d\.?o\.?b\.?|(?:date|day) of birth|birth ?(?:date|day)|anniversaire)[ \u00a0]{0,2}[:=(]?[ \u00a0]{0,3}(?:(?:le|the)[ \u00a0])?)${DAY}(?![\p{L}\d])`, 'giu')
const DATES = /(?<!\d)(?:\d{1,2}[/.\-])?\d{1,2}[/.\-](?:19|20)\d{2}(?!\d)/g

const ways = 'rue r. avenue av av. ave ave. boulevard boul boul. bd bd. blvd blvd. place pl. allée allées allee impasse chemin ch. route rte rte. quai cours square passage villa résidence residence lotissement hameau faubourg fbg fbg. sentier esplanade voie ruelle mail rond-point cité clos'
const WAY = `(?:${ways.split(' ').flatMap((way) => [way, way[0]!.toUpperCase() + way.slice(1), way.toUpperCase()]).map((way) => way.replace('.', '\\.')).join('|')})`
const SMALL = String.raw`(?:(?:de|du|des|la|le|les|aux?|et|en|sur|sous|DE|DU|DES|LA|LE|LES|AUX?|ET|EN|SUR)[ \u00a0]|[dlDL]['’][ \u00a0]?)`
const TOWN_NAME = String.raw`\p{Lu}[\p{L}\p{M}'’-]{0,40}(?:[ \u00a0]${SMALL}{0,2}\p{Lu}[\p{L}\p{M}'’-]{0,40}){0,3}(?:[ \u00a0](?:Cedex|CEDEX))?(?:(?<=[Cc][Ee][Dd][Ee][Xx])[ \u00a0]\d{1,2})?`
const TOWN = String.raw`(?:F-?)?\d{5}[ \u00a0]+${TOWN_NAME}`
const ADDRESS_END = String.raw`(?:[\s,–-]{1,4}(?:F-?)?\d{5}[ \u00a0,–-]{1,3}${TOWN_NAME})?`
const STREET = new RegExp(String.raw`(?<![\p{L}\d])\d{1,4}[ \u00a0]?(?:bis|ter|quater|[a-dA-D])?[,\s]{1,3}${WAY}[ \u00a0]+${SMALL}{0,3}[\p{L}\p{M}\d][\p{L}\p{M}\d'’.-]{0,40}(?:[ \u00a0]${SMALL}{0,3}[\p{Lu}\d][\p{L}\p{M}\d'’.-]{0,40}){0,5}${ADDRESS_END}`, 'gu')
/** "rue des Lilas": a way with a name, also without a number. Words that are ways in a figure of speech only are left alone. */
const OTHER_STREET = new RegExp(String.raw`(?<![\p{L}\d])(?:[Rr]ue|RUE|[Aa]venue|AVENUE|[Bb]oulevard|BOULEVARD|[Bb]d\.?|[Ii]mpasse|IMPASSE|[Aa]ll[ée]es?|[Ff]aubourg|[Ll]otissement|[Rr]ésidence|[Hh]ameau|[Rr]uelle|[Rr]ond-point|[Ss]quare|[Ll]ieu-dit)[ \u00a0]+${SMALL}{0,3}\p{Lu}[\p{L}\p{M}\d'’.-]{0,40}(?:[ \u00a0]${SMALL}{0,3}[\p{Lu}\d][\p{L}\p{M}\d'’.-]{0,40}){0,5}${ADDRESS_END}`, 'gu')
/** Where somebody says that they live there, the name needs no capital. */
const HOME_STREET = new RegExp(String.raw`(?<![\p{L}\p{M}\d])(?<=(?:habit\p{L}{1,5}|domicili\p{L}{1,4}|demeurant|r[ée]sid\p{L}{1,4}|log[ée]e?|adresse|address|live[sd]?)[ \u00a0]{0,2}[:,]?[ \u00a0]{0,2}(?:au |à |a |dans |in |at )?(?:la |l[’'])?)(?:\d{1,4}[ ,]{1,2})?${WAY}[ \u00a0]+${SMALL}{0,3}[\p{L}\p{M}\d'’.-]{2,40}`, 'giu')
const TOWNS = 'paris|marseille|lyon|toulouse|nice|nantes|montpellier|strasbourg|bordeaux|lille|rennes|reims|toulon|saint[ -]étienne|saint[ -]etienne|le havre|grenoble|dijon|angers|villeurbanne|saint[ -]denis|nîmes|nimes|aix[ -]en[ -]provence|clermont[ -]ferrand|le mans|brest|tours|amiens|annecy|limoges|metz|boulogne[ -]billancourt|perpignan|besançon|besancon|orléans|orleans|rouen|montreuil|caen|argenteuil|mulhouse|nancy|roubaix|tourcoing|nanterre|vitry[ -]sur[ -]seine|créteil|creteil|avignon|poitiers|aubervilliers|dunkerque|versailles|courbevoie|béziers|beziers|la rochelle|pau|cannes|antibes|calais|colmar|bourges|valence|quimper|troyes|lorient|chambéry|chambery|niort|vannes|evry|évry|cergy|massy|bobigny'
/** A postcode before or behind a town, in small letters too where the town is a large one. */
const TOWN_POSTCODE = new RegExp(String.raw`(?<![\p{L}\d])(?:\d{5}[ \u00a0]*[,–-]?[ \u00a0]*(?:${TOWNS})|\d{2}[ \u00a0]\d{3}[ \u00a0]+(?:${TOWNS})|(?:${TOWNS})(?:[ \u00a0]\d{1,2}(?:er|e|ème|eme))?[ \u00a0]*[,–-]?[ \u00a0]*\d{5})(?![\p{L}\d])`, 'giu')
const BEHIND_TOWN = /(?<=\p{Lu}[\p{L}\p{M}'’-]{1,40}[ \u00a0]{0,2}\([ \u00a0]?)(?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?=[ \u00a0]?\))/gu
/** Norms have five digits too. */
const POSTCODE = new RegExp(String.raw`(?<![\p{L}\d]|(?:EN|ISO|NF|IEC|CEI|DIN|RFC)[ \u00a0-])${TOWN}`, 'gu')
const BOX = /(?<![\p{L}\d])(?:BP|B\.P\.|CS|TSA)[ \u00a0]?\d{2,6}(?!\d)/gu
const ENGLISH_STREET = /(?<![\p{L}\d])\d{1,5}[A-Z]?[ \u00a0]+(?:\p{Lu}[\p{L}\p{M}'’.-]{1,30}[ \u00a0]){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Sq|Court|Ct|Way|Terrace|Close|Crescent|Gardens|Boulevard|Blvd|Parkway|Pkwy|Highway|Hwy|Circle|Trail|Mews|Grove)\b\.?/gu
/** Streets of neighbours, where the number stands behind, and towns of the United States. */
const FOREIGN_STREET = /(?<![\p{L}\d])(?:\p{Lu}[\p{L}-]{1,40}(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan)|(?:Calle|Avenida|Plaza|Via|Viale|Piazza|Rua|Travessa)(?:[ \u00a0](?:de|del|della|la|da|do|dos)){0,2}(?:[ \u00a0]\p{Lu}[\p{L}\p{M}'’-]{1,30}){1,3})[ \u00a0,]{1,3}\d{1,4}[a-z]?(?![\p{L}\d])/gu
const STATES = 'AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC'
const ZIP = new RegExp(String.raw`(?<=[\p{L}], )(?:${STATES})[ \u00a0]\d{5}(?:-\d{4})?(?![\p{L}\d])`, 'gu')
const UK_POSTCODE = /(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]\d[A-Z]{2}(?![\p{L}\d])/gu

/** 02/2016 – 06/2024 has the digits of a phone, and is none. */
const isPeriod = (match: string) => match.replace(DATES, '').replace(/\D/g, '').length < 5

const digitsOf = (match: string) => match.replace(/\D/g, '')
/** The check digit of a SIREN (Luhn). A round number is an amount. */
function isSiren(digits: string): boolean {
  const sum = [...digits].map(Number).reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0)
  return sum % 10 === 0 && !digits.endsWith('000')
}

const TENS = String.raw`(?:1[4-9]|[2-9]\d)`
const SAID_AGE = String.raw`(?:vingt|trente|quarante|cinquante|soixante|quatre-vingts?)(?:[- ](?:et[- ])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize)){0,1}(?:[- ](?:sept|huit|neuf))?`
const NO_TERM = String.raw`(?![ \u00a0]+(?:d[’'e]|dans|chez|comme|en tant|en (?!\p{Ll}{3,9} (?:et|prochain))|derrière|plus tôt|plus tard|que|à (?:faire|m|l|t)|au service|sans|avant|après|pour))`
/** "j'ai 47 ans", and not "j'ai 20 ans de métier": a length of time is what a CV is made of. */
const AGE = new RegExp(String.raw`(?<=(?<![\p{L}])(?:(?<!\by[ \u00a0])(?:ai|as|a|ont|avons|avez|avais|avait|aura|aurai|aurais|aurait|eu|fêté|fête|fêter|âgée?s?(?:[ \u00a0]de)?|agée?s?(?:[ \u00a0]de)?|dès|à|A|À|mes|ses|nos|passé|bientôt|presque|déjà|avoir)[ \u00a0](?:déjà |bientôt |presque |maintenant |aujourd[’']hui |juste )?))(?:${TENS}|${SAID_AGE})(?=[ \u00a0]?ans(?![\p{L}])${NO_TERM})`, 'giu')
/** "Âge : 47", "52 ans – Lyon" where nothing else is said in that place, "née en" and the like are dates of birth. */
const STATED_AGE = new RegExp(String.raw`(?<=(?<![\p{L}])(?:âge|age|aged|ages)[ \u00a0]{0,2}[:=]?[ \u00a0]{0,2}(?:of )?)${TENS}(?!\d|[.,]\d|[ \u00a0]?%)|(?<=(?:^|[\n,|•·(–—-])[ \t\u00a0]{0,3})${TENS}(?=[ \u00a0]?ans[ \t\u00a0]{0,3}(?:$|[\n,|•·)–—.-]))`, 'gimu')
const ENGLISH_AGE = new RegExp(String.raw`(?<=(?<![\p{L}])(?:i[’']?m|i am|he is|she is|he[’']s|she[’']s|turned|turning|turn|at|nearly|almost|was|am)[ \u00a0](?:now |only |already |almost |nearly |an? )?)${TENS}(?![\d.,]\d|[ \u00a0]?(?:%|€|£|\$|k|h\b|am\b|pm\b|km|miles?|minutes?|hours?|days?|weeks?|months?|years?(?![ -]old)|people|per ?cent|degrees?|staff|\p{L}+s\b)|:\d|\d)|(?<![\d.,])${TENS}(?=[- \u00a0](?:years?|yrs?)[- \u00a0]old)`, 'giu')
/** A line that says who somebody is, and how old: "Marketing Executive, 29". */
const CLOSING_AGE = new RegExp(String.raw`(?<=^[^\n\d,]{3,60},[ \u00a0])(?:1[6-9]|[2-6]\d)(?=[ \t]*$)`, 'gmu')
const DECADE = /(?<![\p{L}])(?:trent|quarant|cinquant|soixant)aine(?=[ \u00a0]*(?:$|[.,;!?\n]|passée|bien|approche|et|qui|je|mais))|(?<![\p{L}])(?:quadra|quinqua|sexa|septua)(?:génaire)?s?(?![\p{L}])|(?<=in (?:my|his|her|their) (?:early |mid |late |mid-)?)(?:twen|thir|for|fif|six|seven)ties/giu

interface Rule {
  readonly kind: Span['kind']
  readonly pattern: RegExp
  readonly unless?: (match: string) => boolean
  /** Cheap, and true of every text that the pattern is in: most have no such words. */
  readonly where?: RegExp
  /** A full stop at the end of a sentence is not part of it. */
  readonly trims?: boolean
}

/** In order of precedence: of two that overlap the first is kept. Each is bounded, so that no text takes long. */
const RULES: readonly Rule[] = [
  { kind: 'TEXT', pattern: LOOKALIKE },
  { kind: 'EMAIL', pattern: EMAIL },
  { kind: 'EMAIL', pattern: SAID_EMAIL, where: /[ -](?:arobase?|at)[ -]/i },
  { kind: 'LINK', pattern: LINK, trims: true },
  { kind: 'EMAIL', pattern: SHORT_EMAIL, trims: true },
  { kind: 'NUMBER', pattern: BIRTH, where: /\bn[ée]e?\S{0,4}[ \u00a0]+(?:le|en|the)|naissance|born|birth|anniversaire|d\.?o\.?b\b/i },
  { kind: 'NUMBER', pattern: AGE, where: /\bans\b/i },
  { kind: 'NUMBER', pattern: STATED_AGE, where: /\bans\b|âge|\bage/i },
  { kind: 'NUMBER', pattern: ENGLISH_AGE, where: /\b(?:i|am|is|was|turn\p{L}*|at|nearly|almost|old|he|she)\b/iu },
  { kind: 'NUMBER', pattern: CLOSING_AGE },
  { kind: 'NUMBER', pattern: DECADE },
  { kind: 'NUMBER', pattern: IBAN },
  { kind: 'NUMBER', pattern: SMALL_IBAN },
  { kind: 'NUMBER', pattern: SECURITY },
  { kind: 'NUMBER', pattern: VAT },
  { kind: 'NUMBER', pattern: SIRET },
  { kind: 'NUMBER', pattern: CARD },
  { kind: 'NUMBER', pattern: PLATE },
  { kind: 'NUMBER', pattern: LABELLED_NUMBER, where: new RegExp(`(?:${NUMBER_LABELS})[ \\u00a0.:°nº]`, 'iu'), unless: (match) => digitsOf(match).length < 5 },
  { kind: 'PHONE', pattern: PHONE, unless: isPeriod },
  { kind: 'PHONE', pattern: LABELLED_PHONE },
  { kind: 'PHONE', pattern: PAIRS },
  { kind: 'PHONE', pattern: SIGNS },
  { kind: 'PHONE', pattern: AMERICAN },
  { kind: 'PHONE', pattern: SAID_PHONE },
  { kind: 'NUMBER', pattern: SIREN, unless: (match) => !isSiren(digitsOf(match)) },
  { kind: 'NUMBER', pattern: LONG_NUMBER },
  { kind: 'ADDRESS', pattern: STREET, trims: true },
  { kind: 'ADDRESS', pattern: OTHER_STREET, trims: true },
  { kind: 'ADDRESS', pattern: HOME_STREET, where: /habit|domicili|demeurant|r[ée]sid|log[ée]|adress|address|liv(?:e|ing)/i, trims: true },
  { kind: 'ADDRESS', pattern: ENGLISH_STREET },
  { kind: 'ADDRESS', pattern: POSTCODE },
  { kind: 'ADDRESS', pattern: TOWN_POSTCODE },
  { kind: 'ADDRESS', pattern: BEHIND_TOWN },
  { kind: 'ADDRESS', pattern: BOX },
  { kind: 'ADDRESS', pattern: UK_POSTCODE },
  { kind: 'ADDRESS', pattern: FOREIGN_STREET },
  { kind: 'ADDRESS', pattern: ZIP },
  { kind: 'LINK', pattern: HANDLE },
  { kind: 'LINK', pattern: NAMED_HANDLE },
  { kind: 'LINK', pattern: BARE_DOMAIN },
  { kind: 'LINK', pattern: SUBDOMAIN },
  { kind: 'LINK', pattern: IN_PATH },
]

/** E-mails, links, phones, addresses and bank or security numbers in a text. */
export function findPatterns(text: string): Span[] {
  return RULES.flatMap(({ kind, pattern, unless, where, trims }) =>
    where?.test(text) === false ? [] : [...text.matchAll(pattern)].flatMap(({ 0: match, index }) => {
      const kept = trims ? match.replace(/[\s.,;:!?]+$/, '') : match.trimEnd()
      return kept === '' || unless?.(kept) ? [] : [{ start: index, end: index + kept.length, kind }]
    }))
}
