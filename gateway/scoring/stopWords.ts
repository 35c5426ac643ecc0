import { isProse } from './prose.ts'

/*
 * Words that say nothing about a job: the grammar of French and English (accents taken off, elisions as they are left by
 * the apostrophe), and what every job offer says of itself.
 */

const french = `a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avez avoir avons c car ce ceci cela celle celles celui ces cet cette ceux
chaque chez ci comme comment d dans de deja depuis des donc dont du elle elles en encore entre es est et etait etant ete etes etre eu eux fait faire fois font hors il ils
j je jusqu l la le les leur leurs lors lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent plus pour
pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera serez seront ses si sien soi soit sommes son sont sous sur t ta tant te tes toi ton tous
tout toute toutes tres tu un une vers via voici voila vos votre vous y lorsque tel telle tels telles divers diverses`

const english = `a about above after again all also an and any are as at be because been before being below between both but by can could did do does doing down during each
etc few for from further had has have having he her here hers him his how i if in into is it its just me more most my no nor not now of off on once only or other our ours out
over own per same she should so some such than that the their theirs them then there these they this those through to too under until up us very was we were what when
where which while who whom why will with within would you your yours re ve ll d`

const offer = `offre offres poste postes profil profils recherche recherchons recherchez recrute recrutons recrutement candidat candidats candidate candidates candidature candidatures
entreprise entreprises societe societes groupe client clients mission missions equipe equipes travail travailler rejoindre rejoignez integrer contrat cdi cdd stage alternance
interim freelance salaire remuneration brut annuel annuelle mensuel euros euro eur lieu localisation type temps plein partiel description competence competences experience
experiences expert minimum maximum ans annee annees an mois jour jours semaine heures niveau bac diplome diplomes formation requis requise requises exige exigee souhaite
souhaitee apprecie appreciee atout idealement maitrise connaissance connaissances capable capacite bon bonne bonnes excellent excellente forte fort sein cadre place
avantages mutuelle tickets restaurant teletravail hf fh h f x job jobs role position company companies team teams candidates looking seeking hiring
join opportunity skill skills knowledge years year month required requirement requirements preferred plus must nice strong good excellent ability able work working
salary benefits full time part remote hybrid location responsibilities responsibility including e g ie etc apply know like you'll
outil outils gout sein domaine domaines secteur secteurs environnement activite activites projet projets responsabilite responsabilites demarche quotidien objectif objectifs enjeu enjeux
solution solutions sens esprit envie volonte aisance titulaire issu issue dote dotee reconnu reconnue premiers charge chargee tache taches sujet sujets cours jeune dynamique
background proven track record understanding looking ideally team's great across within related degree equivalent plus tools environment projects project
logiciel logiciels agence agences etablissement etablissements enseigne structure structures
indispensable indispensables obligatoire imperatif imperative necessaire service services qualites motive motivee
assurer participer contribuer permettre besoin besoins ensemble premiere premier selon nouveau nouvelle nouvelles nouveaux grand grande permanent`

/** Of the words that a title may have, those that name no job: contracts, and the two genders. */
const contracts = 'cdi cdd stage alternance apprentissage interim freelance hf fh plein temps partiel internship permanent contract'

const setOf = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.split(/\s+/)))

/** Grammar only: what languages are told apart by, and what no term begins or ends with. */
export const grammar = { fr: setOf(french), en: setOf(english) } as const

const stops = setOf(french, english, offer)

/** Participles that name a job where they stand in its title: "chargée de recrutement", "attaché commercial". */
const inTitles = setOf('charge chargee charges chargees attache attachee attaches attachees diplome diplomee associe associee responsable general generale principal principale adjoint adjointe premier')

/**
 * Says nothing about a job: grammar, an offer's own words, numbers, single letters, what "vous" do (`maîtrisez`), and the prose
 * of recruiting in all its forms.
 * @param norm lower case, without accents
 * @param written as it stands in the text
 */
export const saysNothing = (norm: string, written: string): boolean =>
  norm.length < 2 || stops.has(norm) || /^\d|[a-z]{3}ez$/.test(norm) || isProse(norm, written)

const notInTitle = setOf(french, english, contracts)
/** A title is all about the job, and says "recrutement" or "service" only where that is the job; prose is prose there too. */
export const saysNothingInTitle = (norm: string, written: string): boolean =>
  norm.length < 2 || notInTitle.has(norm) || /^\d/.test(norm) || (!inTitles.has(norm) && isProse(norm, written))
