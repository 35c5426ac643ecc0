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
    name: 'Catalogue',
    query: `# Open to everybody.
query Catalogue {
  plans { id name apps tier price { amount currency } features limits { feature limit unlimited } }
  cvTemplates { id name category layout tier accentColor }
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
