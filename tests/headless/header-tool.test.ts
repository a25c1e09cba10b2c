// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOOL = join(__dirname, '../../Source/Headless/HeaderTool/header-tool.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'header-tool-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function run(header: string): { status: number | null; stderr: string } {
  writeFileSync(join(folder, 'Door.h'), header);
  const { status, stderr } = spawnSync(process.execPath, [TOOL, '--out', folder, join(folder, 'Door.h')], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

const DOOR = `#include "Components/ActorComponent.h"
#include "Door.generated.h"

UCLASS(ClassGroup = (Scripting), meta = (BlueprintSpawnableComponent))
class DEMO_API UDoor : public UActorComponent
{
	GENERATED_BODY()

public:
	UPROPERTY(EditAnywhere, meta = (ClampMin = "0"))
	float Width = 1.f;
};
`;

const COLOUR = `#include "CoreMinimal.h"
#include "Door.generated.h"

UENUM(BlueprintType)
enum class EColour : uint8
{
	/** The first, of two. */
	Red UMETA(DisplayName = "Deep, (red)"),
	Green = 4, // The last.
};
`;

const BELL = `#include "UObject/Object.h"
#include "Door.generated.h"

UCLASS()
class UBell : public UObject
{
	GENERATED_BODY()

public:
	UPROPERTY(BlueprintAssignable, Category = "Bell")
	FBellSignature OnRung;
	UPROPERTY(EditAnywhere, Category = "Bell")
	FBellSound Sound;

	UFUNCTION(BlueprintCallable, Category = "Bell")
	virtual TArray<int32> Ring(int32 Times);
	UFUNCTION()
	const FName& GetTone() const;
	UFUNCTION(BlueprintCallable, Category = "Bell")
	static UBell* Cast(float Weight);
	UFUNCTION(BlueprintImplementableEvent)
	void Swing();
};
`;

describe('header-tool', () => {
  it('makes methods and delegates known by name, but not what has no object, or no body in C++', () => {
    expect(run(BELL)).toEqual({ status: 0, stderr: '' });

    const source = readFileSync(join(folder, 'Door.gen.cpp'), 'utf8');
    expect(source.match(/Headless::Add\w+\(.*;/g)).toEqual([
      'Headless::AddFunction(Class, TEXT("Ring"), &UBell::Ring);',
      'Headless::AddFunction(Class, TEXT("GetTone"), &UBell::GetTone);',
      'Headless::AddDelegate(Class, TEXT("OnRung"), &UBell::OnRung);',
    ]);
  });

  it('names the line of a UFUNCTION that no function follows', () => {
    const { status, stderr } = run(BELL.replace('void Swing();', 'int32 Swings = 0;'));

    expect(status).toBe(1);
    expect(stderr).toMatch(/Door\.h:21: expected a function after UFUNCTION\(\)/);
  });

  it('writes the body of a class for the line it stands on, and its properties', () => {
    expect(run(DOOR)).toEqual({ status: 0, stderr: '' });

    const header = readFileSync(join(folder, 'Door.generated.h'), 'utf8');
    const source = readFileSync(join(folder, 'Door.gen.cpp'), 'utf8');
    expect(header).toContain('FID_Door_7_GENERATED_BODY');
    expect(header).toContain('using Super = UActorComponent;');
    expect(source).toContain('Headless::AddProperty(Class, TEXT("Width"), TEXT("float"), &UDoor::Width);');
  });

  it('writes the names of an enum, and those of properties of its type are read by name', () => {
    expect(run(COLOUR)).toEqual({ status: 0, stderr: '' });

    const header = readFileSync(join(folder, 'Door.generated.h'), 'utf8');
    const source = readFileSync(join(folder, 'Door.gen.cpp'), 'utf8');
    expect(header).toContain('enum class EColour : uint8;\ntemplate <>\nUEnum* StaticEnum<EColour>();');
    expect([...source.matchAll(/\{TEXT\("(\w+)"\), static_cast<int64>\(EColour::\1\)\}/g)]).toHaveLength(2);
    expect(source).toMatch(/"Red"[^]*"Green"/);
  });

  it('does not touch what has not changed', () => {
    run(DOOR);
    const before = statSync(join(folder, 'Door.gen.cpp')).mtimeMs;
    run(DOOR);

    expect(statSync(join(folder, 'Door.gen.cpp')).mtimeMs).toBe(before);
  });

  it.each([
    [
      'another include after the generated one',
      DOOR.replace('\n\nUCLASS', '\n#include "Late.h"\n\nUCLASS'),
      /Door\.h:3: expected "Door.generated.h" to be the last include, but it is "Late.h"/,
    ],
    [
      'no generated include',
      DOOR.replace('#include "Door.generated.h"\n', ''),
      /Door\.h:6: expected an include of "Door.generated.h", but there is none/,
    ],
    [
      'no GENERATED_BODY',
      DOOR.replace('\tGENERATED_BODY()\n', ''),
      /Door\.h:\d+: expected GENERATED_BODY\(\) in UDoor, but there is none/,
    ],
    [
      'an enum that is no enum class',
      COLOUR.replace('enum class', 'enum'),
      /Door\.h:4: expected "enum class", a name with prefix E, and a type after UENUM\(\), but got "enum EColour/,
    ],
    [
      'a class without prefix',
      DOOR.replace('UDoor', 'Door'),
      /Door\.h:4: expected a class with prefix U or A after UCLASS\(\)/,
    ],
  ])('refuses %s in one line', (_, header, message) => {
    const { status, stderr } = run(header);

    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
