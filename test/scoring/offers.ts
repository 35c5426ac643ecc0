/*
 * Job offers as they are written, French and English, of twenty trades; each with what must come out of it and what must not.
 * `keywords` are terms that the analysis has to have, `never` words of recruiting prose in it that say nothing about the job.
 */

export interface OfferCase {
  readonly name: string
  readonly text: string
  readonly title: string | null
  readonly company: string | null
  readonly contracts: readonly string[]
  readonly place: string | null
  /** Names of the gazetteer, all of which are found. */
  readonly skills: readonly string[]
  /** Lower case, as the offer writes them. */
  readonly keywords: readonly string[]
  readonly never: readonly string[]
}

export const offers: readonly OfferCase[] = [
  {
    name: 'nurse, fr', title: 'Infirmier(ère) diplômé(e) d’État', company: 'EHPAD Les Tilleuls', contracts: ['cdi'], place: 'Le Mans',
    skills: ['nursing care', 'medication administration', 'medical records', 'active listening', 'teamwork'], keywords: ['infirmier', 'soins infirmiers', 'pansements', 'résidents'],
    never: ['exigé', 'acceptés', 'obligatoires', 'rattaché', 'immédiatement', 'similaire', 'assurez', 'souhaitée', 'auprès'],
    text: `Infirmier(ère) diplômé(e) d’État (H/F)
L’EHPAD Les Tilleuls, établissement associatif de 84 lits situé au Mans (72), recrute un(e) infirmier(ère) en CDI à temps plein, poste à pourvoir immédiatement.

Rattaché(e) à l’infirmière coordinatrice, vous assurez :
- les soins infirmiers et les pansements auprès des résidents,
- l’administration des traitements et la tenue du dossier patient,
- l’encadrement des aides-soignants.

Profil :
- Diplôme d’État d’infirmier exigé, vaccinations obligatoires
- Une expérience similaire auprès de résidents âgés est souhaitée, débutants acceptés
- Écoute, travail en équipe, sens des responsabilités
Salaire : 2 300 € à 2 700 € brut mensuel. Week-ends travaillés une fois sur deux.`,
  },
  {
    name: 'driver, fr', title: 'Chauffeur livreur', company: 'Transports Guérin', contracts: ['cdd'], place: 'Le Havre',
    skills: ['driving licence'], keywords: ['chauffeur', 'livreur', 'permis b', 'livraison', 'colis'], never: ['exigé', 'pouvant', 'dépasse', 'impérativement', 'ponctuel', 'possédez', 'deux', 'amené'],
    text: `Chauffeur livreur (H/F)
Entreprise : Transports Guérin
Basé au Havre, vous effectuez la livraison de colis auprès de nos clients particuliers et professionnels.

Vous êtes ponctuel, organisé et possédez impérativement le permis B depuis plus de deux ans (permis exigé).
Port de charges pouvant aller jusqu’à 30 kg ; l’amplitude horaire ne dépasse pas 10 heures.
La livraison de colis exige une bonne connaissance du secteur. Vous êtes amené à travailler le samedi.
CDD de 6 mois renouvelable. Salaire : 12,30 € de l’heure.`,
  },
  {
    name: 'developer, fr', title: 'Développeur back-end Java confirmé', company: 'Numérilys', contracts: ['cdi'], place: 'Lyon 3e',
    skills: ['Java', 'Spring Boot', 'PostgreSQL', 'Docker', 'CI/CD', 'English', 'autonomy'], keywords: ['java', 'spring boot', 'développeur', 'postgresql'],
    never: ['confirmé', 'souhaitons', 'maîtrisez', 'appréciées', 'évoluez', 'innovant', 'issu', 'passionné', 'minimum', 'équivalent'],
    text: `Développeur back-end Java confirmé (H/F) - CDI - Lyon 3e
Numérilys est un éditeur de logiciels innovant. Nous souhaitons renforcer l’équipe produit.
Lieu : Lyon 3e, télétravail partiel

Vos missions :
- Concevoir et développer des services en Java et Spring Boot
- Participer aux revues de code et améliorer la couverture de tests
- Déployer avec Docker et une chaîne d’intégration continue

Profil recherché :
Issu(e) d’une formation Bac+5 ou équivalent, vous justifiez de 4 ans d’expérience minimum et maîtrisez Java, Spring Boot et PostgreSQL.
Passionné(e) et autonome, vous évoluez dans un environnement anglophone : anglais courant exigé.
Des connaissances en Kafka seraient appréciées.
Rémunération : 45 à 52 k€ selon profil.`,
  },
  {
    name: 'accountant, fr', title: 'Comptable général', company: 'Cabinet Morvan', contracts: ['cdi'], place: 'Les Sables-d’Olonne',
    skills: ['accounting', 'tax', 'Excel', 'rigour', 'Sage'], keywords: ['comptable', 'bilan', 'tva', 'clôture mensuelle'], never: ['demandées', 'indispensable', 'titulaire', 'exigée', 'similaires', 'maîtrisant', 'reconnu', 'confiées'],
    text: `Comptable général H/F
Le Cabinet Morvan, reconnu aux Sables-d’Olonne, recherche un comptable général en CDI.
Basé aux Sables-d’Olonne, vous prenez en charge un portefeuille de clients.

Missions confiées :
- Tenue de la comptabilité, déclarations de TVA, préparation du bilan
- Clôture mensuelle et fiscalité courante

Profil :
Titulaire d’un DCG, vous justifiez d’une expérience exigée de 3 ans dans des fonctions similaires.
Maîtrise d’Excel indispensable, logiciel Sage requis. La clôture et le bilan n’ont plus de secrets pour vous.
Rigueur et discrétion demandées. Un profil maîtrisant la TVA est requis.`,
  },
  {
    name: 'cook, fr', title: 'cuisinier', company: 'Restaurant Le Ponton', contracts: ['cdi'], place: 'La Rochelle',
    skills: ['cooking', 'HACCP', 'reliability'], keywords: ['cuisinier', 'haccp', 'carte', 'plats', 'poissons'], never: ['souriant', 'respectant', 'travaillé', 'serez', 'consécutifs', 'compléter'],
    text: `Le Restaurant Le Ponton recrute un cuisinier (H/F) pour compléter sa brigade à La Rochelle.
Vous travaillerez les poissons et les produits frais de saison en respectant les normes d’hygiène (HACCP requis).

- Mise en place et élaboration des plats de la carte
- Gestion des stocks et des commandes
- Entretien du plan de travail

CAP cuisine requis. Vous avez déjà travaillé les poissons. Fiable, motivé et souriant, vous serez force de proposition pour la carte et les plats du jour.
CDI 39 h, deux jours de repos consécutifs, logement possible. Poste à La Rochelle.`,
  },
  {
    name: 'care assistant, fr', title: 'Aide à domicile', company: 'ADMR', contracts: ['cdi'], place: '92',
    skills: ['elderly care', 'discretion', 'driving licence'], keywords: ['domicile', 'repas', 'toilette'], never: ['obligatoire', 'bienveillant', 'dépendantes', 'pouvez', 'débutante', 'acceptée', 'assurée'],
    text: `Aide à domicile H/F
L’ADMR recrute dans le 92 des intervenants à domicile auprès de personnes âgées et dépendantes.
Vos missions : aide à la toilette, préparation des repas, entretien du logement, aide aux personnes âgées.

Vous êtes bienveillant et discret. Le diplôme DEAES est un plus ; débutante acceptée, formation assurée.
Permis B et véhicule obligatoires : vous pouvez intervenir chez plusieurs personnes dans la journée. Qualités requises pour la toilette et les repas : discrétion.
CDI à temps partiel, modulable.`,
  },
  {
    name: 'sales, fr', title: 'Commercial terrain B2B', company: 'Solarys', contracts: ['cdi'], place: 'Île-de-France',
    skills: ['B2B', 'prospecting', 'negotiation', 'CRM'], keywords: ['commercial', 'prospection', 'portefeuille'], never: ['attractive', 'déplafonnée', 'ambitieux', 'souhaitez', 'réussi', 'confirmée', 'fixés', 'atteindre', 'spécialisée'],
    text: `Poste : Commercial terrain B2B (H/F)
Solarys est une entreprise spécialisée dans l’énergie solaire. Poste basé en Île-de-France.
Ambitieux, vous souhaitez rejoindre une société en pleine croissance et atteindre les objectifs fixés.

Missions
• Prospection et développement d’un portefeuille de clients professionnels
• Négociation des offres et suivi dans le CRM

Profil
• Expérience confirmée de 2 ans en vente B2B exigée
• Vous avez réussi à développer un portefeuille
Rémunération attractive : fixe de 28 k€ et prime déplafonnée. Véhicule, téléphone. CDI.`,
  },
  {
    name: 'electrician, fr', title: 'Électricien du bâtiment', company: 'Sarthélec', contracts: ['temporary'], place: '75011 Paris',
    skills: ['electrical wiring'], keywords: ['électricien', 'habilitation électrique', 'chantiers', 'câblage électrique'], never: ['requises', 'exigées', 'attendues', 'réalisés', 'occupé', 'rapidement', 'neufs'],
    text: `Électricien du bâtiment (H/F)
Sarthélec recrute un électricien pour des chantiers neufs et en rénovation. Agence : 12 rue Oberkampf, 75011 Paris.
Mission d’intérim de 3 mois, démarrage rapidement.

Compétences requises :
- Câblage électrique, pose d’appareillage, lecture de plans
- Habilitation électrique B1V exigée, travaux réalisés en chantier occupé
- Qualités attendues : rigueur, autonomie

Les habilitations exigées sont à jour. Taux horaire : 13 € de l’heure.`,
  },
  {
    name: 'teacher, fr', title: 'Professeur des écoles', company: 'École Sainte-Anne', contracts: ['cdd'], place: 'Saint-Étienne',
    skills: ['teaching', 'pedagogy'], keywords: ['professeur', 'classe', 'élèves'], never: ['souhaité', 'exigée', 'adaptées', 'bienveillant', 'possédant', 'sera', 'devra', 'favorisant'],
    text: `Professeur des écoles (H/F)
Rejoignez l’École Sainte-Anne à Saint-Étienne pour un CDD de remplacement d’un an.
Située à Saint-Étienne, notre école accueille 210 élèves.

Vous enseignez en classe de CM1, en favorisant des activités adaptées. L’enseignement par ateliers est requis pour la classe et les élèves.
Licence exigée, master MEEF souhaité. Le candidat, possédant une première expérience, devra faire preuve de pédagogie et sera bienveillant.`,
  },
  {
    name: 'developer, en', title: 'Senior Frontend Engineer', company: 'Brightside Labs', contracts: ['cdi'], place: 'EU',
    skills: ['React', 'TypeScript', 'GraphQL', 'web accessibility', 'communication'], keywords: ['react', 'typescript', 'frontend', 'engineer'], never: ['experienced', 'passionate', 'required', 'proven', 'comfortable', 'closely', 'ensure', 'successful', 'exciting', 'shipped', 'thriving'],
    text: `Senior Frontend Engineer
Brightside Labs is a company building tools for hospitals.
Location: Remote (EU)
We are looking for an experienced and passionate engineer to join our thriving team.

What you will do
- Build accessible interfaces in React and TypeScript, and ensure web accessibility
- Work closely with designers on an exciting product
- Own GraphQL APIs end to end

What we require
- 5+ years of experience with React and TypeScript
- Proven, successful products shipped; comfortable with GraphQL required
- Excellent communication skills
Permanent contract, £70,000 - £85,000 per year.`,
  },
  {
    name: 'nurse, en', title: 'Registered Nurse', company: 'St Anselm Hospital', contracts: ['cdi'], place: 'Bristol',
    skills: ['patient care', 'medication administration', 'teamwork'], keywords: ['nurse', 'patient care', 'ward'], never: ['dedicated', 'compassionate', 'mandatory', 'essential', 'desirable', 'currently', 'demonstrated', 'rotating'],
    text: `Job title: Registered Nurse
Employer: St Anselm Hospital
Location: Bristol
We are currently seeking dedicated and compassionate nurses for our surgical ward. This is a permanent position.

You will provide patient care on the ward, including medication administration, on rotating shifts.

Essential:
- NMC registration is mandatory
- Demonstrated experience in patient care and teamwork on a ward
Desirable:
- Teaching experience
Salary: £32,000 per annum.`,
  },
  {
    name: 'accountant, en', title: 'Management Accountant', company: 'Harrow Foods', contracts: ['cdd'], place: 'Leeds',
    skills: ['Excel', 'budgeting', 'IFRS', 'attention to detail'], keywords: ['management accountant', 'excel', 'month-end accounts', 'ifrs'], never: ['qualified', 'meticulous', 'responsible', 'highly', 'fast', 'paced', 'term', 'preparing', 'ideal'],
    text: `Management Accountant (12 month fixed-term contract)
Harrow Foods is hiring a management accountant in Leeds.
You will be responsible for preparing month-end accounts and budgeting.

Requirements
- Fully qualified (ACCA or CIMA) accountant, with strong knowledge of Excel and IFRS
- Highly organised, meticulous, with attention to detail, used to a fast-paced environment
- The ideal candidate must have prepared month-end accounts
Our office in Leeds is close to the station.`,
  },
  {
    name: 'sales, en', title: 'Sales Assistant', company: 'Oakley & Finch', contracts: ['temporary'], place: 'Manchester',
    skills: ['sales', 'cash handling', 'customer service'], keywords: ['sales', 'assistant', 'customer service', 'stock'], never: ['friendly', 'enthusiastic', 'outgoing', 'delivering', 'hardworking', 'needed', 'helping', 'flexible'],
    text: `Sales Assistant - Temporary position - Manchester
Join Oakley & Finch, an independent shop based in Manchester.
We are after a friendly, enthusiastic and hardworking sales assistant, delivering great customer service.
- Helping customers, cash handling, replenishing stock
- You have experience in retail; stock experience needed
- Must be flexible and outgoing`,
  },
  {
    name: 'warehouse, fr', title: 'Préparateur de commandes', company: null, contracts: ['temporary'], place: 'Mulhouse (68)',
    skills: ['order picking', 'forklift', 'CACES'], keywords: ['préparateur', 'caces', 'commandes'], never: ['postée', 'exigé', 'préparées', 'rigoureusement', 'validé', 'effectuez', 'garantissant'],
    text: `Préparateur de commandes (H/F)
Notre client, acteur majeur de la distribution, recherche un préparateur de commandes pour son entrepôt.
Lieu : Mulhouse (68)
Vous effectuez la préparation de commandes à l’aide d’un chariot élévateur, en garantissant la qualité des commandes préparées.
CACES 1 et 3 exigé et validé. Organisation postée en 2x8. Vous respectez rigoureusement les consignes.
Contrat : intérim, 3 mois.`,
  },
  {
    name: 'assistant, fr', title: 'assistante administrative', company: 'Mairie de Pornic', contracts: ['cdd'], place: 'Pornic (44)',
    skills: ['secretarial work', 'reception', 'office software'], keywords: ['assistante', 'secrétariat', 'accueil'], never: ['placée', 'demandée', 'variées', 'capable', 'adressée', 'offre', 'emploi'],
    text: `Offre d’emploi : assistante administrative (H/F)
La Mairie de Pornic recrute une assistante administrative polyvalente.
Lieu de travail : Pornic (44)
Placée sous l’autorité du directeur, vous assurez le secrétariat, l’accueil du public et des tâches variées.
Maîtrise de la bureautique demandée ; expérience en secrétariat et en accueil requise. Vous êtes capable de gérer les priorités.
CDD d’un an. Candidature adressée à Monsieur le Maire.`,
  },
  {
    name: 'data, en', title: 'Data Analyst internship', company: 'Verdant Energy', contracts: ['internship'], place: 'Dublin',
    skills: ['SQL', 'Python', 'Tableau Software', 'curiosity'], keywords: ['sql', 'python', 'data', 'analyst'], never: ['eager', 'pursuing', 'enrolled', 'supporting', 'ideally', 'hands', 'currently'],
    text: `Data Analyst internship
Verdant Energy is looking for a curious, motivated data analyst, based in Dublin.
You are pursuing a degree, are currently enrolled, and are eager to learn, supporting our teams.
Required: SQL and Python for data analysis; knowledge of Tableau Software, ideally hands-on.`,
  },
  {
    name: 'maintenance, fr', title: 'Technicien de maintenance industrielle', company: 'Fonderie Lacaze', contracts: ['cdi'], place: 'Montluçon',
    skills: ['industrial maintenance', 'PLC'], keywords: ['technicien', 'maintenance industrielle'], never: ['assurant', 'liées', 'exigées', 'réaliser', 'exige', 'proposée', 'devez'],
    text: `Technicien de maintenance industrielle (H/F)
La Fonderie Lacaze recrute à Montluçon. CDI à Montluçon.
En assurant la maintenance des lignes, vous devez diagnostiquer les pannes et réaliser les interventions liées.
Connaissances en automates programmables et en hydraulique exigées ; le poste exige de la réactivité. Une formation est proposée.`,
  },
  {
    name: 'hr, fr', title: 'chargée de recrutement', company: 'Groupe Aldéa', contracts: ['apprenticeship'], place: 'Nantes',
    skills: ['recruitment', 'communication'], keywords: ['recrutement', 'sourcing'], never: ['dotée', 'préparant', 'souhaitant', 'accompagnée', 'formée', 'épanouissant'],
    text: `Le Groupe Aldéa recherche une chargée de recrutement (H/F) en alternance à Nantes.
Préparant un master RH, vous êtes dotée d’une bonne communication. Sourcing et conduite d’entretiens requis.
Curieuse, souhaitant apprendre un métier épanouissant, vous serez accompagnée et formée par un tuteur. Le sourcing se fait sur LinkedIn.
Alternance à Nantes, télétravail possible.`,
  },
  {
    name: 'hotel, fr', title: 'Réceptionniste de nuit', company: null, contracts: ['cdi'], place: 'Évian-les-Bains',
    skills: ['English', 'hotel reception'], keywords: ['réceptionniste', 'nuit', 'anglais'], never: ['parlé', 'soignée', 'irréprochable', 'exigée', 'logé', 'nourri', 'parfaitement', 'appréciée', 'tardives'],
    text: `Réceptionniste de nuit H/F
Hôtel Beaurivage, Évian-les-Bains
Poste situé à Évian-les-Bains, logé et nourri. CDI.
Réception hôtelière, accueil des arrivées tardives, clôture de caisse de nuit.
Anglais parlé parfaitement exigé. Présentation soignée et irréprochable exigée la nuit. Deuxième langue appréciée.`,
  },
  {
    name: 'support, en', title: 'Customer Support Specialist', company: 'Pennywise', contracts: [], place: null,
    skills: ['Zendesk', 'French', 'customer service'], keywords: ['customer', 'support', 'specialist', 'zendesk'], never: ['fluent', 'written', 'spoken', 'resolving', 'growing', 'remotely', 'willing', 'preferably', 'assisting'],
    text: `Customer Support Specialist (m/f/d) - fully remote
Pennywise is a company with a growing team. You will be assisting customers, resolving tickets in Zendesk.
Requirements: fluent French, written and spoken; customer service background; experience with Zendesk, preferably two years.
Willing to work remotely on weekends.`,
  },
]
