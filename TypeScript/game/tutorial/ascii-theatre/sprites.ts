// SPDX-License-Identifier: MIT
import type { Sprite } from './canvas';

/** The courier ship Bookworm, from the side. */
export const bookworm: Sprite = [
  ' ____              ',
  ' \\```\\_________    ',
  '  \\``_BOOKWORM`\\__ ',
  '  |`(_)```[]`[]```\\',
  '  /________________/',
  ' /__/     \\__\\     ',
];

/** The same from further away, for the chase. */
export const bookwormSmall: Sprite = ['\\\\______   ', ' |`BW`o`\\_>', "//------'  "];

export const bookwormLanding: Sprite = [
  '     _/\\_      ',
  '    /`()`\\     ',
  '   |`BOOK`|    ',
  '   |`WORM`|    ',
  '  /|______|\\   ',
  ' /_|`/``\\`|_\\  ',
];

/** The library cruiser: a reading hall that flies. */
export const silence: Sprite = [
  '            ______            ',
  '       ____/`SHH!`\\____       ',
  '   ___/________________\\___   ',
  '  /________________________\\  ',
  '   |||``|||``|||``|||``|||    ',
  '   |||``|||``|||``|||``|||==> ',
  ' _/___L.S.S.`SILENCE______\\_  ',
  ' \\________________________/   ',
  '    \\_/     \\_/     \\_/       ',
];

/** Captain Quill; the mouth is drawn apart. */
export const quill: Sprite = [
  '   _,,,,_   ',
  '  /,````,\\  ',
  '  |`o``o`|  ',
  '  \\``__``/  ',
  '   `\\__/`   ',
  ' __/`\\/`\\__ ',
  '/``|````|``\\',
];

/** Kettle, a robot that was a kettle once. */
export const kettle: Sprite = [
  '     _o_       ',
  '   _/___\\_     ',
  '  /```````\\  / ',
  ' |`[o]`[o]`|/`|',
  ' |`````````|_/ ',
  ' |`\\_____/`|   ',
  '  \\_______/    ',
];

/** Admiral Hush of the Silence. */
export const hush: Sprite = [
  '     (@@)     ',
  '   .-````-.   ',
  '  /`______`\\  ',
  '  |(O)--(O)|  ',
  '   \\``__``/   ',
  '  __\\____/__  ',
  ' /``|*##*|``\\ ',
];

export const library: Sprite = [
  '             _/\\_             ',
  '        ____/````\\____        ',
  '   ____/`C`O`L`O`P`H`\\____    ',
  '  /__________O`N__________\\   ',
  '   |||``|||``||||``|||``|||   ',
  '   |||``|||``|``|``|||``|||   ',
  '   |||``|||``|`.|``|||``|||   ',
  ' _/________________________\\_ ',
];

export const planet: Sprite = [
  '     _.--""--._    ',
  '   .`````````.`.   ',
  ' =/==.`````````.\\= ',
  '==|``===.```````|==',
  '  |`````.`===```|= ',
  '   \\`.``````````/  ',
  '    `._``````_.`   ',
  '       ""--""      ',
];

export const rocks: readonly Sprite[] = [
  ['  __  ', ' /`.\\_', '(`_``/', ' \\__/ '],
  [' _ ', '(`)', ' " '],
  ['  ___ ', ' /``.\\', '/`o``/', '\\___/ '],
];

export const book: Sprite = ['.______.', '|`TEA``|', '|`for``|', '|`2`PL.|', '|______|'];

export const cup: Sprite = ['.___. ', '|```|)', '\\___/ '];
