// SPDX-License-Identifier: MIT
// Does for the headless host what UnrealHeaderTool does for Unreal: reads UCLASS, UENUM, UPROPERTY and GENERATED_BODY in
// headers, and writes NAME.generated.h and NAME.gen.cpp.
//
//   node header-tool.mjs --out FOLDER HEADER_OR_FOLDER...

import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

class HeaderError extends Error {}

/** Runs the tool; throws a HeaderError of one line if a header breaks a rule. Returns the files it wrote anew. */
export function generate(outFolder, inputs) {
  mkdirSync(outFolder, { recursive: true });
  const written = [];
  for (const header of inputs.flatMap(headersIn)) {
    const text = readFileSync(header, 'utf8');
    if (!/#include\s+"[^"]+\.generated\.h"/.test(text)) {
      const line = lineOf(text, text.search(/^\s*GENERATED_BODY\(/m));
      if (line > 0)
        throw new HeaderError(
          `${header}:${line}: expected an include of "${nameOf(header)}.generated.h", but there is none`,
        );
      continue;
    }
    const parsed = parse(header, text);
    for (const [file, content] of [
      [`${parsed.name}.generated.h`, generatedHeader(parsed)],
      [`${parsed.name}.gen.cpp`, generatedSource(parsed)],
    ]) {
      if (writeIfChanged(join(outFolder, file), content)) written.push(file);
    }
  }
  return written;
}

function parse(header, text) {
  const name = nameOf(header);
  const includes = [...text.matchAll(/^#include\s+["<]([^">]+)[">]/gm)];
  const last = includes.at(-1);
  if (last[1] !== `${name}.generated.h`) {
    throw new HeaderError(
      `${header}:${lineOf(text, last.index)}: expected "${name}.generated.h" to be the last include, but it is "${last[1]}"`,
    );
  }
  return {
    name,
    classes: [...classesIn(header, text)],
    enums: [...enumsIn(header, text)],
    structs: [...structsIn(header, text)],
  };
}

function* enumsIn(header, text) {
  const declaration = /UENUM\s*\(/g;
  for (let found = declaration.exec(text); found; found = declaration.exec(text)) {
    const rest = text.slice(closing(text, declaration.lastIndex - 1) + 1);
    const head = /^\s*enum\s+class\s+(E[A-Z]\w*)\s*:\s*(\w+)\s*\{/.exec(rest);
    if (!head) {
      throw new HeaderError(
        `${header}:${lineOf(text, found.index)}: expected "enum class", a name with prefix E, and a type after UENUM(), but got "${firstLine(rest)}"`,
      );
    }
    const open = head[0].length - 1;
    const body = withoutMeta(withoutComments(rest.slice(open + 1, closing(rest, open))));
    const names = body.split(',').flatMap((each) => /^\s*(\w+)\s*(?:=.*)?$/s.exec(each)?.[1] ?? []);
    yield { name: head[1], type: head[2], names };
  }
}

/** Structs need their GENERATED_BODY to mean something; nothing is asked of them at run time yet. */
function* structsIn(header, text) {
  const declaration = /^\s*USTRUCT\s*\(/gm;
  for (let found = declaration.exec(text); found; found = declaration.exec(text)) {
    const start = closing(text, declaration.lastIndex - 1) + 1;
    const rest = text.slice(start);
    const head = /^\s*struct\s+(?:[A-Z_]+_API\s+)?(F[A-Z]\w*)[^{;]*\{/.exec(rest);
    if (!head) {
      throw new HeaderError(
        `${header}:${lineOf(text, found.index)}: expected a struct with prefix F after USTRUCT(), but got "${firstLine(rest)}"`,
      );
    }
    const open = start + head[0].length - 1;
    const generated = /GENERATED_BODY\(\s*\)/.exec(text.slice(open, closing(text, open)));
    if (!generated) {
      throw new HeaderError(
        `${header}:${lineOf(text, open)}: expected GENERATED_BODY() in ${head[1]}, but there is none`,
      );
    }
    yield { name: head[1], line: lineOf(text, open + generated.index) };
  }
}

function withoutComments(text) {
  return text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
}

function withoutMeta(text) {
  for (let at = text.search(/\bUMETA\s*\(/); at >= 0; at = text.search(/\bUMETA\s*\(/)) {
    text = text.slice(0, at) + text.slice(closing(text, text.indexOf('(', at)) + 1);
  }
  return text;
}

function* classesIn(header, text) {
  const declaration = /UCLASS\s*\(/g;
  for (let found = declaration.exec(text); found; found = declaration.exec(text)) {
    const specifiersEnd = closing(text, declaration.lastIndex - 1);
    const specifiers = text.slice(declaration.lastIndex, specifiersEnd);
    const rest = text.slice(specifiersEnd + 1);
    const head = /^\s*class\s+(?:[A-Z_]+_API\s+)?([UA]\w+)\s*(?:final\s*)?(?::\s*public\s+(\w+))?/.exec(rest);
    if (!head) {
      throw new HeaderError(
        `${header}:${lineOf(text, found.index)}: expected a class with prefix U or A after UCLASS(), but got "${firstLine(rest)}"`,
      );
    }
    const open = specifiersEnd + 1 + rest.indexOf('{', head.index);
    const end = closing(text, open);
    const body = text.slice(open, end);
    const generated = /GENERATED_BODY\(\s*\)/.exec(body);
    if (!generated) {
      throw new HeaderError(
        `${header}:${lineOf(text, open)}: expected GENERATED_BODY() in ${head[1]}, but there is none`,
      );
    }
    yield {
      name: head[1],
      base: head[2] ?? 'UObject',
      abstract: /\bAbstract\b/.test(specifiers),
      line: lineOf(text, open + generated.index),
      properties: [...propertiesIn(header, text, open, body)],
      functions: [...functionsIn(header, text, open, body)],
    };
  }
}

function* propertiesIn(header, text, open, body) {
  const declaration = /UPROPERTY\s*\(/g;
  for (let found = declaration.exec(body); found; found = declaration.exec(body)) {
    const specifiersEnd = closing(body, declaration.lastIndex - 1);
    const member = /^\s*([\w:<>*,\s]+?)\s*\b(\w+)\s*(?::\s*\d+\s*)?(?:=[^;]*|\{[^;]*\})?;/.exec(
      body.slice(specifiersEnd + 1),
    );
    if (!member) {
      throw new HeaderError(
        `${header}:${lineOf(text, open + found.index)}: expected a member after UPROPERTY(), but there is none`,
      );
    }
    const specifiers = body.slice(declaration.lastIndex, specifiersEnd);
    yield {
      type: member[1].trim(),
      name: member[2],
      isDelegate: /\bBlueprintAssignable\b/.test(specifiers),
    };
  }
}

/** The methods that are called by name; a static one, or one without a body in C++, is not. */
function* functionsIn(header, text, open, body) {
  const declaration = /UFUNCTION\s*\(/g;
  for (let found = declaration.exec(body); found; found = declaration.exec(body)) {
    const specifiersEnd = closing(body, declaration.lastIndex - 1);
    const specifiers = body.slice(declaration.lastIndex, specifiersEnd);
    const head = /^\s*((?:[\w:<>*&,]+\s+)*?[\w:<>,*]+[\s*&]+)(\w+)\s*\(/.exec(body.slice(specifiersEnd + 1));
    if (!head) {
      throw new HeaderError(
        `${header}:${lineOf(text, open + found.index)}: expected a function after UFUNCTION(), but there is none`,
      );
    }
    if (/\bstatic\b/.test(head[1]) || /\bBlueprint(Implementable|Native)Event\b/.test(specifiers)) continue;
    yield head[2];
  }
}

const TEXT_TYPES = new Set(['bool', 'int32', 'int64', 'float', 'double', 'FString', 'FName']);
const isSetFromText = ({ type }) => TEXT_TYPES.has(type) || /^E[A-Z]\w*$/.test(type);

function generatedHeader({ name, classes, enums, structs }) {
  const id = `FID_${name}`;
  const bodies = classes.map(
    (type) => `#define ${id}_${type.line}_GENERATED_BODY \\
public: \\
	using Super = ${type.base}; \\
	using ThisClass = ${type.name}; \\
	static UClass* StaticClass(); \\
private: \\
	static UClass* MakeStaticClass();
`,
  );
  const structBodies = structs.map(
    (type) => `#define ${id}_${type.line}_GENERATED_BODY \\
public:
`,
  );
  const declarations = enums.map(
    (type) => `enum class ${type.name} : ${type.type};
template <>
UEnum* StaticEnum<${type.name}>();
`,
  );
  return `// Written by header-tool.mjs.
#include "UObject/Object.h"
${declarations.join('')}${structBodies.join('')}${bodies.join('')}#undef CURRENT_FILE_ID
#define CURRENT_FILE_ID ${id}
`;
}

function generatedSource({ name, classes, enums }) {
  const bodies = classes.map((type) => {
    const plain = type.name.slice(1);
    const make = type.abstract ? 'nullptr' : `[]() -> UObject* { return new ${type.name}(); }`;
    const properties = type.properties
      .filter(isSetFromText)
      .map(
        (property) =>
          `	Headless::AddProperty(Class, TEXT("${property.name}"), TEXT("${property.type}"), &${type.name}::${property.name});\n`,
      );
    const reflected = [
      ...type.functions.map(
        (name) => `	Headless::AddFunction(Class, TEXT("${name}"), &${type.name}::${name});\n`,
      ),
      ...type.properties
        .filter(({ isDelegate }) => isDelegate)
        .map(({ name }) => `	Headless::AddDelegate(Class, TEXT("${name}"), &${type.name}::${name});\n`),
    ];
    return `
UClass* ${type.name}::StaticClass()
{
	static UClass* const Class = MakeStaticClass();
	return Class;
}

UClass* ${type.name}::MakeStaticClass()
{
	UClass* Class = Headless::RegisterClass(TEXT("${plain}"), ${type.base}::StaticClass(), ${make}, ${type.abstract});
${properties.join('')}${reflected.join('')}	return Class;
}

static const Headless::FClassRegistrar GRegister${plain}(&${type.name}::StaticClass);
`;
  });
  const definitions = enums.map((type) => {
    const values = type.names.map(
      (value) => `		{TEXT("${value}"), static_cast<int64>(${type.name}::${value})},\n`,
    );
    return `
template <>
UEnum* StaticEnum<${type.name}>()
{
	static UEnum Enum({
${values.join('')}	});
	return &Enum;
}
`;
  });
  return `// Written by header-tool.mjs.
#include "UObject/Object.h"
${[...definitions, ...bodies].join('') || `// ${name} declares no class.\n`}`;
}

/** Index of the bracket that closes the one at `open`; comments and strings are skipped. */
function closing(text, open) {
  const pairs = { '(': ')', '{': '}' };
  const opener = text[open];
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text.startsWith('//', at)) at = text.indexOf('\n', at);
    else if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1;
    else if (text[at] === '"') {
      do at += 1;
      while (text[at] !== '"' || text[at - 1] === '\\');
    } else if (text[at] === opener) depth += 1;
    else if (text[at] === pairs[opener] && (depth -= 1) === 0) return at;
    if (at < 0) break;
  }
  throw new HeaderError(
    `expected a "${pairs[opener]}" that closes line ${lineOf(text, open)}, but the file ends`,
  );
}

function firstLine(text) {
  return text.trim().split('\n')[0].slice(0, 40);
}

function headersIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => headersIn(join(path, entry)))
    .filter((file) => file.endsWith('.h'));
}

function lineOf(text, index) {
  return index < 0 ? 0 : text.slice(0, index).split('\n').length;
}

function nameOf(header) {
  return basename(header, '.h');
}

function writeIfChanged(file, content) {
  try {
    if (readFileSync(file, 'utf8') === content) return false;
  } catch {
    // Not there yet.
  }
  writeFileSync(file, content);
  return true;
}

if (process.argv[1] && import.meta.url.endsWith(basename(process.argv[1]))) {
  const [flag, outFolder, ...inputs] = process.argv.slice(2);
  if (flag !== '--out' || inputs.length === 0) {
    console.error('header-tool: expected --out FOLDER HEADER_OR_FOLDER...');
    process.exitCode = 2;
  } else {
    try {
      generate(outFolder, inputs);
    } catch (error) {
      if (!(error instanceof HeaderError)) throw error;
      console.error(`header-tool: ${error.message}`);
      process.exitCode = 1;
    }
  }
}
