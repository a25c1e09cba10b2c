// SPDX-License-Identifier: MIT
// The automation specs of the plugin, as a real engine runs them: here with C++ that stands in for
// their script, and in every position of the switches.
#include "FakeScript.h"

#include "Engine/Engine.h"
#include "Misc/AutomationTest.h"
#include "Standalone.h"
#include "TestGame.h"

namespace NativeTest
{
namespace
{
/** What the engine is to specs; it ends with its garbage. */
class FSpecEngine
{
public:
	explicit FSpecEngine(const FSwitches& Switches)
	{
		GEngine = NewObject<UEditorEngine>(nullptr);
		Headless::FStandalone::SetSwitches(Switches);
	}
	~FSpecEngine()
	{
		Headless::FStandalone::SetSwitches(FSwitches());
		Headless::FObjects::Delete(GEngine);
		GEngine = nullptr;
	}
	UE_NONCOPYABLE(FSpecEngine);
};

/** The script transient-loop-tests/story: says each tick. */
void TellStory(FFakeScript& Script, FTransientLoopRecord& Record)
{
	Record.Due = Record.Now + 1.0e-6;
	const int32 Slot = static_cast<int32>(&Record - &Script.Record(0));
	UTransientLoopComponent* Loop = Script.GetEnvironment()->GetTable().FindComponent(Slot);
	Loop->TellEvent(TEXT("ticks"), FString::Printf(TEXT("%.9f"), Record.Now));
}

bool IsPromised(const FString& Sentence, const FSwitches& Switches)
{
	// What is spawned in a frame ticks in it: what the switch says otherwise.
	return !Switches.bNewlySpawnedTickNextFrame ||
		   !(Sentence.StartsWith(TEXT("36 ")) || Sentence.StartsWith(TEXT("37 ")));
}

int32 RunSpec(FAutomationSpecBase& Spec, const FSwitches& Switches)
{
	int32 Number = 0;
	for (const FString& Sentence : Spec.GetSentences())
	{
		if (!IsPromised(Sentence, Switches))
		{
			continue;
		}
		const FContext Context(Headless::ToUtf8(*Sentence));
		const FSpecEngine Engine(Switches);
		FFakeScript Script;
		Script.OnTick = [&Script](FTransientLoopRecord& Record) { TellStory(Script, Record); };
		for (const FString& Error : Spec.Run(Sentence))
		{
			Fail(__FILE__, __LINE__, Headless::ToUtf8(*Error));
		}
		EXPECT_EQ(Script.CountLive(), 0);
		++Number;
	}
	return Number;
}

int32 RunSpecs(const FSwitches& Switches)
{
	int32 Number = 0;
	for (FAutomationTestBase* Test : FAutomationTestBase::GetAll())
	{
		if (Test->GetTestName().StartsWith(TEXT("TransientLoop.")))
		{
			Number += RunSpec(*static_cast<FAutomationSpecBase*>(Test), Switches);
		}
	}
	return Number;
}
}
}

using namespace NativeTest;

TEST(AutomationSpecs_PassInEveryPositionOfTheSwitches)
{
	UnderEachSwitch([](const FSwitches& Switches) { EXPECT_TRUE(RunSpecs(Switches) > 40); });
}
