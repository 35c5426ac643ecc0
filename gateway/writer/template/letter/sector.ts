/*
 * "du secteur des soins infirmiers", "le secteur de l’informatique", "du secteur bancaire": a noun wants an article, an adjective none.
 * Which article is known from the noun, or from how it ends; where neither tells, the name stands bare, as trades are named in speech.
 */
const words = (list: string) => new Set(list.split(' '))

const ADJECTIVE = /(?:ique|tiques?|if|ive|aire|el|ier|al|able|ible|aux|eux)$/i
/** Nouns that end like adjectives. */
const NOT_ADJECTIVES = words('musique pratique politique banque boutique clinique mécanique botanique fabrique dentaire immobilier hôtel papier mobilier journal animal métier atelier logiciel matériel textile artisanal')
const BARE = words('bancaire automobile immobilier textile hospitalier agroalimentaire ferroviaire public privé tertiaire médico-social sanitaire social associatif culturel paramédical médical pharmaceutique funéraire agricole viticole horticole industriel artisanal marchand spatial maritime fluvial aérien routier pénitentiaire éducatif sportif juridique judiciaire scientifique nucléaire minier forestier équestre postal assurantiel digital numérique data tech informatique aéronautique logistique électronique cosmétique énergétique touristique')
const FEMININE = words('santé vente banque mode musique recherche presse police cuisine pâtisserie boulangerie beauté coiffure culture publicité qualité mécanique paie pharmacie science finance petite grande relation mer montagne forêt défense justice loi nuit photo vidéo télévision radio météo robotique politique sécurité propreté grande-distribution boucherie charpente plomberie maçonnerie soudure couture nature terre danse gendarmerie marine douane poste fibre restauration médiation prévention protection jeunesse vigne haute')
const MASCULINE = words('commerce droit marketing management design bâtiment sport cinéma spectacle transport luxe jeu vin web théâtre paysage soin service conseil btp travail numérique secrétariat notariat tourisme journalisme recrutement handicap négoce livre patrimoine nettoyage jardin bois papier logement littoral surf golf télémarketing webmarketing bien-être coaching fitness graphisme logiciel médico-social secourisme tutorat yoga bénévolat mobilier secteur')
const FEMININE_END = /(?:[tsx]ion|té|ence|ance|erie|ie|ure|ette|ade|esse|ise|ude|ée|ille|elle|onne|logie|graphie|nomie)$/i
const MASCULINE_END = /(?:ment|age|isme|iat|oir|eau|ing|at|et|ois|eur|ien|ier)$/i
const PLURAL_HEADS = /^(?:soins|achats|ressources|assurances|transports|travaux|services|métiers|arts|médias|télécoms?|télécommunications|jeux|finances|ventes|langues|sciences|espaces|énergies|biens|technologies|sports|loisirs|relations|affaires|professions|bibliothèques|musées|spectacles|marchés|études|collectivités|réseaux|systèmes|RH)$/i
const VOWEL = /^(?:[aeiouyàâäéèêëîïôöûüœ]|h(?!aut|and|aricot|all|ockey|and))/i

/** @param name as it stands inside a sentence */
export function sectorOf(name: string): string {
  if (/^(?:le )?(?:secteur|domaine|milieu|monde) /i.test(name)) return name.replace(/^le /i, '')
  if (/^(?:la |l[’'])/i.test(name)) return `secteur de ${name}`
  if (/^le /i.test(name)) return `secteur du ${name.slice(3)}`
  if (/^les /i.test(name)) return `secteur des ${name.slice(4)}`
  const article = articleOf(name)
  return article === null ? `secteur ${name}` : `secteur ${article}${name}`
}

function articleOf(name: string): string | null {
  const [first = ''] = name.split(/[ /,-]/)
  const head = first.toLocaleLowerCase('fr')
  const isAlone = !/ /.test(name)
  if (!/\p{L}/u.test(first) || (head !== 'btp' && !PLURAL_HEADS.test(first) && first.length > 1 && first === first.toLocaleUpperCase('fr'))) return null
  if (PLURAL_HEADS.test(first)) return 'des '
  if (BARE.has(head) && isAlone) return null
  if (isAlone && ADJECTIVE.test(head) && !NOT_ADJECTIVES.has(head) && !FEMININE.has(head) && !MASCULINE.has(head)) return null
  const isKnown = FEMININE.has(head) ? 'f' : MASCULINE.has(head) ? 'm' : FEMININE_END.test(head) ? 'f' : MASCULINE_END.test(head) ? 'm' : null
  if (VOWEL.test(first)) return isKnown !== null || KNOWN_VOWELS.has(head) || ADJECTIVE.test(head) ? 'de l’' : null
  if (isKnown === null) return null
  return isKnown === 'f' ? 'de la ' : 'du '
}

const KNOWN_VOWELS = words('e aide armée art agriculture assurance audit audiovisuel automobile économie école édition éducation élevage emploi énergie enfance enseignement environnement immobilier industrie ingénierie insertion interprétariat hôtellerie humanitaire habitat horlogerie horticulture hygiène hôpital optique orthophonie architecture aéronautique animation accueil archivage')
