/**
 * First names that are common in France, wherever they come from, and in English, folded (no accents, no capitals). A list never has everybody: names
 * that the account, the profile, a civility or a label tell are found without it.
 */
const NAMES = `
aissatou abdel abdelkader abderrahmane abdoulaye aboubacar adama agnieszka ahmed akua alessandro amadou aminata ananya anastasia andrei anh anjali anouar arjun
awa ayoub ayse bakary beatriz bogdan bouchra boubacar brahim burak carlos carmen catarina cheikh chiara chidi chinedu coumba cristina deepak dmytro drissa driss
ekaterina elena elif emeka emre enora ewa fatma fouad francesca ghizlane giovanni giulia hafida hajar hasan hind houda hui huong huseyin ibrahima igor ikram ilyas
imane ioana issa ivan jakub jalal javier jing joao jorge kadiatou katarzyna katell kavita khalil koffi kouame krzysztof kwame lakshmi lassana ling linh loane lorenzo
lotfi luigi mael magdalena malgorzata marco mariama mehmet mei mihai ming minh modou mounir moustapha murat mustafa nabil najib ndeye ngozi nolwenn noureddine nuno
oceane oksana oleksandr ousmane paolo pawel phuong pilar piotr priya radu raj rajesh rania redouane rita rokhaya ronan rozenn rui salif sanjay sekou selin sergei
sergio seydou soizic soufiane souleymane suresh svetlana tanguy tarik tariq thanh thuy tiago tidiane titouan tomasz trang vlad vladimir walid wei wojciech yan yann
yannick yasmine yassine younes youssef yulia zakaria zeynep zineb
adam adele adrien agathe agnes aicha aime alain albane albert alex alexandra alexandre alexia alexis alice alicia aline alix alyssa amandine amelie amina
amine amira ana anais andre andrea andrew angela angelique anissa anita ann anna anne annie anthony antoine antonio apolline arnaud arthur astrid aubin aude
audrey augustin aurelie aurelien aurore ava axel aya aymeric aziz baptiste barbara bastien beatrice benedicte benjamin benoit bernadette bernard bertrand bilal
blaise blandine boris brandon brian brigitte bruno bryan camille carla carole carolina caroline catherine cathy cecile cedric celia celine chantal charlene
charles charlotte chloe christel christelle christian christiane christine christophe christopher cindy clara clarisse claude claudia claudine clementine coline
colette corentin corinne cyril cyrille damien daniel daniela daniele danielle david deborah delphine denis denise diane didier dimitri dominique donovan dorian
dorothee dylan edith edouard edward eleonore elias eliane elie eliott elisa elisabeth elise elizabeth ella elodie eloise elsa emeline emilie emily emma emmanuel
emmanuelle enzo eric erika ernest erwan esteban estelle esther ethan etienne eugenie eva evelyne fabien fabienne fabrice fadila farah farid fatiha fatima fatou
fatoumata felicie felix fernand fiona flora florence florent florian florine francis francisco franck francois francoise frank frederic frederique gabin gabriel
gabrielle gael gaelle gaetan gaspard gautier genevieve geoffrey george georges gerald geraldine gerard germain ghislain ghislaine gilbert gilles gisele grace
gregoire gregory guillaume gustave gwenaelle hakim hamid hamza hannah hans hassan heidi helene heloise henri henry herve hichem hicham hubert hugo hugues ibrahim
ines ingrid irene iris isaac isabelle ismael jack jacqueline jacques jade james jamila jane janine jasmine jason jean jeanne jeannine jennifer jeremie jeremy
jerome jessica jessy jim joan joanna joel joelle johan johanna john jonas jonathan jordan jose joseph josephine joshua josiane josephe joyce juan judith jules
julia julian julie julien juliette justine kamel karen karim karima karine karl katia kelly ken kenza kevin khadija khaled kyle laetitia laila lamia lara larissa
laura laure laurence laurent laurie lea leila lena leo leon leonie leslie leticia liam lila liliane lilou lina linda lionel lisa lise loic lola lorraine louis
louisa louise louna luc luca lucas lucie lucien lucienne lucille ludivine ludovic luis luna lydia lydie lylou madeleine maelle maelys magali mahdi malik mamadou
manon manuel marc marcel margaux margot marguerite maria marianne marie marilyne mario marion marius mark marlene marthe martin martine mary mateo mathieu mathilde
mathis matteo matthew matthias matthieu maud maureen maurice max maxence maxime mehdi melanie melina melissa melvin meriem michael michel michele micheline
mickael miguel mike mohamed mohammed monica monique morgane mourad moussa muriel mustapha myriam nadege nadia nadine nael nahel naima najat nancy natacha
natalia nathalie nathan nawel nelly nicolas nicole nina noa noah noe noel noelle noemie nolan nora norbert nour odette odile olga oliver olivia olivier omar
ophelie oscar oumar owen pablo pamela pascal pascale patrice patricia patrick paul paula paulette pauline pedro peggy peter philippe philip pierre priscilla
quentin rachel rachid rachida raoul raphael raphaelle rayan raymond raymonde rebecca regine regis remi remy rene renee reynald richard robert robin rodolphe
roger roland romain romane romuald ronald roxane ruben rudy ryan sabine sabrina said salima salome sam samia samir samira samuel sandra sandrine sara sarah
sascha scott sean sebastien selim selma serge severine sharon sidonie simon simone soline sofia sofiane solange solene sonia sophie soraya stacy stefan stella
stephane stephanie stephen steve steven sullivan susan suzanne sybille sylvain sylvaine sylvie tania tatiana teddy teresa theo theodore theophile therese thibaud
thibault thierry thomas tiffany tim timeo timothee titouan tom tommy tony tristan ugo ulysse valentin valentine valerie vanessa veronique vianney victoire victor
victoria vincent violette virginie vivien viviane walid walter wendy wilfried william willy xavier yacine yael yann yannick yanis yasmina yasmine yohan yolande
youcef youssef yuna yves yvette yvon yvonne zachary zakaria zoe zineb zohra`

export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter(Boolean))

/** First names that are words too: alone they are taken for the word. */
export const AMBIGUOUS: ReadonlySet<string> = new Set(
  'aime alex ann aurore axel blaise camille carole claude colette dominique flora florence france germain grace iris jade jasmine jean jordan julia laure lorraine luna martin max nancy noel nour paris pascal rene robin said sam victoire violette'.split(' '),
)
