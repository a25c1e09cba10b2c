// SPDX-License-Identifier: MIT
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callModule, runCheck } from './support/call';

// The compiler has to share its cores.
jest.setTimeout(120_000);

interface Mismatch {
  declaration: { line: number };
  says: string;
}
interface Result {
  mismatches: Mismatch[];
  missing: { line: number }[];
  unparsed: { line: number }[];
}

/** Signatures as the document has them. */
const RIGHT = [
  ['UActorComponent', 'virtual void Activate(bool bReset = false);'],
  ['UActorComponent', 'bool IsRegistered() const;'],
  ['UActorComponent', 'uint8 bAutoActivate:1'],
  ['UActorComponent', 'virtual UWorld* GetWorld() const override final;'],
  ['UActorComponent', 'template<class T> T* GetOwner() const;'],
  ['AActor', 'float CustomTimeDilation'],
  ['UWorld', 'bool DestroyActor(AActor*, bool bNetForce = false, bool bShouldModifyLevel = true);'],
  ['FTSTicker', 'static FTSTicker& GetCoreTicker();'],
  ['', 'enum ELevelTick { LEVELTICK_TimeOnly, LEVELTICK_ViewportsOnly, LEVELTICK_All, LEVELTICK_PauseTick }'],
  ['', 'enum ETickingGroup : int { TG_PrePhysics, TG_StartPhysics }'],
  ['', 'class AWorldSettings : public AActor'],
] as const;

/** The same, each wrong in one way, with what is to be said. */
const WRONG = [
  ['UActorComponent', 'void Activate(bool bReset = false);', /^not virtual/],
  ['UActorComponent', 'virtual int32 Activate(bool bReset = false);', /^the type int32/],
  ['UActorComponent', 'virtual void DestroyComponent(bool bPromoteChildren);', /^no default/],
  ['UActorComponent', 'virtual void SetComponentTickEnabled(bool bEnabled = true);', /^defaults after 0/],
  ['UActorComponent', 'virtual void Activate(int32 Reset = 0);', /^the type void \(int32\)/],
  ['UActorComponent', 'virtual bool IsRegistered() const;', /^virtual/],
  ['UActorComponent', 'bool IsRegistered();', /^the type bool/],
  ['UActorComponent', 'static bool IsRegistered();', /static/],
  ['UActorComponent', 'uint32 bAutoActivate:1', /^the type uint32/],
  ['UActorComponent', 'uint8 bAutoActivate', /^no bit field/],
  ['UActorComponent', 'virtual UWorld* GetWorld() const override;', /^virtual/],
  ['UActorComponent', 'virtual void OnRegister();', /^public/],
  ['UActorComponent', 'template<class T> const T* GetOwner() const;', /^the type const T/],
  ['AActor', 'double CustomTimeDilation', /^the type double/],
  ['AActor', 'float CustomTimeDilation:1', /^a bit field/],
  ['UWorld', 'bool DestroyActor(AActor*, bool bNetForce, bool bShouldModifyLevel = true);', /^no default/],
  [
    'UWorld',
    'void DestroyActor(AActor*, bool bNetForce = false, bool bShouldModifyLevel = true);',
    /^the type void/,
  ],
  ['FTSTicker', 'FTSTicker& GetCoreTicker();', /^the type FTSTicker&/],
  ['FTSTicker', 'static FTSTicker* GetCoreTicker();', /static/],
  ['', 'enum ELevelTick { LEVELTICK_ViewportsOnly, LEVELTICK_TimeOnly }', /LEVELTICK/],
  ['', 'enum class ELevelTick { LEVELTICK_TimeOnly }', /enum class|LEVELTICK/],
  ['', 'enum ETickingGroup : uint8 { TG_PrePhysics }', /uint8/],
  ['', 'class AWorldSettings : public UActorComponent', /derives from UActorComponent/],
] as const;

const BROADCASTS = [
  '### `FWorldDelegates`',
  '| Delegate | Handler parameters |',
  '|---|---|',
  '| `OnWorldCleanup` | `(UWorld*, bool bSessionEnded, bool bCleanupResources)` |',
  '| `OnWorldTickStart` | `(UWorld*, float DeltaSeconds)` |',
];

/** A document that says each signature under its class, and the line each is on. */
function documentOf(signatures: readonly (readonly [string, string, ...unknown[]])[]) {
  const lines = ['## Additions'];
  const places = signatures.map(([owner, code]) => {
    lines.push(owner === '' ? '### Types' : `### ${owner} — a class`, `- \`${code}\``);
    return lines.length;
  });
  return { lines, places };
}

describe('checkSignatures', () => {
  const out = mkdtempSync(join(tmpdir(), 'unreal-api-'));
  afterAll(() => rmSync(out, { recursive: true }));

  function check(lines: string[], standard: string) {
    const options = {
      document: lines.join('\n'),
      engine: 'Source/Headless/Engine',
      out,
      standards: [standard],
    };
    return callModule<Result>('scripts/unreal-api/signature-check.mjs', 'checkSignatures', [[options]])[0]!;
  }

  it.each(['c++17', 'c++20'])('accepts what the headers declare, as %s', (standard) => {
    const { mismatches, missing, unparsed } = check(documentOf(RIGHT).lines, standard);

    expect({ mismatches, missing, unparsed }).toEqual({ mismatches: [], missing: [], unparsed: [] });
  });

  it('notices each way in which a signature can be wrong', () => {
    const { lines, places } = documentOf(WRONG);

    const { mismatches } = check(lines, 'c++17');

    const said = places.map((place) =>
      mismatches.filter(({ declaration }) => declaration.line === place).map(({ says }) => says),
    );
    WRONG.forEach(([, code, expected], index) => {
      expect({
        code,
        said: said[index]!.some((each) => expected.test(each)) ? 'noticed' : said[index],
      }).toEqual({
        code,
        said: 'noticed',
      });
    });
  });

  it('compares what the handlers of a delegate take', () => {
    const { mismatches } = check(['## 5. Others', ...BROADCASTS], 'c++17');

    expect(mismatches.map(({ declaration, says }) => [declaration.line, says])).toEqual([
      [6, 'handlers take (UWorld*, float)'],
    ]);
  });

  it('counts what the headers do not have, and says what it cannot read', () => {
    const { lines } = documentOf([
      ['UActorComponent', 'void NotInTheHeaders();'],
      ['UActorComponent', 'virtual void This/That(...)'],
    ]);

    const { missing, unparsed, mismatches } = check(lines, 'c++17');

    expect(missing.map(({ line }) => line)).toEqual([3]);
    expect(unparsed.map(({ line }) => line)).toEqual([5]);
    expect(mismatches).toEqual([]);
  });
});

describe('check-unreal-api signatures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unreal-api-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('fails for headers that differ, and names place and difference', () => {
    const engine = join(folder, 'Engine');
    cpSync('Source/Headless/Engine', engine, { recursive: true });
    const header = join(engine, 'Components/ActorComponent.h');
    const text = readFileSync(header, 'utf8');
    writeFileSync(header, text.replace('virtual void Deactivate();', 'void Deactivate();'));

    const delegates = join(engine, 'Delegates/Delegate.h');
    const macros = readFileSync(delegates, 'utf8');
    writeFileSync(
      delegates,
      macros.replace('TDynamicMulticastDelegate<A, B>', 'TDynamicMulticastDelegate<B, A>'),
    );

    const { status, stderr } = runCheck('--engine', engine, '--out', folder, 'signatures');

    expect(stderr).toMatch(
      /^docs\/unreal-api\.md:\d+: Expected UActorComponent::Deactivate: virtual, but the headers/m,
    );
    expect(stderr).toMatch(
      /DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams: FProbe, int32, Name0, bool, Name1 gives/,
    );
    expect(status).toBe(1);
  });

  it('fails for a document from which an allowance is gone', () => {
    const document = join(folder, 'document.md');
    writeFileSync(document, readFileSync('docs/unreal-api.md', 'utf8').replace('`enum class E : uint8`', ''));

    const { status, stderr } = runCheck('--document', document, '--out', folder, 'signatures');

    expect(stderr).toContain('to contain `enum class E : uint8`, but it does not');
    expect(status).toBe(1);
  });

  it('refuses a check it does not know', () => {
    const { status, stderr } = runCheck('spelling');

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'check-unreal-api: Expected one of signatures, names, lint, but got "spelling"\n',
    });
  });
});
