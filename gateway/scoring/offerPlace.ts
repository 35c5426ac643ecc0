import type { Found } from './offerTitle.ts'
import { cutTo, evidenceAt, lineOf } from './words.ts'
import type { Text } from './words.ts'

const town = "[\\p{Lu}][\\p{L}'’]{1,30}(?:[ -](?:(?:sur|sous|en|le|la|les|lès|lez|de|du|des|d'|d’|l'|l’|et|aux?)[ -]?){0,2}[\\p{Lu}][\\p{L}'’]{1,30}){0,3}(?:[ \\u00a0]\\d{1,2}(?:er|ème|eme|e)(?!\\p{L}))?"
const placeLabel = /^[ \t]{0,20}(?:📍[ \t]{0,4}(?=\p{Lu})|(?:[-*•#>📍]{1,3}[ \t]{0,4})?(?:lieu(?: de travail| du poste)?|localisation|ville|localit[ée]|adresse|location|place of work)[ \t]{0,4}[:：][ \t]{0,8}(?=\S))/iu

/** Towns of France with an article: "au Mans" is in Le Mans, "des Ulis" of Les Ulis. Elsewhere `au` leads to no town, but to a country. */
const withLe = /^(?:Mans|Havre|Touquet|Puy|Creusot|Bouscat|Cannet|Kremlin|Perreux|Plessis|Chesnay|Raincy|Port|Tampon|Lamentin|Bourget|Blanc|Haillan|Pradet|Pecq|Pouliguen|Vésinet|Tréport|Crotoy|Cateau|Quesnoy|Teil|Pontet|Thor|Muy|Luc|Lavandou|Grau|Relecq|Rheu|Croisic|Loroux|Pellerin|Bignon|Mée|Pré|Barp|Taillan|Passage|Fousseret|Vigan|Cheylard|Péage|Pouzin|Bourg|Lion|Conquet|Faouët|Palais|Grand-Quevilly|Petit-Quevilly|Neubourg|Trait|Ban|Val|François|Robert|Marin|Moule|Gosier)(?![\p{L}])/u
const withLes = /^(?:Sables|Ulis|Herbiers|Mureaux|Lilas|Andelys|Abymes|Pavillons|Clayes|Essarts|Angles|Pennes|Milles|Arcs|Rousses|Gets|Ménuires|Houches|Contamines|Avirons|Trois|Anses|Saintes|Deux|Echelles|Échelles|Lucs|Sorinières|Ponts|Martres|Matelles|Loges|Riceys|Rosiers|Noës|Aix|Issambres)(?![\p{L}])/u
const withL = /^(?:Isle|Haÿ|Hay-les|Aigle|Arbresle|Union|Île|Étang|Houmeau|Hermitage)(?![\p{L}])/u
const countries = /^(?:Luxembourg|Canada|Québec|Maroc|Portugal|Royaume-Uni|Japon|Brésil|Danemark|Sénégal|Pays [Bb]asque|Liban|Mexique|Bénin|Cameroun|Togo|Mali|Niger|Vietnam|États-Unis|Etats-Unis|Pays-Bas|Émirats)(?![\p{L}])/u
const region = "(?:Île|Ile)[- ]de[- ]France|Bretagne|Normandie|Occitanie|Nouvelle-Aquitaine|Aquitaine|Auvergne(?:-Rhône-Alpes)?|Rhône-Alpes|Bourgogne(?:-Franche-Comté)?|Franche-Comté|Centre-Val de Loire|Grand Est|Hauts-de-France|Pays de la Loire|Provence(?:-Alpes-Côte d['’]Azur)?|PACA|Corse|Alsace|Lorraine|Champagne|Picardie|Vendée|Savoie|Haute-Savoie|Gironde|Guadeloupe|Martinique|Guyane"

const at = "(?<join>à l['’]|à|aux?|en|in|at|near|près de|proche de)"
const of = "(?<join>de l['’]|de|du|des|d['’]|à|aux?|in|at)"
const places: readonly RegExp[] = [
  new RegExp(`(?:(?<certain>[Aa]ux?) )?(?<town>${town})[ \\u00a0]\\((?:\\d{5}|\\d{2,3}|2[AB])\\)`, 'u'),
  new RegExp(`\\b(?<town>\\d{5}[ \\u00a0]${town})`, 'u'),
  new RegExp(`(?:[Bb]asée?s?(?:[(·]e\\)?)?|[Ss]ituée?s?|[Ll]ocalisée?s?|[Ii]mplantée?s?|[Bb]ased|[Ll]ocated)(?: principalement)? ${at}[ \\u00a0]?(?<town>${town})`, 'u'),
  new RegExp(`(?:siège|agence|bureaux|usine|site|magasin|boutique|clinique|hôpital|entrepôt|atelier|établissement|restaurant) ${of}[ \\u00a0]?(?<town>${town})`, 'u'),
  new RegExp(`(?:CDI|CDD|stage|[Aa]lternance|[Pp]oste|postes|bureaux|agence|siège|offices?|recrute|recrutons|[Tt]ravail|[Mm]ission) ${at}[ \\u00a0]?(?<town>${town})`, 'u'),
  new RegExp(`(?<!\\p{L})(?<town>(?:Paris|Lyon|Marseille)[ \\u00a0]\\d{1,2}(?:er|ème|eme|e))(?!\\p{L})`, 'u'),
  new RegExp(`(?<!\\p{L})(?:en|[Rr]égion) (?<town>${region})(?!\\p{L})`, 'u'),
  /(?<!\p{L})[Dd]ans le (?<town>\d{2,3}|2[AB])(?![\p{L}\d]|[ \u00a0](?:mois|ans|jours|heures|%|€))/u,
]

/** The name as it stands in a list of towns, of what follows `join`; null where it is half a name, or none. */
function townAfter(join: string, said: string): string | null {
  const article = /^(?:au|du)$/.test(join) ? (withLe.test(said) ? 'Le ' : null) : /^(?:aux|des)$/.test(join) ? (withLes.test(said) ? 'Les ' : null) : /l['’]$/.test(join) ? (withL.test(said) ? 'L’' : null) : ''
  if (article !== null) return article + said
  return countries.test(said) && /^aux?$/.test(join) ? said : null
}

/** "Remote (EU)", "Télétravail / Paris": what is left is the place; working from home is none (`remote` says it). */
const elsewhere = /^(?:(?:100[ \u00a0]?%[ \u00a0]?)?(?:full[- ]|fully[ -])?(?:remote|télétravail|teletravail|à distance|hybride?|home[- ]office|work from home)(?: (?:complet|total|partiel|possible|working|only|first))?)(?!\p{L})[ \u00a0]?(?:[(/,:–—-]|ou|or|in|à|et|and)?[ \u00a0]?(.{0,100})$/iu

function labelled(text: Text): Found<string> | null {
  for (let line = 0; line < text.lines.length; line += 1) {
    const said = lineOf(text, line)
    const match = placeLabel.exec(said.slice(0, 80))
    if (!match) continue
    const rest = cutTo(said.slice(match[0].length), 100)
    const home = elsewhere.exec(rest)
    const left = (home ? (home[1] ?? '') : rest).split(/[|;]| [-–—] |,? \(?(?=(?:télétravail|remote|hybrid|CDI|CDD|full)(?!\p{L}))/iu)[0]!.trim()
    const value = home ? left.replace(/\)$/, '').trim() : left.replace(/,$/, '')
    if (value === '' || (home && !/^\p{Lu}/u.test(value))) continue
    const start = text.lines[line]! + match[0].length + said.slice(match[0].length).indexOf(value)
    return { value, evidence: evidenceAt(text.raw, start, start + value.length) }
  }
  return null
}

/** Where the work is: a line "Lieu :", a town with its department or postal code, "basé à", a region, "dans le 92". */
export function findPlace(text: Text): Found<string> | null {
  const found = labelled(text)
  if (found) return found
  for (const pattern of places) {
    for (const match of text.raw.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
      const { town: said, join = '', certain } = match.groups as { town: string; join?: string; certain?: string }
      // A department says that it is a town, and "au" that its name begins with Le.
      const value = certain ? `${/x$/.test(certain) ? 'Les' : 'Le'} ${said}` : townAfter(join, said)
      if (value === null) continue
      const start = match.index + match[0].lastIndexOf(said)
      return { value, evidence: evidenceAt(text.raw, start, start + said.length) }
    }
  }
  return null
}
