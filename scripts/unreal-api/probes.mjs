// SPDX-License-Identifier: MIT
import { sampleOfClass, samplesOf } from './samples.mjs';

/**
 * Writes C++ that compiles only if the headers declare a thing as the document does.
 *
 * @returns pieces `{ code, expects, says }`: `expects` is undefined for code that has to compile, else what the compiler's error has
 *   to be; `says` is what the document says, for the message.
 */
export function probesOf(declaration, facts) {
  return WRITERS[declaration.kind](declaration, facts);
}

/** Only that it is there. */
const ofName = () => [];

const WRITERS = {
  name: ofName,
  delegateMacro: ofDelegateMacro,
  function: ofFunction,
  field: ofField,
  class: ofClass,
  enum: ofEnum,
  delegate: ofDelegate,
};

/** Code inside a class that derives from the owner, or, for a final one, beside it. */
function inside(owner, facts, body) {
  const base = facts.finalClasses.has(owner) ? '' : ` : ${sampleOfClass(owner)}`;
  return `namespace { struct P${base} { static void Check(${body.parameters ?? ''}) { ${body.code} } }; }`.replaceAll(
    'SELF',
    base === '' ? owner : 'P',
  );
}

function ofFunction(declaration, facts) {
  const { owner, isOpen, access } = declaration;
  // Only that nobody reaches it: neither by a call nor by an override.
  if (access === 'private') return [...ofOverride(declaration, facts), ...ofAccess(declaration)];
  if (isOpen) return owner === undefined ? [] : [...ofAccess(declaration)];
  const probes = [];
  if (declaration.returns !== undefined) probes.push(ofType(declaration, facts));
  probes.push(...ofCalls(declaration, facts));
  if (owner !== undefined) {
    if (declaration.returns !== undefined) probes.push(...ofOverride(declaration, facts));
    probes.push(...ofAccess(declaration));
  }
  return probes;
}

/** A pointer to it has the very type. */
function ofType(declaration, facts) {
  const { owner, name, returns, parameters, isConst, isStatic } = declaration;
  const { samples, write } = samplesOf(declaration);
  const list = parameters.map(({ type }) => write(type)).join(', ');
  const call = samples.length > 0 ? `${name}<${samples.join(', ')}>` : name;
  const says = `the type ${returns} (${list})${isConst ? ' const' : ''}${isStatic ? ', static' : ''}`;
  if (owner === undefined) {
    return {
      says,
      code: `namespace { void Check() { ${write(returns)} (*Pointer)(${list}) = &::${call}; (void)Pointer; } }`,
    };
  }
  const pointer = isStatic ? '(*Pointer)' : `(${sampleOfClass(owner)}::*Pointer)`;
  const code = `${write(returns)} ${pointer}(${list})${isConst ? ' const' : ''} = &SELF::${call}; (void)Pointer;`;
  return { says, code: inside(owner, facts, { code }) };
}

/** It can be called with and without each argument that has a default, and not without the last that has none. */
function ofCalls(declaration, facts) {
  const { parameters } = declaration;
  const required = parameters.filter(({ fallback }) => fallback === undefined).length;
  const probes = [];
  for (let given = required; given <= parameters.length; ++given)
    probes.push(ofCall(declaration, given, facts));
  const overloads = facts.overloads(declaration);
  if (required > 0 && overloads === 1 && declaration.returns !== undefined) {
    const says = `no default for ${parameters[required - 1].type}`;
    const expects = /too few arguments|no matching function|no matching member/u;
    probes.push({ ...ofCall(declaration, required - 1, facts), says, expects });
  }
  return probes;
}

function ofCall(declaration, given, facts) {
  const { owner, name, parameters, isConst, isStatic } = declaration;
  const { samples, write } = samplesOf(declaration);
  const taken = parameters.slice(0, given).map(({ type }, index) => declare(write(type), `A${index}`));
  const args = taken.map((_, index) => `A${index}`).join(', ');
  const call = `${samples.length > 0 && declaration.template !== undefined ? `${name}<${samples.join(', ')}>` : name}(${args})`;
  const says =
    given < parameters.length ? `defaults after ${given} arguments` : `a call with ${given} arguments`;
  if (owner === undefined)
    return { says, code: `namespace { void Check(${taken.join(', ')}) { (void)::${call}; } }` };
  if (isStatic)
    return {
      says,
      code: inside(owner, facts, { parameters: taken.join(', '), code: `(void)SELF::${call};` }),
    };
  const self = `${isConst ? 'const ' : ''}SELF& O`;
  return {
    says,
    code: inside(owner, facts, { parameters: [self, ...taken].join(', '), code: `(void)O.${call};` }),
  };
}

/** `void (T::*)()` has its name inside. */
function declare(type, name) {
  return type.includes('::*)') ? type.replace('::*)', `::*${name})`) : `${type} ${name}`;
}

/** A class that derives from the owner may override what is virtual, and nothing else. */
function ofOverride(declaration, facts) {
  const { owner, name, returns, parameters, isConst, isVirtual, isFinal, isStatic } = declaration;
  const { samples, write } = samplesOf(declaration);
  if (isStatic || samples.length > 0 || facts.finalClasses.has(owner)) return [];
  const list = parameters.map(({ type }) => write(type)).join(', ');
  const code = `namespace { struct P : ${sampleOfClass(owner)} { ${write(returns)} ${name}(${list})${isConst ? ' const' : ''} override; }; }`;
  if (isFinal)
    return [{ code, says: 'virtual and final', expects: /overrid(?:ing|es a) (?:'?final'?|.*final)/u }];
  if (isVirtual) return [{ code, says: 'virtual' }];
  return [{ code, says: 'not virtual', expects: /marked '?override'?|does not override/u }];
}

function ofAccess({ owner, name, access, template, isOpen }) {
  if (access === undefined || template !== undefined || isOpen) return [];
  const code = `namespace { void Check() { (void)&${sampleOfClass(owner)}::${name}; } }`;
  if (access === 'public')
    return [
      { code, says: 'public', allows: /cannot resolve|unresolved overloaded|insufficient contextual/u },
    ];
  return [{ code, says: access, expects: new RegExp(`is ${access}|'${access}'`, 'u') }];
}

function ofField(declaration, facts) {
  const { owner, name, type, bits } = declaration;
  const says = `the type ${type}`;
  const same = `static_assert(std::is_same_v<decltype(SELF::${name}), ${type}>);`;
  const probes = [{ says, code: inside(owner, facts, { code: same }) }];
  const address = inside(owner, facts, { code: `(void)&SELF::${name};` });
  if (bits !== undefined)
    probes.push({ code: address, says: `a bit field of ${bits}`, expects: /bit-?field/u });
  else probes.push({ code: address, says: 'no bit field' });
  return probes;
}

function ofClass({ name, bases }) {
  return bases.map((base) => ({
    says: `derives from ${base}`,
    code: `static_assert(std::is_base_of_v<::${base}, ::${name}> && std::is_convertible_v<::${name}*, ::${base}*>);`,
  }));
}

function ofEnum({ owner, name, scoped, underlying, enumerators }) {
  const full = owner === undefined ? `::${name}` : `::${owner}::${name}`;
  const scope = scoped ? full : owner === undefined ? '' : `::${owner}`;
  const probes = enumerators.map((enumerator) => ({
    says: `${enumerator.name} = ${enumerator.value}`,
    code: `static_assert(static_cast<long long>(${scope}::${enumerator.name}) == ${enumerator.value});`,
  }));
  probes.push({
    says: scoped ? 'an enum class' : 'an enum without class',
    code: `static_assert(std::is_convertible_v<${full}, long long> == ${!scoped});`,
  });
  if (underlying !== undefined) {
    probes.push({
      says: `: ${underlying}`,
      code: `static_assert(std::is_same_v<std::underlying_type_t<${full}>, ${underlying}>);`,
    });
  }
  return probes;
}

/** What the handlers of a delegate take; a dynamic one has the same list. */
function ofDelegate({ owner, name, parameters, isStatic }, facts) {
  const list = parameters.map(({ type }) => type).join(', ');
  const code = `static_assert(UnrealApi::TakesOnly<decltype(SELF::${name}), void(${list})>);`;
  const probes = [{ says: `handlers take (${list})`, code: inside(owner, facts, { code }) }];
  if (isStatic) {
    const at = `static_assert(!std::is_member_pointer_v<decltype(&SELF::${name})>);`;
    probes.push({ says: 'static', code: inside(owner, facts, { code: at }) });
  }
  return probes;
}

/** Types alone for native delegates, types and names for dynamic ones, give a delegate of those types. */
function ofDelegateMacro({ name, isDynamic, isMulticast, returns, count }) {
  const types = ['int32', 'bool', 'float', 'double', 'uint8', 'int64', 'FName', 'uint64', 'int8'].slice(
    0,
    count,
  );
  const args = types.flatMap((type, index) => (isDynamic ? [type, `Name${index}`] : [type]));
  const written = [...(returns ? ['int64'] : []), 'FProbe', ...args].join(', ');
  const signature = `${returns ? 'int64' : 'void'}(${types.join(', ')})`;
  const is = `UnrealApi::Is${isMulticast ? 'Multicast' : 'Single'}<FProbe, ${signature}>`;
  const says = `${written} gives a delegate of ${signature}`;
  return [{ says, code: `namespace { ${name}(${written}); static_assert(${is}); }` }];
}

/** What the probes are compiled after, behind the headers. */
export const HELPERS = `
namespace UnrealApi
{
template <typename DelegateType, typename Signature>
constexpr bool TakesOnly = false;
template <typename DelegateType, typename Signature>
constexpr bool IsSingle = false;
template <typename R, typename... A>
constexpr bool IsSingle<TDelegate<R(A...)>, R(A...)> = true;
template <typename DelegateType, typename Signature>
constexpr bool IsMulticast = TakesOnly<DelegateType, Signature>;
template <typename... A>
constexpr bool TakesOnly<TMulticastDelegate<void(A...)>, void(A...)> = true;
template <typename... A>
constexpr bool TakesOnly<TDynamicMulticastDelegate<A...>, void(A...)> = true;
}
`;
