const OFFER = `Développeuse web (H/F) - CDI - Nantes (44)
Octavienne recrute une développeuse web pour son équipe produit. Salaire : 38 à 45 k€ brut annuel, 3 ans d'expérience.
- Maîtrise de TypeScript et PostgreSQL requise
- Docker serait un plus
- Autonomie, rigueur, travail en équipe`

/** The tabs that GraphiQL opens with. */
export const examples = [
  {
    name: 'Me',
    query: `# Who am I, what may I do, what happened?
query Me {
  viewer {
    profile { fullName email bestTier timeZone version }
    tier(app: CV)
    subscriptions { app tier status counts }
    usage { periodEnd features { feature used held limit remaining unlimited } }
    can(feature: CV_GENERATIONS) { allowed reason requiredTier }
    cvs(first: 5) { nodes { id title origin version } pageInfo { hasNextPage endCursor } }
    events(first: 5) { nodes { type time data } }
  }
}
`,
  },
  {
    name: 'GenerateCv',
    query: `# Costs one unit of CV_GENERATIONS. Run it again with the same key: the same CV, no second unit.
mutation GenerateCv($input: GenerateCvInput!) {
  generateCv(input: $input) {
    cv { id title source template { name } text html }
    usage { used limit remaining resetsAt }
  }
}
`,
    variables: JSON.stringify({
      input: {
        idempotencyKey: 'my-first-cv',
        targetJob: 'Développeuse web',
        profile: {
          fullName: 'Camille Martin', email: 'camille@example.org', location: 'Nantes',
          summary: 'Infirmière pendant huit ans, en reconversion vers le développement web.',
          experiences: [{ title: 'Infirmière', company: 'CHU de Nantes', startDate: '2016-09', endDate: '2024-06', highlights: ['Coordination d’une équipe de 12 personnes'] }],
          educations: [{ degree: 'Titre professionnel Développeur web', school: 'AFPA', year: 2025 }],
          technicalSkills: ['TypeScript', 'PostgreSQL'], softSkills: ['Écoute'], languages: [{ name: 'Français', level: 'NATIVE' }],
        },
      },
    }, null, 2),
  },
  {
    name: 'Letter',
    query: `# Reads an offer, writes a letter for it (one unit of LETTERS_GENERATED), and says what the offer asks for.
mutation Letter($offer: AnalyzeJobOfferInput!, $letter: GenerateLetterInput!) {
  analyzeJobOffer(input: $offer) {
    jobAnalysis { title { value } company { value } contracts { kind } salary { min max currency period } keywords { term weight reasons evidence { text } } }
  }
  generateLetter(input: $letter) {
    letter { id title source text }
    usage { used limit remaining }
  }
}
`,
    variables: JSON.stringify({
      offer: { jobOffer: OFFER },
      letter: {
        idempotencyKey: 'my-first-letter', jobTitle: 'Développeuse web', companyName: 'Octavienne', tone: 'SOBRE', jobOffer: OFFER,
        cvText: 'Camille Martin, Nantes. Compétences : TypeScript, PostgreSQL, écoute. Infirmière au CHU de Nantes de 2016 à 2024, développeuse depuis 2025.',
        careerChange: { oldDomain: 'Soins infirmiers', newDomain: 'Développement web', transferableSkills: ['Travail en équipe', 'Sang-froid'] },
      },
    }, null, 2),
  },
  {
    name: 'UsageChanged',
    query: `# Runs until it is stopped: generate a CV in another tab, and look here.
subscription UsageChanged {
  usageChanged { features { feature used held limit remaining } }
}
`,
  },
  {
    name: 'Catalogue',
    query: `# Open to everybody.
query Catalogue {
  plans { id name apps tier price { amount currency } features limits { feature limit unlimited } }
  cvTemplates { id name category layout tier accentColor }
  letterTemplates { id name layout tier accentColor }
}
`,
  },
  {
    name: 'UpdateProfile',
    query: `mutation UpdateProfile {
  updateProfile(input: { fullName: "Camille Martin", timeZone: "Europe/Paris", language: FR }) {
    profile { fullName timeZone language version }
  }
}
`,
  },
]
