// SPDX-License-Identifier: MIT
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCheck } from './support/call';

// The compiler has to share its cores.
jest.setTimeout(120_000);

const RULES = `public class Sample : ModuleRules
{
	public Sample(ReadOnlyTargetRules Target) : base(Target)
	{
		PublicDependencyModuleNames.AddRange(new[] { "Core", "CoreUObject", "Engine" });
		PrivateDependencyModuleNames.Add("Niagara");
		string Folder = ModuleDirectory;
		Folder = Path.Combine(Folder, "Scripts");
		bUseWishes = true;
	}
}
`;

const HEADER = `#pragma once
#include "CoreMinimal.h"
#include "Components/ActorComponent.h"
#include "SampleComponent.generated.h"

UCLASS(ClassGroup = (Sample), Placeable)
class SAMPLE_API USampleComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	UPROPERTY(EditAnywhere, Category = "Sample", meta = (ClampMin = "0", Wobbly))
	int32 Number = 0;

	virtual void TickComponent(
		float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction) override;
};
`;

const SOURCE = `#include "SampleComponent.h"

#include "Containers/Ticker.h"
#include "Engine/LevelStreamingDynamic.h"
#include "GameFramework/Actor.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(SampleComponent)

void USampleComponent::TickComponent(
	float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction)
{
	Super::TickComponent(DeltaTime, TickType, ThisTickFunction);
	const TArray<int32> Numbers = {1, 2};
	for (const int32 Each : Numbers)
	{
		Number += Each;
	}
	GetOwner()->Destroy();
	GetOwner()->SetLabelPrivate(FString());
	FTSTicker::GetCoreTicker().Tick(0.f);
	const EObjectFlags Flags = RF_Transactional;
}
`;

describe('check-unreal-api names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unreal-api-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(files: Record<string, string>) {
    const module = join(folder, 'Sample');
    rmSync(module, { recursive: true, force: true });
    rmSync(join(folder, 'Sample.uplugin'), { force: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(module, name, '..'), { recursive: true });
      writeFileSync(join(module, name), text);
    }
    const { status, stderr, stdout } = runCheck('--module', module, '--out', folder, 'names');
    const found = [...stderr.matchAll(/^.*\/(\w+\.\w+(?:\.cs)?:\d+): Expected (.*)$/gmu)];
    return { status, stdout, problems: found.map(([, place, text]) => `${place} ${text}`).sort() };
  }

  it('finds every use of what the document does not carry, and nothing else', () => {
    const { status, problems } = check({
      'Sample.Build.cs': RULES,
      'Public/SampleComponent.h': HEADER,
      '../Sample.uplugin':
        '{ "FileVersion": 3,\n"Wish": true,\n"Modules": [{ "Name": "Sample", "Type": "Runner" }] }',
      'Private/SampleComponent.cpp': SOURCE,
    });

    const missing = (place: string, name: string) =>
      `${place} docs/unreal-api.md to carry ${name}, but it does not (add it, with its source, under Additions)`;
    expect(problems).toEqual(
      [
        missing('Sample.Build.cs:6', 'the module Niagara'),
        missing('Sample.Build.cs:9', 'the rule bUseWishes'),
        missing('Sample.uplugin:2', 'the key Wish'),
        missing('Sample.uplugin:3', 'Type Runner'),
        missing('SampleComponent.h:6', 'the specifier Placeable'),
        missing('SampleComponent.h:12', 'the specifier Wobbly'),
        missing('SampleComponent.cpp:4', 'the header Engine/LevelStreamingDynamic.h'),
        missing('SampleComponent.cpp:19', 'AActor::SetLabelPrivate'),
        missing('SampleComponent.cpp:21', 'RF_Transactional'),
      ].sort(),
    );
    expect(status).toBe(1);
  });

  it('says what does not compile', () => {
    const { status, problems } = check({
      'Sample.Build.cs': RULES.replace('PrivateDependencyModuleNames.Add("Niagara");', '').replace(
        'bUseWishes = true;',
        '',
      ),
      'Private/Sample.cpp': '#include "CoreMinimal.h"\nint32 Number = Nowhere;\n',
    });

    expect(problems).toEqual([expect.stringMatching(/^Sample\.cpp:2 it to compile, but: .*Nowhere/)]);
    expect(status).toBe(1);
  });

  it('finds the project in order', () => {
    const { status, stdout, stderr } = runCheck('names');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^names: \d+ files use nothing of the engine that docs\/unreal-api\.md does not carry\n$/,
    );
  });
});
