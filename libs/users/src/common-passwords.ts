import { dictionary } from '@zxcvbn-ts/language-common';

const lines = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Words that people make passwords of, in lower case and without accents: what leaked lists are full of, in English
 * and Spanish, and what somebody thinks of first on a site about instruments. Written by hand.
 */
export const commonWords: readonly string[] = lines(`
  password passwords passwort passw pass parola contrasena contrasenia contra clave acceso secreto secreta secret
  admin administrator administrador root superuser superusuario user usuario guest invitado test testing prueba
  pruebas demo temp temporal login signin welcome bienvenido bienvenida changeme cambiame letmein trustno default
  nothing nada whatever forever siempre master maestro system sistema server servidor computer ordenador internet
  google facebook twitter instagram youtube microsoft windows linux ubuntu apple samsung android oracle postgres
  database office hello hola adios goodbye good morning buenos dias iloveyou loveyou love loving lover lovely
  teamo tequiero amor amores amormio miamor corazon cielo vida mivida bonita bonito guapa guapo princesa princess
  prince principe reina queen king angel angeles angelito diablo devil jesus jesucristo cristo christ god dios
  maria jose juan carlos antonio manuel francisco javier miguel david daniel alejandro alejandra pablo pedro luis
  jorge sergio alberto fernando rafael angela carmen ana laura marta lucia sofia paula elena isabel cristina
  patricia raquel sara andrea michael michelle jennifer jessica jordan thomas robert william james john george
  charlie harley hunter andrew joshua matthew anthony nicole ashley amanda hannah daniela valentina martin garcia
  lopez rodriguez gonzalez fernandez sanchez perez family familia mother madre father padre mama papa mami papi
  baby bebe hijo hija brother hermano sister hermana amigo amiga amigos friend friends bestfriend
  monkey dragon tiger tigre lion leon eagle aguila wolf lobo horse caballo dog perro perrito cat gato gatito kitty
  puppy bear butterfly mariposa dolphin flower flores rosa rosas sunshine sunflower sun sol moon luna lunita star
  estrella estrellas shadow sombra fire fuego thunder storm ocean summer verano winter invierno spring primavera
  autumn otono monday lunes friday viernes enero febrero marzo abril mayo junio julio agosto septiembre octubre
  noviembre diciembre january february march april june july august september october november december
  football futbol soccer baseball beisbol basketball baloncesto hockey tennis golf barcelona barca madrid
  realmadrid atletico sevilla betis valencia athletic liverpool arsenal chelsea manchester united messi ronaldo
  iniesta spain espana espanol mexico argentina colombia peru chile london londres paris roma america
  superman batman spiderman ironman avengers starwars pokemon pikachu naruto zelda mario minecraft fortnite
  counter strike matrix phoenix ninja samurai pirate pirata warrior guerrero killer cowboy ranger mustang ferrari
  porsche mercedes corvette yamaha honda kawasaki suzuki diamond diamante silver plata golden orange naranja
  purple yellow blue black negro white blanco green verde red rojo azul chocolate cookie cheese banana coffee cafe
  cerveza beer vino pepper ginger sugar freedom libertad victory victoria happy feliz lucky suerte money dinero
  power magic magia hacker access secure security seguridad private privado please porfavor
  music musica musico rock rocknroll metal heavymetal blues jazz flamenco guitar guitars guitarra guitarras
  guitarrista guitarist bass bajo bajos bajista drum drums bateria baterista drummer piano pianista teclado
  teclados keyboard synth synthesizer sintetizador violin violines cello trompeta saxofon saxo flauta ukelele
  ukulele amplificador amplifier pedal pedales instrument instruments instrumento instrumentos busca buscar
  buscador buscainstrumentos segundamano hispasonic guitarristas soundmarket reverb fender gibson ibanez
  epiphone gretsch rickenbacker marshall orange roland korg moog telecaster stratocaster strat tele lespaul
  precision jazzmaster jaguar metallica nirvana beatles queen acdc slipknot ironmaiden ledzeppelin pinkfloyd
  hendrix clapton slash cobain heroes silencio extremoduro
  one two three four five uno dos tres cuatro cinco mil the and mis tus los las que con por para
`);

/** Whole passwords that are long enough and known to everybody, for which no rule speaks. Written by hand. */
const longOnes = lines(`
  correcthorsebatterystaple correct-horse-battery-staple thisisapassword thisismypassword mypasswordis
  iforgotmypassword nopasswordforyou passwordispassword thequickbrownfox thequickbrownfoxjumps
  loremipsumdolor loremipsumdolorsit tobeornottobe maytheforcebewithyou openthedoorplease opensesameopen abretesesamo
  abracadabra123 supercalifragilistico supercalifragilisticexpialidocious yosoyelmejor enunlugardelamancha
  unaduenobonita estaesmicontrasena miclavesecreta nometoqueslaspalmas olvidemicontrasena tequieromucho123
  teamomucho123 tequieromuchisimo loveyouforever iloveyouforever ihatepasswords ihatepasswords1 qazwsxedcrfv
  qazwsxedcrfvtgb 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 zaq1xsw2cde3 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1a2b3c4d5e6f
  a1b2c3d4e5f6 abcd1234efgh q1w2e3r4t5y6 p@ssw0rdp@ssw0rd changemeplease changemenow1 asdfjklasdfjkl
  stairwaytoheaven smokeonthewater highwaytohell smellsliketeenspirit bohemianrhapsody hotelcalifornia
  entresarriba entredosaguas viveryderrumbes guitarraespanola guitarraelectrica
`);

let common: ReadonlySet<string> | undefined;

/**
 * Passwords that guessers try first, in lower case: by hand those above, and the 49,233 most frequent ones of the lists
 * that leaked, as zxcvbn ranks them. They are unpacked when the first password is judged, which few programs ever do.
 */
export function commonPasswords(): ReadonlySet<string> {
  return (common ??= new Set([...longOnes, ...dictionary['passwords-common']]));
}
