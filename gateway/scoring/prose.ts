/*
 * The prose of recruiting: verbs in all their forms, participles, adjectives and adverbs that speak of the demand ("exigées",
 * "similaire", "immédiatement", "proven") and not of the work. A list of the verbs is inflected; participles with an accent,
 * adverbs and a few endings are known by their shape, nouns of that shape being listed. Names of skills never come here: the
 * gazetteer has taken them before. Everything without accents, but for what is told by them.
 */

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** Verbs in -er. Left out on purpose are those with a form that names work: donner (données), aider, veiller, former, enseigner. */
const firstGroup = words(`
accepter accompagner accorder adapter adorer adresser affecter affirmer agreer aimer ajouter ambitionner amener animer apporter apprecier appuyer arriver aspirer assigner associer assumer assurer attacher attester
avancer baser beneficier chercher collaborer combiner commencer completer comporter concerner confier confirmer confronter considerer consister constituer contacter continuer contribuer coordonner creer dedier
demander demarrer demontrer depasser desirer destiner determiner developper devouer disposer distinguer diversifier doter durer echanger effectuer elaborer embaucher encourager engager envisager envoyer epauler
essayer estimer evaluer evoluer evoquer exceller executer exercer exiger experimenter exprimer faciliter favoriser fixer fonder formaliser gagner gerer habiter habituer identifier illustrer impliquer importer
impulser indiquer informer initier innover insister inspirer instaurer integrer interesser intituler inviter jouer justifier laisser lier limiter manifester maitriser mener mentionner mobiliser motiver multiplier
necessiter nommer noter obliger observer occuper octroyer oeuvrer optimiser orienter oser partager participer passer passionner penser perenniser perfectionner persuader placer planifier positionner posseder
postuler pratiquer preciser preconiser preferer preparer presenter privilegier proceder prolonger proposer prouver questionner rapporter rassembler rattacher realiser rechercher recommander recruter rediger refleter
regler relever remercier remplacer remunerer rencontrer renforcer renouveler reposer resider respecter rester resumer reveler risquer seconder selectionner sembler sensibiliser solliciter souhaiter souligner
specialiser stimuler structurer suggerer superviser supporter tenter travailler trouver utiliser valider valoriser varier verifier viser situer deplacer nuancer adherer cibler debuter impressionner deployer epargner
bousculer challenger reinventer accrocher progresser dynamiser concretiser accelerer ameliorer decliner decrocher investiguer localiser idealiser cumuler alterner appeler completer rassurer surprendre detailler`)

const secondGroup = words('agir accomplir aboutir approfondir choisir definir elargir enrichir epanouir etablir fournir garantir grandir investir nourrir reflechir reunir reussir remplir subir unir reagir')

/** Forms of other verbs; `permis` and `saisie` are work. */
const otherForms = words(`
pouvoir peux peut pouvons pouvez peuvent pouvant pourra pourrez pourront pourrait pourraient devoir dois doit devons devez doivent devra devrez devront devrait devraient vouloir veut veulent voulant voudrez voulu
savoir sais sait savez savent sachant saura saurez sauront faire faites faisons faisant fera ferez feront prendre prend prenez prennent prenant pris prise prises prendrez mettre met mettez mettent mettant mis mises mettrez
tenir tient tenez tenant tenu tenus tiendrez venir vient venez venant venu devenir devient devenez deviendrez devenu obtenir obtenu obtenez soutenir soutenez soutenant soutenu maintenir maintenez intervenir intervient
intervenez interviendrez appartenir appartient convenir convient provenir provenant recevoir recevez recu recue recevrez concevoir concu concue concevez concevant suivre suivez suivant suivante suivants suivantes
connaitre connais connaissez connaissant connu connue connus connues reconnaitre reconnaissez comprendre comprend comprenez comprenant compris comprise apprendre apprenez apprenant appris repondre repond repondez repondant
attendre attendons attendez attendu attendue attendus attendues rendre rend rendez rendu dire dit dites lire lisant vivre vivez voir vu prevoir prevu prevue prevus prevues rejoindrez joindre joint jointe joints
permettre permet permettent permettant promettre transmettre transmet transmettez offrir offrons offrez offert offerte offertes offrant ouvrir ouvert ouverte ouverts ouvertes decouvrir decouvrez requerir requiert requerant
acquerir acquis acquise acquises inscrire inscrit inscrite satisfaire satisfait satisfaite valoir vaut falloir faut faudra entreprendre soumettre soumis soumise correspondre correspond correspondez correspondant convaincre
convaincu accueillez accueillons poursuivre poursuivez poursuivant promouvoir resoudre sourire souriant souriante croire croyez croyons plaire plait sentir sentez servir sera serons seriez aura aurez auront auriez ayant
issus issues dependre depend entendre entendu defendre craindre requis requise requises reconnu reconnue reconnus reconnues organiser organisant organisez efficacement courant couramment garder gardez serait seraient soient fut deux trois quatre cinq six sept huit neuf dix douze quinze vingt plusieurs chacun chacune aupres heure lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier avril juin juillet aout
septembre octobre novembre decembre souhait souhaits parle parler parlez aille aller va allant`)

/** Adjectives and nouns of the same prose; feminine and plural are made. */
const describing = words(`
obligatoire imperatif indispensable necessaire similaire equivalent souhaitable possible impossible disponible ponctuel serieux souriant agreable ambitieux fiable bienveillant mobile flexible solide important majeur
essentiel principal divers different nombreux quotidien regulier immediat rapide prochain futur actuel ancien recent moderne innovant attractif competitif evolutif stimulant epanouissant convivial chaleureux humain reel
veritable vrai seul unique complet total entier global general parfait irreprochable exemplaire ideal minimal maximal superieur inferieur significatif pertinent adequat suffisant particulier specifique certain habituel
occasionnel eventuel potentiel preferable facultatif optionnel apte desireux volontaire sensible attentif consciencieux meticuleux debrouillard energique enthousiaste accueillant consequent performant percutant
challengeant clair simple facile difficile delicat gros petit beau haut long court large professionnel personnel individuel collectif complementaire supplementaire exceptionnel captivant passionnant enrichissant
interessant motivant exigeant valorisant rassurant engageant ambiant independant competent renouvelable modulable evident premier dernier second autonome neuf correct proche
croissance demarrage opportunite ambiance parcours preuve occasion moyen facon maniere cas titre base notion fonction disponibilite passion interet secret prime statut horaire taux amplitude periode duree date debut fin
matin soir acteur leader reference plupart nombre partie suite lien point vue semestre pretention embauche curriculum exigence souhait attente atouts force impact defi challenge merci`)

const english = words(`
accept achieve act adapt add allow aspire assist attend attract become benefit collaborate combine complete consider contribute coordinate create deal dedicate define deliver demonstrate depend describe desire
determine develop earn embrace employ enable encourage engage enjoy enhance enrol enroll ensure enter execute exceed exist expand expect explore facilitate feel find fit follow foster gain gather get give grow handle
help hold identify implement improve include influence inspire interact introduce involve keep learn leverage live love maintain make manage mean meet motivate need note obtain offer participate perform possess prefer
prepare present prioritise prioritize provide prove pursue qualify reach receive recognise recognize refer relate rely represent require resolve respect respond reward seek serve set shape share show solve specialise
specialize spend start strive submit succeed suit take thank think thrive understand undertake use value vary wait want welcome wish assure assign become come bring say tell let put run look thrive excite interest`)

const englishOther = words(`
essential desirable mandatory passionate enthusiastic friendly outgoing flexible hardworking motivated fluent ideal eager keen willing available comfortable successful exciting rewarding meticulous compassionate confident
competitive great outstanding exceptional fast paced responsible various several many much big large small independent equal diverse dynamic innovative leading high relevant similar equivalent suitable familiar capable
positive professional current demonstrable preferable advantageous additional next best better hands oriented minded driven proven solid written spoken shipped supporting supported supports well basis chance applicant
applicants day days week weeks month months hour hours weekend weekends growth package bonus perks people world way things level range variety use end culture career passion passion's kind someone anyone everyone
always never often already today very really truly self quick eagerness willingness desire excelling excels independent thoughtful talented talent bright curious ambitious thorough resilient adaptable busy lively first
second last grew grown made given done gone found held kept known led met least criteria two three four five six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday term terms working joining sent shown taken understood won sought brought became`)

/** Nouns and trades with the ending of a participle; `marchés publics`, `temps partagé` and their like are in the gazetteer, or gone without loss. */
const accented = new Set(words(`
marché café employé salarié congé degré procédé résumé clé blé thé musée lycée pavé carré curé associé handicapé blessé délégué canapé supermarché hypermarché idée année journée tournée soirée entrée arrivée portée donnée
armée allée chaussée cheminée purée randonnée fusée marée levée mêlée poignée assemblée montée dictée pensée coulée tranchée plongée embarqué augmenté distribué connecté surgelé agrégé certifié breveté armé privé bébé
passé communiqué attaché chargé abonné exposé énoncé réfugié licencié allié appliqué défilé dégradé fossé diplômé autorisé carrossé prothésé brasé moulé gré pré mosquée trophée épée dragée orchidée bouchée araignée buée
fée lancée matinée cuillerée veillée travée saignée poupée nausée hyménée odyssée ramée risée rosée ruée corvée couvée denrée chevauchée échappée épopée foulée gelée giboulée huée jetée ondée panacée percée gorgée`).map((word) => word.normalize('NFC')))

const notAdverbs = new Set(words('renouvellement signalement etalement nivellement eclairement ruissellement accablement supply supplies assembly family anomaly monopoly reply poly italy butterfly'))
const notPast = new Set(words('embedded distributed registered certified licensed chartered automated applied speed breed indeed exceed proceed succeed hundred unmanned'))

/** A participle by its accent (but not `qualité`, `santé`); an adverb; a form that only a verb has. */
function hasItsShape(norm: string, written: string): boolean {
  const said = written.normalize('NFC').toLowerCase()
  if (/(?:[^t]és?|ées?)$/.test(said)) return !accented.has(said.replace(/s$/, '')) && !accented.has(said.replace(/es?$/, ''))
  if (/(?:ivement|eusement|ellement|alement|ablement|iblement|airement|amment|emment|iquement|ierement|idement|actement|faitement|ictement|oitement|ectement|diatement|ativement|leinement)$/.test(norm)) return !notAdverbs.has(norm)
  if (/[a-z]{3}ly$/.test(norm)) return !notAdverbs.has(norm)
  if (/[a-z]{3}ed$/.test(norm)) return !notPast.has(norm)
  return /(?:[a-z]{4}iss(?:antes?|ants?|ent)|[a-z]{3}(?:eront|iront|erait|eraient|irait|iraient|assent))$/.test(norm) && !/^(?:croissant|puissant)/.test(norm)
}

function* formsOfFirst(verb: string) {
  const root = verb.slice(0, -2)
  const soft = root.endsWith('g') ? `${root}e` : root
  for (const ending of ['e', 'es', 'ent', 'er', 'ez', 'ee', 'ees', 'era', 'erez', 'eront', 'erons', 'erait', 'eraient', 'iez']) yield root + ending
  for (const ending of ['ons', 'ant', 'ante', 'ants', 'antes', 'ait', 'aient']) yield soft + ending
  if (root.endsWith('y')) for (const ending of ['e', 'es', 'ent', 'era', 'erez']) yield `${root.slice(0, -1)}i${ending}`
}

function* formsOfSecond(verb: string) {
  const root = verb.slice(0, -1)
  for (const ending of ['', 'r', 's', 't', 'e', 'es', 'ra', 'rez', 'ront', 'ssez', 'ssons', 'ssent', 'ssant', 'ssante', 'ssants', 'ssantes', 'ssait']) yield root + ending
}

function* formsOfDescribing(word: string) {
  yield* [word, `${word}s`, `${word}e`, `${word}es`]
  if (word.endsWith('if')) yield* [`${word.slice(0, -1)}ve`, `${word.slice(0, -1)}ves`]
  if (word.endsWith('eux')) yield* [`${word.slice(0, -1)}se`, `${word.slice(0, -1)}ses`]
  if (word.endsWith('al')) yield `${word.slice(0, -1)}ux`
  if (/(?:el|en|et|on|os)$/.test(word)) yield* [`${word}${word.at(-1)}e`, `${word}${word.at(-1)}es`]
}

function* formsOfEnglish(verb: string) {
  const mute = verb.endsWith('e') ? verb.slice(0, -1) : verb
  yield* [verb, `${verb}s`, `${verb}es`, `${mute}ing`, `${verb}${verb.at(-1)}ing`, `${mute}ed`]
  if (verb.endsWith('y')) yield `${verb.slice(0, -1)}ies`
}

let compiled: ReadonlySet<string> | undefined

/** Made at the first use, since it never changes: some ten thousand forms. */
function proseForms(): ReadonlySet<string> {
  const forms = new Set([...otherForms, ...englishOther])
  for (const [list, formsOf] of [[firstGroup, formsOfFirst], [secondGroup, formsOfSecond], [describing, formsOfDescribing], [english, formsOfEnglish]] as const) {
    for (const word of list) for (const form of formsOf(word)) forms.add(form)
  }
  return forms
}

/**
 * Whether a word is of the prose of recruiting.
 * @param norm lower case, without accents
 * @param written as it stands in the text
 */
export const isProse = (norm: string, written: string): boolean => (compiled ??= proseForms()).has(norm) || hasItsShape(norm, written)
