// SPDX-License-Identifier: MIT
import { runCheck, callModule } from './support/call';

type Files = Record<string, string>;

/** A header of a component, with what is given in its public part. */
function component(body: string, before = '', after = '') {
  return `#pragma once
#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "X.generated.h"
${before}
UCLASS()
class SAMPLE_API UXComponent : public UActorComponent
{
	GENERATED_BODY()
public:
	${body}
${after}
};`;
}

const inComponent = (body: string, before?: string, after?: string): Files => ({
  'Public/X.h': component(body, before, after),
});
const source = (body: string, includes = ''): Files => ({
  'Private/Y.cpp': `#include "CoreMinimal.h"\n${includes}\n${body}`,
});

/** What each rule refuses, with a part of what it says, and what it lets pass. */
const RULES: Record<string, { bad: [Files, string][]; good: Files[] }> = {
  'generated-header': {
    bad: [
      [
        { 'Public/X.h': component('').replace('#include "X.generated.h"\n', '') },
        'X.generated.h to be included',
      ],
      [{ 'Public/X.h': component('', '#include "Late.h"') }, 'to be the last include, but Late.h follows'],
      [{ 'Public/X.h': component('').replace('X.generated', 'Z.generated') }, 'Expected X.generated.h alone'],
      [{ 'Public/X.h': '#pragma once\n#include "X.generated.h"\nclass FX {};' }, 'something reflected'],
      [source('', '#include "Y.generated.h"'), 'by its header alone'],
      [source('UENUM() enum class EY : uint8 { A };'), 'reflected types in headers'],
    ],
    good: [{ 'Public/X.h': component('') }, { 'Private/Plain.h': '#pragma once\nclass FPlain {};' }],
  },
  'generated-source': {
    bad: [
      [{ ...inComponent(''), 'Private/X.cpp': '#include "X.h"' }, 'UE_INLINE_GENERATED_CPP_BY_NAME(X)'],
      [
        {
          ...inComponent(''),
          'Private/X.cpp': '#include "X.h"\n#include UE_INLINE_GENERATED_CPP_BY_NAME(Z)',
        },
        'Expected the name X',
      ],
      [
        {
          ...inComponent(''),
          'Private/X.cpp': '#include "X.h"\n#include UE_INLINE_GENERATED_CPP_BY_NAME(X)\n#include "Late.h"',
        },
        'to be the last include',
      ],
      [source('', '#include UE_INLINE_GENERATED_CPP_BY_NAME(Y)'), 'with something reflected'],
    ],
    good: [
      {
        ...inComponent(''),
        'Private/X.cpp': '#include "X.h"\n#include UE_INLINE_GENERATED_CPP_BY_NAME(X)\n',
      },
    ],
  },
  'generated-body': {
    bad: [
      [
        { 'Public/X.h': component('').replace('GENERATED_BODY()', '') },
        'GENERATED_BODY() at the beginning of UXComponent',
      ],
    ],
    good: [inComponent('')],
  },
  category: {
    bad: [
      [inComponent('UPROPERTY(EditAnywhere) int32 Number = 0;'), 'a Category for Number'],
      [inComponent('UFUNCTION(BlueprintCallable)\n\tvoid Run();'), 'a Category for Run'],
      [
        inComponent('UPROPERTY(BlueprintAssignable, meta = (Category = "X")) FOnX OnX;'),
        'a Category for OnX',
      ],
    ],
    good: [
      inComponent('UPROPERTY(EditAnywhere, Category = "X") int32 Number = 0;'),
      inComponent('UFUNCTION() void Handle();\n\tUPROPERTY(Transient) int32 Number = 0;'),
    ],
  },
  'private-access': {
    bad: [
      [
        inComponent('', '', 'private:\n\tUPROPERTY(BlueprintReadWrite, Category = "X") int32 Number = 0;'),
        'the private Number',
      ],
      [
        {
          'Public/X.h': component('UPROPERTY(BlueprintReadOnly, Category = "X") int32 N = 0;').replace(
            'public:',
            '',
          ),
        },
        'the private N',
      ],
    ],
    good: [
      inComponent('UPROPERTY(BlueprintReadWrite, Category = "X") int32 Number = 0;'),
      inComponent(
        '',
        '',
        'private:\n\tUPROPERTY(BlueprintReadOnly, Category = "X", meta = (AllowPrivateAccess = "true"))\n\tint32 N = 0;',
      ),
      inComponent(
        'void Run() const;',
        '',
        'protected:\n\tUPROPERTY(BlueprintReadOnly, Category = "X") int32 Number = 0;',
      ),
    ],
  },
  assignable: {
    bad: [
      [
        inComponent(
          'UPROPERTY(BlueprintAssignable, Category = "X") FOnX OnX;',
          'DECLARE_MULTICAST_DELEGATE_OneParam(FOnX, int32);',
        ),
        'a dynamic multicast delegate for OnX',
      ],
    ],
    good: [
      inComponent(
        'UPROPERTY(BlueprintAssignable, Category = "X") FOnX OnX;',
        'DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FOnX, int32, Number);',
      ),
    ],
  },
  'delegate-forms': {
    bad: [
      [source('DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FOnX, int32);'), '2 types and names behind FOnX'],
      [
        source('DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FOnX, int32, const Number);'),
        'Expected a name in',
      ],
      [source('DECLARE_DYNAMIC_DELEGATE_TwoParams(FOnX, int32, A, B, bool);'), 'Expected a name in'],
      [source('DECLARE_MULTICAST_DELEGATE_OneParam(FOnX, int32 Number);'), 'a type alone'],
      [
        source('DECLARE_MULTICAST_DELEGATE_TwoParams(FOnX, int32, Number, bool);'),
        'Expected 2 types behind FOnX',
      ],
      [source('DECLARE_DELEGATE_RetVal_OneParam(bool, FOnX);'), 'Expected 1 types behind FOnX'],
      [source('DECLARE_DELEGATE(OnX);'), 'to begin with F'],
    ],
    good: [
      source('DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FOnX, const FString&, Text, int32, Number);'),
      source('DECLARE_MULTICAST_DELEGATE_TwoParams(FOnX, const TMap<int32, FString>&, UXComponent*);'),
      source('DECLARE_DELEGATE_RetVal_OneParam(bool, FOnX, float);\nDECLARE_DELEGATE(FOnY);'),
    ],
  },
  guards: {
    bad: [
      [
        inComponent('#if SAMPLE_FAST\n\tUPROPERTY() int32 N = 0;\n#endif'),
        'UPROPERTY of N outside "#if SAMPLE_FAST"',
      ],
      [inComponent('#ifdef WITH_EDITOR\n\tUFUNCTION() void Run();\n#endif'), 'UFUNCTION of Run outside'],
      [
        inComponent('#if WITH_EDITOR\n\tint32 A = 0;\n#else\n\tUPROPERTY() int32 N = 0;\n#endif'),
        'outside "#if else"',
      ],
    ],
    good: [
      inComponent('#if WITH_EDITORONLY_DATA\n\tUPROPERTY() int32 N = 0;\n#endif\n\tUPROPERTY() int32 M = 0;'),
    ],
  },
  overloads: {
    bad: [
      [inComponent('UFUNCTION() void Run();\n\tvoid Run(int32 Times);'), 'one function Run in UXComponent'],
      [inComponent('void Run() {}\n\tUFUNCTION() void Run(int32 Times);'), 'one function Run in UXComponent'],
    ],
    good: [inComponent('UFUNCTION() void Run();\n\tvoid Walk();\n\tvoid Walk(int32 Times) { Run(); }')],
  },
  'blueprint-types': {
    bad: [
      [
        inComponent('UFUNCTION(BlueprintCallable, Category = "X") void Run(uint32 Times);'),
        'a type that Blueprint has in Run',
      ],
      [
        inComponent('UFUNCTION(BlueprintPure, Category = "X") int16 Size() const;'),
        'a type that Blueprint has in Size',
      ],
      [
        inComponent('UPROPERTY(EditAnywhere, Category = "X") uint64 Number = 0;'),
        'a type that Blueprint has in Number',
      ],
      [inComponent('UFUNCTION() void Run(TFunction<void()> Then);'), 'a type that is reflected in Run'],
      [inComponent('UFUNCTION() void Run(TObjectPtr<UObject> Object);'), 'a raw pointer in Run'],
      [inComponent('UPROPERTY() UObject* Object = nullptr;'), 'TObjectPtr in Object'],
      [inComponent('UPROPERTY() TMap<FName, TArray<FString>> Lists;'), 'no container of containers'],
      [inComponent('UFUNCTION() void Run(void* Memory);'), 'a pointer to an object in Run'],
    ],
    good: [
      inComponent(
        'UFUNCTION(BlueprintCallable, Category = "X")\n\tvoid Run(const TArray<UObject*>& Objects, UPARAM(ref) FString& Text);',
      ),
      inComponent(
        'UPROPERTY() TArray<TObjectPtr<UObject>> Objects;\n\tUPROPERTY(Transient) uint32 Frame = 0;',
      ),
      inComponent(
        'UFUNCTION(BlueprintPure, Category = "X") static const UObject* Find(const UObject* Context, FName Name);',
      ),
    ],
  },
  'blueprint-enums': {
    bad: [
      [
        inComponent('', 'UENUM(BlueprintType)\nenum class EKind : int32\n{\n\tA\n};'),
        '"enum class EKind : uint8"',
      ],
    ],
    good: [
      inComponent('', 'UENUM(BlueprintType)\nenum class EKind : uint8\n{\n\tA UMETA(DisplayName = "a")\n};'),
    ],
  },
  'meta-names': {
    bad: [
      [
        inComponent(
          'UPROPERTY(EditAnywhere, Category = "X", meta = (GetOptions = "GetNames")) FString Name;',
        ),
        'a UFUNCTION GetNames for GetOptions',
      ],
      [
        inComponent(
          'UFUNCTION(BlueprintCallable, Category = "X", meta = (WorldContext = "Context")) void Run(UObject* Object);',
        ),
        'a parameter Context of Run',
      ],
    ],
    good: [
      inComponent(
        'UPROPERTY(EditAnywhere, Category = "X", meta = (GetOptions = "GetNames")) FString Name;\n\tUFUNCTION() TArray<FString> GetNames() const;',
      ),
    ],
  },
  structs: {
    bad: [
      [
        inComponent('', 'USTRUCT()\nstruct FPart\n{\n\tGENERATED_BODY()\n\tUPROPERTY() int32 Number;\n};'),
        'a value for Number of FPart',
      ],
      [
        inComponent('', 'USTRUCT()\nstruct FPart\n{\n\tGENERATED_BODY()\n\tUFUNCTION() void Run();\n};'),
        'no UFUNCTION in a struct',
      ],
    ],
    good: [
      inComponent(
        '',
        'USTRUCT()\nstruct FPart\n{\n\tGENERATED_BODY()\n\tUPROPERTY() int32 Number = 0;\n\tUPROPERTY() FString Text;\n};',
      ),
    ],
  },
  'component-tick': {
    bad: [[inComponent('void Tick(float DeltaTime);'), 'TickComponent in the component UXComponent']],
    good: [
      inComponent(
        'virtual void TickComponent(float D, ELevelTick T, FActorComponentTickFunction* F) override;',
      ),
    ],
  },
  'dynamic-targets': {
    bad: [
      [
        {
          ...inComponent('void Handle();'),
          'Private/Y.cpp': '#include "X.h"\nvoid F() { OnX.AddDynamic(this, &UXComponent::Handle); }',
        },
        'UXComponent::Handle to be a UFUNCTION for AddDynamic',
      ],
    ],
    good: [
      {
        ...inComponent('UFUNCTION() void Handle();'),
        'Private/Y.cpp': '#include "X.h"\nvoid F() { OnX.AddDynamic(this, &UXComponent::Handle); }',
      },
    ],
  },
  language: {
    bad: [
      [source('std::string Text;'), 'but got std::string'],
      [source('', '#include <vector>'), 'but got <vector>'],
      [source('void F() { throw 1; }'), 'but got throw'],
      [source('auto* P = dynamic_cast<UObject*>(Q);'), 'but got dynamic_cast'],
    ],
    good: [
      source('// std::string\nconst TCHAR* Text = TEXT("std::string");'),
      { 'Private/TransientLoopWrap.cpp': 'std::string Text;' },
    ],
  },
  exported: {
    bad: [
      [{ 'Public/X.h': component('').replace('SAMPLE_API ', '') }, 'SAMPLE_API for the public UXComponent'],
      [
        { 'Public/X.h': component('').replace('SAMPLE_API', 'OTHER_API') },
        'Expected SAMPLE_API, but got OTHER_API',
      ],
      [{ 'Public/F.h': 'class FPlain\n{\npublic:\n\tvoid Run();\n};' }, 'SAMPLE_API for the public FPlain'],
    ],
    good: [
      inComponent(''),
      {
        'Public/F.h':
          'class FPlain\n{\npublic:\n\tvirtual ~FPlain() = default;\n\tvirtual void Run() = 0;\n\tint32 Get() const { return N(); }\n};',
      },
      { 'Private/F.h': 'class FPlain\n{\npublic:\n\tvoid Run();\n};' },
    ],
  },
  shrinking: {
    bad: [
      [source('void F() { Items.Pop(false); }'), 'at most 0 arguments of Pop'],
      [source('void F() { Items->RemoveAtSwap(1, 1, false); }'), 'at most 2 arguments of RemoveAtSwap'],
      [source('void F() { Shrink(EAllowShrinking::No); }'), 'but got EAllowShrinking'],
    ],
    good: [source('void F() { Items.Pop(); Items.RemoveAt(1, 2); Items.SetNum(4); }')],
  },
  unaware: {
    bad: [
      [source('#if TRANSIENTLOOP_ON\n#elif HEADLESS_HOST\n#endif'), 'but got HEADLESS_HOST'],
      [source('void F() { Headless::Report(); }'), 'but got Headless'],
    ],
    good: [source('// Headless it is the same.')],
  },
  includes: {
    bad: [
      [source('void F(UWorld* World) {}'), 'Expected #include "Engine/World.h" for UWorld'],
      [
        source('float T = UGameplayStatics::GetTimeSeconds(nullptr);'),
        'Expected #include "Kismet/GameplayStatics.h"',
      ],
    ],
    good: [
      source('class UWorld;\nvoid F(UWorld* World, UObject* Object) {}'),
      source('void F(UWorld* World) {}', '#include "Engine/World.h"'),
      source('ELevelTick Tick = LEVELTICK_All;', '#include "Components/ActorComponent.h"'),
      { ...inComponent(''), 'Private/Y.cpp': '#include "X.h"\nvoid F(UActorComponent* C) { FString S; }' },
    ],
  },
};

const CASES = Object.entries(RULES).flatMap(([rule, { bad, good }]) => [
  ...bad.map(([files, says]) => ({ rule, files, says })),
  ...good.map((files) => ({ rule, files, says: undefined })),
]);

describe('lint of plugin C++', () => {
  const problems = callModule<string[]>(
    'tests/unreal-api/support/lint-sample.mjs',
    'lintSample',
    CASES.map(({ files }) => [files]),
  );

  it.each(CASES.map(({ rule, says }, index) => ({ rule, says, index })))(
    '$rule, sample $index: $says',
    ({ rule, says, index }) => {
      const ofRule = problems[index]!.filter((problem) => problem.endsWith(`(${rule})`));

      if (says === undefined) expect(ofRule).toEqual([]);
      else expect(ofRule).toEqual([expect.stringContaining(says)]);
    },
  );

  it('has samples for every rule', () => {
    const [rules] = callModule<string[]>('scripts/unreal-api/lint-check.mjs', 'ruleNames', [[]]);

    expect(Object.keys(RULES).sort()).toEqual(rules);
  });

  it('says where', () => {
    const place = CASES.findIndex(({ rule, says }) => rule === 'language' && says === 'but got throw');

    expect(problems[place]).toEqual([
      'Private/Y.cpp:3: Expected no exceptions and no RTTI, but got throw (language)',
    ]);
  });

  it('finds the project in order', () => {
    const { status, stdout, stderr } = runCheck('lint');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^lint: \d+ files keep \d+ rules\n$/);
  });
});
