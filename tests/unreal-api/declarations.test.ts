// SPDX-License-Identifier: MIT
import { callModule } from './support/call';

interface Declaration {
  kind: string;
  owner?: string;
  name: string;
  [detail: string]: unknown;
}

function read(code: string) {
  return callModule<Declaration[]>('scripts/unreal-api/signatures.mjs', 'parseCode', [[code]])[0]!;
}

describe('parseCode', () => {
  it('reads a function with its qualifiers and defaults', () => {
    const [found] = read(
      'virtual void SetTimer(FTimerHandle& Handle, float Rate, bool bLoop = false) const override final;',
    );

    expect(found).toMatchObject({
      kind: 'function',
      name: 'SetTimer',
      returns: 'void',
      isConst: true,
      isVirtual: true,
      isFinal: true,
      isStatic: false,
      parameters: [
        { type: 'FTimerHandle&', name: 'Handle' },
        { type: 'float', name: 'Rate' },
        { type: 'bool', name: 'bLoop', fallback: 'false' },
      ],
    });
  });

  it('reads parameters without names', () => {
    const [found] = read(
      'void Route(const EEndPlayReason::Type, TArray<AActor*>&, FVector const* = nullptr);',
    );

    expect(found!.parameters).toMatchObject([
      { type: 'const EEndPlayReason::Type' },
      { type: 'TArray<AActor*>&' },
      { type: 'FVector const*', fallback: 'nullptr' },
    ]);
  });

  it('reads templates, and functions of a class that is named', () => {
    expect(read('template<class T> T* UWorld::SpawnActor(UClass*)')[0]).toMatchObject({
      template: ['T'],
      scope: 'UWorld',
      name: 'SpawnActor',
    });
  });

  it('reads bit fields, and several fields of one type', () => {
    expect(read('uint8 bA:1, bB:1')[0]).toMatchObject({
      kind: 'fields',
      type: 'uint8',
      names: [
        { name: 'bA', bits: 1 },
        { name: 'bB', bits: 1 },
      ],
    });
  });

  it('counts enumerators on from the last value', () => {
    expect(read('enum class EKind : uint8 { A, B = 4, C }')[0]).toMatchObject({
      scoped: true,
      underlying: 'uint8',
      enumerators: [
        { name: 'A', value: 0 },
        { name: 'B', value: 4 },
        { name: 'C', value: 5 },
      ],
    });
  });

  it('reads classes with their bases and members', () => {
    expect(read('class UMine : public UObject, public IOther { void Run(); }')[0]).toMatchObject({
      kind: 'class',
      bases: ['UObject', 'IOther'],
      members: [{ kind: 'function', name: 'Run' }],
    });
  });

  it.each([
    'GetOwner()->Destroy()',
    'UWorld::IsPaused()',
    'bTicks = true',
    'IsValid(Actor)',
    'Add Emplace Find',
  ])('takes %s for a use', (code) => {
    expect(read(code).map(({ kind }) => kind)).not.toContain('unparsed');
    expect(read(code).map(({ kind }) => kind)).not.toContain('function');
  });

  it('says what looks like a declaration and cannot be read', () => {
    expect(read('virtual void RemoveThis/That(...)')[0]!.kind).toBe('unparsed');
  });
});

describe('gatherDeclarations', () => {
  it('knows the class of a signature by line, table and section', () => {
    const document = [
      '## 1. UActorComponent — components',
      '### 1.2 Tick',
      '| Field of FTickFunction | Type | Meaning |',
      '|---|---|---|',
      '| `bCanEverTick` | `uint8:1` | is registered |',
      '',
      'Methods: `void SetTickFunctionEnable(bool)`',
      '- `void RegisterComponent();` — AC [doc]',
      '- `USubsystem`: `virtual void Deinitialize();`',
      '- `bool UWorld::DestroyActor(AActor*);`',
      '## Additions',
      '### UAudioComponent — sound',
      '- `virtual void Stop();`',
      '### Free functions and macros',
      '- free function `bool IsReady();`',
    ].join('\n');
    const [spans] = callModule<object[]>('scripts/unreal-api/document.mjs', 'parseDocument', [[document]]);
    const [{ declarations }] = callModule<{ declarations: Declaration[] }>(
      'scripts/unreal-api/declarations.mjs',
      'gatherDeclarations',
      [[spans]],
    ) as [{ declarations: Declaration[] }];

    expect(declarations.map(({ owner, name }) => `${owner ?? ''}::${name}`).sort()).toEqual([
      '::IsReady',
      'FTickFunction::SetTickFunctionEnable',
      'FTickFunction::bCanEverTick',
      'UActorComponent::RegisterComponent',
      'UAudioComponent::Stop',
      'USubsystem::Deinitialize',
      'UWorld::DestroyActor',
    ]);
  });
});
