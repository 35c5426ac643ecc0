import type { Spoken } from './distress.ts'
import { hintsEn, hintsFr } from './distressHints.ts'

/** Patterns in words, which begin and end where words do. An apostrophe stands for itself, a space, or nothing. */
const phrases = (...patterns: readonly string[]) =>
  new RegExp(`(?<![a-z])(?:${patterns.map((pattern) => pattern.replaceAll("'", ' ?')).join('|')})(?![a-z])`)
const everywhere = (...patterns: readonly string[]) => new RegExp(phrases(...patterns).source, 'g')

/**
 * The same alternatives by their first letters, and those by their second, so that at each place of a text few are tried; whether a word
 * begins there is asked after two letters, since mostly they are others. It finds where one is, not how far it goes. No groups.
 */
const byHead = ({ source }: RegExp): RegExp => new RegExp(branches(source.split('|').map((word) => word.replace(/^\\b(.)(.)(?!\?)/, '$1$2(?<=\\b..)'))))

function branches(words: readonly string[]): string {
  const heads = Map.groupBy(words, (word) => /^(?:\(.*?\)|\[.*?\]|\\?.)?\??/.exec(word)![0])
  // Here one ends: it is found, whatever follows.
  if (heads.has('')) return ''
  const found = [...heads].map(([head, own]) => (own.length === 1 ? own[0]! : head + branches(own.map((word) => word.slice(head.length)))))
  return found.length === 1 ? found[0]! : `(?:${found.join('|')})`
}

/** Cheap, and true of every text that any sign below is in, however it is cut: most texts stop here. */
export const mayBe = byHead(/mour|mou r|clams|surdose|gaver|avale|javel|balancer|saigner|me brule|me frapp|me fumer|de trop|ma place|en finiss|finissons|sombres|butter|\bcaner|sewer|relapse|\bctb|\bbus tonight|deserve|wasn ?t|without me|if i |bleach|bleed|brains|bullet|starv|under a|my veins|\bplu\b|peur de|wana |rails|merite|rejoindre|\blive\b|reveill|sert de|desinstall|entaille|crev|tuer| tue|\bs ?u ?[iy]? ?[csi]|finir|fin a|terme a|vivre|exist|disparai|pendre|noyer|flingu|buter|supprim|veines|mort|noires|morbides|reveill|adieu|cervelle|balle|scarif|mutil|taill|tranch|coupe|faire|medic|cachet|medoc|comprim|somnif|pilul|dose|sans moi|jeter|lancer|sauter|en l ?air|foutre|mettre sous|\bvie\b|a quoi bon|a l ?acte|corde|\brope|fardeau|un poids|burden|caisson|irreparable|betise|connerie|au pire|paradis|regrett|pleurer|\bts\b|naitre|continuer|force|aneanti|go on|carry on|unaliv|\bnot be here|miss me|this world|give up|given up|giving up|things|forever|over ?dos|goodbye|farewell|quitter|definitivement|\blife\b|nuit|serai|immol|defenest|mettre une|la vie|ma vie|naitre|jamais|my ?self|kms|\bend|\bdie|dead|aliv|to live|living|wake|harm|wrist|throat|jump|pills|better off|best off|born|existence|be here|gout|envie| mal\b|own life|my life|etre la|disappear|marre|fatigue|meure|au ciel|pour toujours|pris tou|jamais|arrete|dying|death|all to|thing to|les yeux|ce monde|vu le jour|vivante|en vie\b|pour de bon|en aille|sert que je|vieillir|me vois|coulant|\bpont |\bponts |viaduc|falaise|balcon|\btoit|\bquai|fenetre|voie ferree|\bbord |un pas |volant|platane|\barbre|\bmur\b|pilier|camion|poids lourd|\btrain|lexomil|xanax|valium|temesta|stilnox|imovane|zopiclone|tercian|seroplex|tramadol|paracetamol|doliprane|lithium|antidepr|anxioly|boites|plaquettes|fusil|carabine|revolver|pistolet|\barme\b|achete ce qu|je saute|testament|papiers|affaires|au revoir|tentative|pendu|jete |jetee |ses jours|sa vie|ecrit une lettre|ecrit des lettres|serais|tablets|\bblade|razor|\bgun\b|stay alive|see myself|a future|any future|the future|my future|oncoming|lorry|truck|\btree|\bwall|cliff|barrier|bridge|cutting|painless|ways to|way to|methods to|method to|platform|rooftop|balcony|ledge|tracks|whole |entire |full pack|full box|full bottle|full strip|full blister|himself|herself|themselves|own lives|much longer|for long|very long|my will|my affairs|make it/)

const FIRST = '(?:je|j|moi|jveux|jveu|jvais|i|im|we)'
/** Up to so many words that are not "I": between a profession's word and its subject. */
const few = '(?:(?!(?:je|j|me|m|moi|mon|ma|mes|i|my|im)\\b)[a-z\\d]+ ){0,5}'
const SUBJECT = '(?:suicid[a-z]*|auto ?mutil[a-z]*|scarif[a-z]*|self harm[a-z]*|idees noires)'

/** What is no sign, whatever it holds: idioms, and the words of those who help. */
export const ordinary = [
  // professions, studies, helping others
  everywhere(
    `(?:prevention|prevenir|postvention|lutte|lutter|risques?|crises?|conduites?|depist[a-z]*|reper[a-z]*|evalu[a-z]*|prise en charge|prises en charge|accompagn[a-z]*|suivi|ecoute|ecoutante?|accueil[a-z]*|patients?|patientes?|personnes|detenus|adolescents?|jeunes|public|publics|sensibilis[a-z]*|form[ae][a-z]*|recherche|etudes?|these|memoire|sociologie|observatoire|association|benevol[a-z]*|articles?|auteure?s?|livres?|reportage|documentaire|films?|cours|debat|loi|conference|autopsies?|legiste|enquetes?|homicides?|urgences?|statistiques|taux|prevent[a-z]*|awareness|assess[a-z]*|risk|hotline|helpline|counsel[a-z]*|research|training|crisis|trained|volunteer[a-z]*|support[a-z]* (?:people|patients|teenagers|youth)) ${few}${SUBJECT}`,
    `${SUBJECT} (?:prevention|hotline|helpline|awareness|risk|assessment|intervention|crisis|rates?|research|squad|watch|ecoute|teenagers?|adolescents?|patients?|clients?|people|young|support|policy|training|marketing|commercial|politique|professionnel|economique|industriel|social|financier|by marketing)`,
    '(?:career|professional|political|social|commercial|marketing|financial) suicide',
  ),
  // idioms of dying and killing
  everywhere(
    "(?:mour+ir?e?|crever|meurs|mourais) (?:un peu |presque |litteralement )?(?:d'|de |of )(?:rire|rires|honte|faim|soif|chaud|chaleur|froid|ennui|peur|fatigue|trouille|jalousie|curiosite|plaisir|bonheur|joie|amour|vieillesse|impatience|envie|trac|stress)",
    'mourir (?:(?:moins )?(?:bete|bete s|idiote?|con|ignorante?)|vieux|vieille|centenaire|dans mon lit)',
    'die (?:of|from) (?:laughter|laughing|embarrassment|shame|boredom|hunger|old age|curiosity|heat|thirst)', 'die (?:laughing|hard|trying|for)', '(?:dying|die) to (?:know|see|meet|try|work|join|hear)',
    '(?<!je )(?:va|vas|vont|allez|allait|veut|veulent|finira par|finir par|failli) (?:[a-z]+ )?me (?:tuer|buter|crever)', 'me tue(?:r|s)? (?:a|au|aux|pour|de)', "me tue a l'",
    'me noyer (?:dans|sous) (?!(?:(?:l|la|le|une) )?(?:eau|mer|riviere|fleuve|seine|loire|baignoire|lac)\\b)[a-z]+', 'me supprimer (?:de|du|des|mon|ma|mes|le|la|les|cet|cette|un|une)',
    'me flinguer (?:le|la|les|mon|ma|mes)', 'me (?:jeter|lancer) (?:a l eau|dans l aventure|dans le vide avec)', 'shoot myself in the foot', 'kill(?:ing)? (?:time|the process|two birds)',
    'overdose (?:de|d) (?!(?:medic|cachet|comprim|somnif|medoc|heroine|cocaine|morphine|paracetamol|doliprane))[a-z]+', "hang(?:ing)? (?:out|up|on) [a-z]+",
  ),
  // ends that are not one's own
  everywhere(
    "en finir (?:[a-z]+ ){0,5}?avec (?!(?:la vie|ma vie|cette vie|mes jours|mon existence|l existence|tout|moi|ce monde|la souffrance|ma souffrance|mes souffrances|cette souffrance|la douleur|ma douleur|cette douleur))[a-z]+",
    "en finir (?:sur|dans|au plus vite|rapidement sur)", "pour en finir (?:sur|d une)",
    "(?:fin|terme) (?:de|du|d|des|a|au|aux) (?:[a-z]+ )?(?:contrat|cdd|cdi|stage|mission|projet|collaboration|periode|bail|reunion|droits|etudes|mes etudes|conge|apprentissage)",
    "me (?:faire|ferai|fais|suis faite?) (?:du |tres |trop |vraiment )?mal (?:a|au|aux|en)", "(?:va|vas|vont|allez|veut|veulent|peut|peuvent) me faire (?:du |tres )?mal",
    "plus vivre (?:a|au|aux|en|dans|chez|de|des|du|ici|loin|la bas|sans|avec (?:mes|mon|ma|lui|elle|eux|toi|vous|des|un|une)) (?!(?:douleur|souffrance))[a-z]*",
    "(?:envie|force|gout|raison|rever?|marre|fatiguee?|lasse?) de vivre (?:a|au|aux|en|dans|chez|de|des|du|ici|loin|la bas|seule?|ensemble|autrement)",
    "(?:to )?(?:live|living) (?:in|abroad|near|alone|at|on|by|there|with (?!(?:this|that|the|my|such) (?:pain|shame|guilt|grief))[a-z]+)",
    'plus vivre (?:ca|cela) (?:a|au|en|dans)', 'bon vivre (?:a|au|en|dans|ici)', 'la mort (?:de|du|des|d)',
    "plus vivre avec ce(?:t|tte|s)? (?:salaire|revenus?|rythme|metier|poste|travail|chef|horaires?|contrat)", "(?:fin|terme) a (?:ma|cette) vie (?:professionnelle|active|salariee|etudiante|nomade|de (?:salariee?|bureau|cadre|freelance)|d'(?:etudiante?|independante?|entreprise))",
    '(?:take|taking|took) my life (?:in a|to (?:a|the)|back|seriously)',
    // what one does at last, or no longer, in a job
    "pass(?:er|age|e) a l'acte (?:d'|de |du |des |notarie|commercial|entrepreneurial|violent|numerique|en (?:psycho|crimino)|(?:et|pour) (?:[a-z]+ )?(?:postul|candidat|cre|lanc|chang|quitt|ecri|repond|achet))[a-z]*",
    "peux plus de (?:vivre|la vie) (?:a|au|aux|dans|chez|en|avec|sans|ici|loin|seule?|de|du|des)", "envie de me (?:reveiller|lever) (?:a|tot|si tot|aussi tot|pour|avec|aux|en|avant)",
    "can'?t go on (?:a |an |the |my |with |to |holidays?|vacation|site|leave|strike|stage|tour|trips?|call|doing|working|like this at|at |in )[a-z]*", "not be here (?:in|for|at|on|with|when|today|tomorrow|next)",
    "(?:don'?t|dont|do not) want to be here (?:in|for|at|on|with|because|today|too|until|when|by|as)", "leave this world of", "my life is over [a-z]+(?:ed|ing)",
    "quitter (?:ce|le) monde (?:de|du|des|d|professionnel|associatif|bancaire)", "(?:la|ma) vie (?:n )?a (?:plus|pas|aucun) (?:de )?(?:sens|interet) (?:pour (?:l|la|le|cette|une|un)|au|dans l) ?[a-z]+", "adieux? (?:a|au|aux) (?:salariat|mes collegues|bureau)",
    "(?:aws|google|cloud|azure|gcp|ibm|management|windows|activation|serveurs?|vault|hsm|chiffrement|encryption|terraform) kms", "kms (?:aws|gcp|vault|cloud|hsm|keys?|serveurs?|windows|chiffrement|encryption|s3|iam|terraform)",
    "corde a (?:sauter|linge|piano)", "burden of proof", "plus continuer (?:a (?!vivre)|au|aux|dans|ce|cette|avec|en|chez|mes|mon|ma|sur|le|la|les|l|d|de|comme (?!ca|cela))[a-z]*", "a quoi bon continuer (?:a (?!vivre)|au|aux|dans|ce|cette|avec|en|mes|mon|ma|la|le|les|des|d|de|sur|comme|chez)[a-z]*",
    'a quoi (?:ca |sa |cela )?sert de (?:continuer a )?vivre (?:a|au|aux|en|dans|chez|ici|loin|seule?)', 'me frappe (?:a|au|aux|en|dans|par|de)', 'me fumer (?:un|une|des|la|le)', 'point of life (?:insurance|assurance|sciences?)', 'will to live (?:abroad|in|on|by|there)', '(?:done|not|n t|nt) living (?:in|at|on|with|abroad|there)',
    "wish i wasn'?t here (?:in|at|on|today|for|with)", 'ready to die (?:cast|cut|casting|cutting|hard)', 'end it tonight with (?:a|the|some)', "sombres sur (?:l |le |la |les )?[a-z]+", 'prevention des surdoses?',
    "plus (?:envie d')?etre la quand (?:il|elle|ils|elles|on|mon|ma|le|la|les)",
    // kilometres, as many French CVs abbreviate them
    '\\d+ ?kms', 'kms (?:parcourus?|par|annuels?|autour|du|de|des|a la ronde|\\d+)', '(?:en|des|de|les|quelques|plusieurs) kms',
    'disparaitre (?:de|du|des|dans|sous|la|le|les|ce|cette|ces)', 'couper (?:du|de|des|la|l|les (?:cheveux|ongles)|court|toute?)', 'cut(?:ting)? myself (?:off|some|shaving|loose)',
  ),
] as const

/** A profession's words, said of oneself: they are a sign before they could be taken out. */
export const personal = phrases("(?:je suis|je fais|je traverse|je vis|je sors d'|j'ai(?: eu| fait)?|suis|traverse)(?: en| une| des| encore| souvent| pleine?| plein| d| de| toujours)* (?:crises?|risques?|idees|pensees|envies?|conduites?|gestes?) suicidaires?")

const DIE = "(?:mour+ir+e?s?|crever|me tuer|me suicider|me pendre|me noyer|me buter|me flinguer|me supprimer|en finir|disparaitre|ne plus (?:etre la|vivre|exister|me reveiller)|etre mort[es]*|plus etre la|plus exister|plus me reveiller|plus jamais me reveiller|plus vivre)"
const WISH = "(?:veux|veu|voudrais|voudrai|voulais|voulait|voulu|desire|espere|aimerais|aimerai|souhaite|prefere|prefererais|vais|v|pourrais|devrais|merite de|pense a|pense|pensais a|pensais|songe a|compte|cherche a|essaye? de|tente de|reve de|peux|ai qu a|n ai plus qu a)"
const MEDICINE = '(?:medicaments?|cachets?|comprimes?|medocs?|somniferes?|pilules?|antidepresseurs?|anxiolytiques?|doliprane)'

export const signs: Readonly<Record<Spoken, RegExp>> = {
  fr: phrases(
    ...hintsFr,
    "su[iy]+[cs]+id[a-z]*", 'sucid[a-z]*', 'idees noires', 'pensees (?:noires|morbides)',
    `(?:envies?|envi|besoin|hate|idees?|raisons?) (?:d'|de )(?:juste |tout |vraiment |me laisser )?${DIE}`,
    `(?:${FIRST} ?)?(?:ne |n )?${WISH} (?:juste |vraiment |simplement |seulement |pas |plus |que |me laisser ){0,2}${DIE}`, `j?v(?:eux|eu|e)? ${DIE}`, `je (?:ne |n )?veut (?:juste |vraiment |simplement |seulement |pas |plus |que ){0,2}${DIE}`, `autant ${DIE}`,
    'en finir', 'me (?:pendre|immoler|defenestrer|tuer|suicider|flinguer|buter)', 'me noyer', 'je me tue', 'me tuerai?s?', "me laisse[rz]? mourir", "(?:laisse[rz]?) moi mourir", 'je veux la mort',
    "m'(?:ouvrir|taillader|tailler|trancher|couper) les veines", "me (?:tailler|trancher|couper|ouvrir|entailler) (?:les|le) (?:veines|poignets?|bras|cuisses)", "m'immoler",
    "me (?:jeter|lancer) (?:par la fenetre|sous (?:un|le) (?:train|metro|bus|camion|rer|tram)|dans le vide|d'un pont|du (?:haut du )?pont|du toit|a la seine|dans la seine)",
    "sauter (?:par la fenetre|d'un pont|du pont|du toit|du balcon)", 'me tirer une balle(?! dans le pied)', 'me (?:faire sauter|exploser|bruler) la cervelle', "me foutre en l'air", "me mettre une balle",
    "me donner la mort", "m'(?:oter|enlever) la vie", "(?:mettre|mets|mettrai|mis) (?:fin|un terme) a (?:mes jours?|ma vie|mon existence|mes souffrances|tout (?:ca|cela))", 'attenter a (?:mes jours|ma vie)',
    "(?:plus|pas|aucune?)(?: la| le| de| aucune?)? (?:envie|force|gout|raison|courage|desir) (?:de |d')(?:vivre|la vie|exister|me battre pour vivre)", "plus gout a la vie", "plus envie d'etre (?:la|en vie|vivante?)",
    "(?:ne )?(?:veux|veu|peux|sais) plus vivre", "(?:ne )?(?:veux|veu) (?:plus|pas) (?:etre (?:la|en vie|vivante?)|exister|me reveiller|de cette vie)",
    "(?:la|ma) vie (?:ne |n )?(?:vaut|merite) (?:plus |pas )(?:la peine|le coup|d etre vecue|rien)", "ma vie (?:ne |n )?(?:a|sert) (?:plus|pas|aucun|a rien)(?: de| aucun| a)?(?: sens| interet| rien| valeur)?", "a quoi bon (?:vivre|continuer a vivre|rester en vie)",
    "(?:mieux|seraient? mieux|serait mieux) (?:si (?:j'etais|je serais) mort[es]?|sans moi|mort[es]? que)", "(?:serais|etre|etais) mieux mort[es]?", "(?:aimerais|voudrais|aurais prefere|prefererais|prefere) (?:etre|etais) mort[es]?", "(?:aurais|voudrais|aimerais) (?:ne )?jamais (?:du |m'etre |etre )?(?:naitre|nee?|reveillee?)",
    "(?:fatiguee?|marre|ras le bol|lasse?) de (?:vivre|la vie|cette vie|exister)", "si (?:je (?:mour|disparais)[a-z]*|j'etais mort[es]?)", "que je (?:meure|creve|disparaisse)", "(?:mourir|la mort) (?:serait|me semble|me parait|est) (?:un |une |la |le |ma )?(?:seule? )?(?:soulagement|solution|issue|mieux|preferable|delivrance)",
    "pense (?:souvent |toujours |sans cesse |tout le temps |beaucoup )?a (?:la|ma) mort", "(?:partir|m'endormir|dormir) pour toujours", "rejoindre (?:mon|ma|mes) [a-z]+ (?:au ciel|la haut|au paradis)",
    "me (?:faire|ferai|fais|suis faite?) (?:du |beaucoup de )mal", "(?:envie|besoin|veux|vais|peux) (?:de )?me faire mal", "me (?:scarif|mutil|taillad|entaill|automutil)[a-z]*", 'auto ?mutil[a-z]*', 'scarif[a-z]*', "(?:envie|besoin) de me (?:couper|bruler|frapper)", "me coupe les (?:veines|bras|poignets|cuisses)",
    `(?:avaler|prendre|gober|avale|pris) (?:tous |toute |plein de |trop de )?(?:mes|les|ces|des|ma|une|la|de)? ?(?:boites? de |plaquettes? de )?${MEDICINE} (?:pour (?:en finir|mourir|dormir pour toujours|ne plus)|d un coup)`, `(?:avaler|gober|prendre) (?:tous|toutes?) (?:mes|les|ces|la|ma) (?:boite de )?${MEDICINE}`, `(?:pris|avale|gobe) (?:tous|toutes?) (?:mes|ma) (?:boite de )?${MEDICINE}`,
    `(?:pris|avale|avaler|gobe|gober) (?:toute )?(?:une|la|ma|deux|trois|plusieurs) (?:boites?|plaquettes?) (?:entieres? )?(?:de |d')${MEDICINE}`, '(?:faire|prendre|pris) une overdose',
    "(?:ma|mes|une) lettres? d'adieux?", "me suis (?:ouverte?|taillade|tranche|coupe|entaille)e? les (?:veines|poignets)",
    "(?:plus|pas|aucune?)(?: la| le| de)? (?:envie|force|raison|courage) de continuer a vivre", "(?:arrive|parviens|supporte) (?:plus|pas) (?:a |de )?vivre(?! (?:a|au|aux|en|dans|chez|de|du|des|ici|avec|correctement|decemment|seule?|ensemble))",
    'veu plus? (?:vivre|etre la|exister|me reveiller)', 'j?veux? plu (?:vivre|etre la|exister|me reveiller)', 'j?veu plu (?:vivre|etre la|exister|me reveiller)', 'a quoi (?:ca |sa |cela )?sert de (?:vivre|continuer a vivre|rester en vie)', '(?:merite|devrais) (?:pas|plus) (?:de vivre|d ?etre en vie|vivre|etre en vie)', '(?:voudrais|aimerais|prefere|prefererais|souhaite) ne (?:pas|plus|jamais) (?:exister|etre en vie|avoir existe)',
    '(?:pouvais|pouvoir) (?:juste |enfin )?(?:disparaitre|mourir|ne plus me reveiller)', '(?:prie|espere|espoir|prier|esperant) (?:pour |de )?ne (?:pas|plus|jamais) (?:me )?reveiller(?! (?:a|tot|tard|en|avant))', "m'endormir et (?:ne )?(?:plus|pas|jamais)(?: jamais)? me reveiller", "qu'on en finisse(?! avec (?:ce|cette|ces|le|la|les|l))", 'finissons en avec (?:ma |la |cette )vie', 'vais faire une connerie',
    "peur de (?:moi meme|ce que je (?:pourrais|peux|vais) (?:me )?faire)(?! (?:avec|de|pour|a))", 'pensees sombres', 'la mort (?:me tente|m attire|m appelle|serait plus (?:douce|simple|facile))', "(?:partir|aller) rejoindre les (?:etoiles|anges)", 'sans moi (?:ce |ca |tout |la vie )serait (?:mieux|plus simple)', "(?:de trop|plus ma place|pas ma place) (?:sur cette terre|dans ce monde|ici bas)",
    'me (?:balancer|jeter|lancer) (?:sous (?:le|un|les) (?:metro|train|bus|camion|rails|roues)|par la fenetre|du (?:pont|balcon|toit))', 'sauter sur les (?:rails|voies)', '(?:prendre|faire|pris|prends|fait) une surdose', `surdose de ${MEDICINE}`, `me gaver de ${MEDICINE}`, "avale(?:r|rai)? tout(?:e)? (?:le flacon|la boite|la plaquette)", '(?:boire|avaler|bois) (?:de la |du )(?:javel|detergent|deboucheur)', "m'entaille(?:r)?", "me (?:brule|brulais|bruler) avec des? cigarettes?", 'me fais saigner', 'me frappe(?:r|s)?', '(?:veux|vais|envie de) (?:clamser|caner|claquer|calancher)', 'me butter', 'vais me fumer', 'me desinstaller de la vie',
    "(?:passer|passe|passerai|passage) a l'acte", "j?en peux plus de (?:vivre|la vie|cette vie|ma vie|exister)", "(?:plus|pas|aucune)(?: la)? envie de me (?:reveiller|lever)", 'a quoi bon continuer',
    "(?:la|cette|ma) vie (?:ne |n )?(?:a|avait) (?:plus|pas|aucun|plus aucun)(?: de)? (?:sens|interet|gout|saveur)", 'plus (?:aucun |de )?sens a (?:ma|la|cette) vie', 'veux plus de (?:cette|ma|la) vie', 'vie est (?:finie|foutue|terminee)', "(?:abandonne|renonce a) la vie", "vivre (?:ne )?(?:m'interesse plus|sert (?:plus )?a rien)", 'arreter de vivre',
    "que (?:ca|cela|tout) (?:s'arrete|cesse|finisse|se termine) (?:pour toujours|definitivement|une fois pour toutes)", '(?:ma derniere nuit)(?! (?:a|au|de|en|chez|dans))', "ne serai plus (?:la (?:demain|bientot|longtemps)|de ce monde)", 'passerai (?:pas|plus) (?:la nuit|l hiver)(?! (?:a|au|chez|dans|en|la bas))',
    "adieu (?:a )?(?:tout le monde|la vie|tous|monde cruel|ce monde|mes amis)", "lettres? d'adieu(?!x? (?:a|aux) (?:mes collegues|mon equipe|l equipe))", "personne (?:ne |n )?me (?:regrett|pleur)[a-z]+", "(?:achete|trouve|pris|prepare|attache|noue) (?:une|la|ma) corde(?! (?:a|d|de|pour))",
    "(?:un|qu'un) (?:poids|fardeau) pour (?:tout le monde|tous|eux|elle|lui|les autres|les miens|(?:ma|mes|mon) (?:famille|proches|enfants|parents|femme|mari|amis|entourage))", "me (?:foutre|mettre|coller) (?:sous (?:un|le) (?:train|metro|bus|camion|rer|tram)|une (?:balle|corde)|par la fenetre)", "(?:jeter|lancer|sauter|foutre) (?:du|d'un) (?:balcon|pont|toit|immeuble|viaduc|\\d+ ?e etage)",
    "dormir et (?:ne )?(?:pas|plus|jamais) (?:jamais )?me reveiller", "prefere (?:ne )?(?:pas|jamais) (?:naitre|exister|etre nee?)", "(?:songe|pense|pensais|songeais) au pire", "commettre l'irreparable", "une (?:betise|connerie) (?:irreparable|ce soir|cette nuit)|(?:peur|envie) de faire une (?:betise|connerie)(?! (?:a|au|en|dans))",
    'quitter (?:ce|le) monde', 'partir definitivement(?! (?:de|du|a|en|au|des|pour|vivre|d))', 'plus la force(?! (?:de|d|pour|a|au))', '(?:plus|pas) la force de (?:continuer|lutter|me battre|tenir|rien)(?! (?:a|au|aux|dans|ce|cette|avec|en|chez|mes|mon|ma|contre|pour|sur))', '(?:veux|peux|sais) plus continuer',
    'fait (?:une|ma|deux|trois|plusieurs) ts', "me (?:faire sauter|exploser) (?:le caisson|la tete)", `(?:vais|veux|voudrais|pense a|envie d') ?(?:avaler|gober) (?:des|plein de|trop de|tous les) ${MEDICINE}`, "(?:retrouver|revoir) (?:mon|ma|mes) [a-z]+ (?:au ciel|la haut|au paradis)",
    "ne (?:plus )?jamais me reveiller(?! (?:tot|tard|a|avant|apres|en|avec))", "plus heureu(?:x|se|ses) sans moi", "(?:aimerais|aurais aime) (?:mieux|autant) etre mort[es]?", "(?:veux|voudrais|aimerais) que tout s'arrete(?! (?:a|au|de))", 'ne plus (?:me reveiller|etre de ce monde)',
  ),
  en: phrases(
    ...hintsEn,
    'suicid[a-z]*', 'kill(?:ing|ed)? my ?self', 'kms', "end(?:ing)? (?:it all|my (?:own )?life|my existence)", "(?:take|taking|took) my (?:own )?life",
    '(?:want|wanna|wanted|wish|going|gonna|ready|need|rather|prefer|hope|plan|planning|trying|deserve|should|could|ill)(?: to| i could| i would| that i)?(?: just| really| simply)? (?:die|be dead|disappear forever|not exist|not wake up|unalive myself)',
    'wish i (?:was|were|am) (?:dead|never born|not alive)', 'wish i (?:had |was |were )?never (?:been )?born', '(?:better|best) off (?:dead|without me|if i (?:was|were) dead)',
    "(?:don'?t|dont|do not|doesn'?t|no longer|never|not)(?: really| even| anymore)? (?:want|wanna|wish|care)(?: to| if i)? (?:live|be alive|exist|wake up|be here anymore|go on living|die)",
    '(?:no|any) (?:reason|point) (?:to live|to go on living|in living|being alive|in being alive)', '(?:not|isn t|isnt) worth living', 'nothing (?:left )?to live for', "can'?t (?:go on living|live (?:like this|anymore))", '(?:tired of|hate) (?:living|being alive)', 'tired of life',
    '(?:hurt|harm|hurting|harming|cut|cutting|hang|hanging|drown|shoot|shooting|burning|unalive|poison) my ?self', 'self ?harm(?:ing|ed)?', 'slit(?:ting)? my (?:wrists?|throat)', 'cut(?:ting)? my wrists?',
    'overdos(?:e|ing) on', '(?:take|swallow)(?: all)? (?:the|my|these|a bottle of) pills', '(?:took|taken|swallowed) (?:all (?:of )?(?:the|my|these)|(?:a|the) (?:whole )?bottle of|too many) pills',
    "wanna? (?:die|be dead)|wana die", "wish i (?:didn'?t|did not) exist", "wish i (?:wasn'?t|was not|weren'?t) (?:here|alive|born)", "shouldn'?t (?:be alive|exist)", "(?:don'?t|dont|do not) deserve (?:to live|life)", '(?:done|tired of|sick of) living', '(?:no|lost the|lost my) will to live', "life (?:isn'?t|is not) worth (?:it|living)", "(?:what'?s|what is) the point (?:of|in) (?:living|life|being alive)", 'better dead', '(?:better|happier|best) (?:off )?without me', 'happier if i (?:was|were) (?:gone|dead)', 'if i (?:died|was gone|were gone|disappeared)', '(?:plan|going|gonna|want|ready)(?: to)? end it(?: (?:tonight|all|now))?(?! (?:with|early|on|at|by|here))', 'end it tonight', 'want out of this life',
    "(?:can'?t|cannot) live (?:any ?more|anymore)", "(?:don'?t|dont|do not) (?:feel like living|wanna (?:live|be alive|exist))", 'throw(?:ing)? my ?self (?:under|off|in front|out)', 'starv(?:e|ing) my ?self', 'bullet (?:in|through) my (?:head|brain)', 'blow(?:ing)? my brains? out', 'drink(?:ing)? bleach', '(?:take|swallow|taking|swallowing) (?:a bunch of |a lot of |lots of |all the |the whole )?(?:bottle of )?pills', 'cut(?:ting)? my (?:veins|arms|thighs|legs)', 'want to bleed out', 'sh relapse|relapsed? (?:into|with|on) (?:sh|self harm|cutting)', 'sewerslide', 'ctb tonight|catch the bus tonight',
    "can'?t (?:go|carry) on", "(?:don'?t|dont|do not|can'?t|cant|cannot|no longer)(?: really| even)? (?:want to |wanna |see (?:a |any |the )?(?:reason|point)(?: to| in| of)? )?(?:continue|keep|keep on|go on|carry on) (?:living|being alive)", "(?:reason|point) (?:to|in|of) (?:keep|go|continu|carry)[a-z]*(?: on)? living", '(?:stay|keep|be) alive(?: is)? (?:pointless|hurts)',
    "(?:don'?t|dont|do not|no longer)(?: really| even)? (?:want to|wanna) be here", "hope i (?:don'?t|dont|do not|never) wake(?: up)?(?! (?:late|early|at|before|to))", 'not be here any ?(?:more|longer)', 'unaliv[a-z]*', "(?:done with|give up on|given up on|giving up on|gave up on) (?:life|living|my life|this life)", "(?:my )?life (?:has (?:got )?no|has lost (?:all|its)) (?:meaning|purpose|point|sense)", 'life is (?:meaningless|pointless|worthless|over)(?! for)',
    "(?:end|ending) (?:things|my (?:pain|suffering|misery)|the (?:pain|suffering))(?! (?:with|on|here|at))", "(?:nobody|no one|noone)(?: would| will|'d|'ll) (?:even )?miss me", "(?:im|i'm|i am|being|become|feel like) (?:just |only |nothing but )?(?:a|such a) burden(?! (?:on|for|to) (?:my |the |this |our )?(?:team|colleagues|company|department|manager|office|employer|taxpayer))", "(?:bought|got|found|have) (?:a|the|my) rope(?! (?:for|to|and))", 'leave this world', 'goodbye cruel world', '(?:my|a) (?:goodbye|farewell) (?:letter|note)(?! to (?:my|the) (?:team|colleagues|clients))|farewell letter',
    '(?:going to|gonna|want to|wanna|will|ll|plan to|could) (?:overdose|od)', 'od(?:ing)? on (?:pills|meds|my)', 'slit(?:ting)? (?:wrists?|throat)', '(?:want to |wanna )?sleep forever',
    '(?:think|thinking|thought|dream|dreaming) (?:a lot |often |always |constantly )?(?:about|of) (?:dying|my (?:own )?death)', 'sleep and never wake(?: up)?', '(?:want|wanna)(?: to)?(?: just)? disappear(?! (?:from|into|for|in|behind|off|on|at))',
    '(?:to|gonna|wanna) off my ?self', 'want (?:it all|everything) to (?:end|stop)(?! (?:the|these|this|at|in|with|for|by|on))', 'jump(?:ing)? off (?:a|the|that|this) (?:bridge|roof|building|balcony|cliff)', 'jump(?:ing)? in front of (?:a|the) (?:train|bus|car)',
  ),
}

/** Without any spaces, for words that were cut in the middle; only what no other words make by standing together. */
export const togetherFr = /suicid|(?:enviede|jeveux|voudrais)(?:mourir|metuer|mesuicider|mependre)|jeveuxplusvivre|mettrefina(?:mesjours|mavie)|enviedenfinir(?!avec)|je(?:veux|vais)enfinir(?!avec)|jeveuxcrever|jenepeuxplusvivre|passeralacte(?!d)|mefairedumal/
export const togetherEn = /killmyself|(?:wantto|wanna)die|endmylife|endmyownlife|cutmyself|hurtmyself/
