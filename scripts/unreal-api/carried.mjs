// SPDX-License-Identifier: MIT
import { gatherDeclarations } from './declarations.mjs';
import { parseDocument } from './document.mjs';
import { findOwners } from './owners.mjs';

/** Classes that document and headers cut differently. */
const FAMILIES = [
  ['UObject', 'UObjectBase', 'UObjectBaseUtility'],
  ['TDelegate', 'TMulticastDelegate', 'TDynamicMulticastDelegate', 'TDynamicDelegate', 'FWorldDelegates'],
  ['TSharedPtr', 'TSharedRef', 'TWeakPtr'],
  ['TWeakObjectPtr', 'FWeakObjectPtr'],
];

/** Knows which names of the engine the document carries. `bases` maps classes to what they derive from. */
export class CarriedNames {
  #words = new Set();
  /** Words of each line, and words of code whose class is known. */
  #lines = [];
  #owned = new Map();
  #bases;
  #text;

  constructor(document, bases) {
    this.#bases = bases;
    this.#text = document;
    const spans = parseDocument(document);
    const owners = findOwners(spans);
    spans.forEach((span, index) => this.#addSpan(span, owners[index]));
    for (const declaration of gatherDeclarations(spans).declarations) this.#addDeclaration(declaration);
  }

  /** Whether a name outside classes, or a macro, is in the code of the document. */
  has(name) {
    return this.#words.has(name);
  }

  /** Whether a header's path is in the document. */
  hasText(text) {
    return this.#text.includes(text);
  }

  /** Whether a word is in the document, as code or not. */
  mentions(word) {
    return new RegExp(`\\b${word}\\b`, 'u').test(this.#text);
  }

  /** Whether a member is carried: for its class, for one it derives from or that derives from it, or beside their names. */
  hasMember(owner, name) {
    const family = this.#familyOf(owner);
    for (const each of family) {
      if (this.#owned.get(each)?.has(name)) return true;
    }
    return this.#lines.some((words) => words.has(name) && [...family].some((each) => words.has(each)));
  }

  /** Whether some class has it as a function. */
  hasFunction(name) {
    return [...this.#owned.values()].some((names) => names.has(name));
  }

  #addSpan(span, owner) {
    const words = span.code.match(/[A-Za-z_]\w*/gu) ?? [];
    for (const word of expanded(span.code, words)) {
      this.#words.add(word);
      if (owner !== undefined) this.#own(owner, word);
    }
    // Code whose class is known does not count for others on its line.
    if (owner === undefined) {
      const line = (this.#lines[span.line] ??= new Set());
      for (const word of words) line.add(word);
    }
  }

  #addDeclaration({ kind, owner, name, enumerators }) {
    this.#words.add(name);
    this.#own(owner, name);
    if (kind !== 'enum') return;
    for (const each of enumerators) this.#own(owner ?? name, each.name);
  }

  #own(owner, name) {
    const names = this.#owned.get(owner) ?? new Set();
    names.add(name);
    this.#owned.set(owner, names);
  }

  /** The class, what it derives from, and what derives from it: the document may name either. */
  #familyOf(owner) {
    const start = FAMILIES.find((each) => each.includes(owner)) ?? [owner];
    const up = reachable(start, (each) => this.#bases.get(each) ?? []);
    return reachable([...start, ...up], (each) =>
      up.has(each) && !start.includes(each) ? [] : this.#derivedOf(each),
    );
  }

  #derivedOf(base) {
    return [...this.#bases].flatMap(([name, bases]) => (bases.includes(base) ? [name] : []));
  }
}

function reachable(start, next) {
  const found = new Set(start);
  const open = [...start];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const other of next(each)) {
      if (!found.has(other)) open.push(other);
      found.add(other);
    }
  }
  return found;
}

const NUMBERS = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** `DECLARE_DELEGATE[_NParams|_RetVal…]` and `INC_/DEC_/SET_DWORD_STAT` stand for many names. */
function expanded(code, words) {
  const names = [...words];
  const family = /^(DECLARE_\w*DELEGATE)\[/u.exec(code)?.[1];
  if (family !== undefined) {
    names.push(family);
    const counts = NUMBERS.map((number) => `_${number}Param${number === 'One' ? '' : 's'}`);
    names.push(...counts.map((count) => family + count));
    if (code.includes('_RetVal'))
      names.push(`${family}_RetVal`, ...counts.map((count) => `${family}_RetVal${count}`));
  }
  const [, head, alternatives, tail] = /^([A-Z_]+_)([A-Z]+(?:\/[A-Z]+)+)\b(\w*)/u.exec(code) ?? [];
  if (head !== undefined) names.push(...alternatives.split('/').map((each) => head + each + tail));
  const prefixes = /^((?:[A-Z]+_\/)+[A-Z]+_)([A-Z_]+)$/u.exec(code);
  if (prefixes !== null) names.push(...prefixes[1].split('/').map((prefix) => prefix + prefixes[2]));
  return names;
}
