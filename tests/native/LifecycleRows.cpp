// SPDX-License-Identifier: MIT
// Plays the rows of the lifecycle table, each in every position of the switches.
#include "LifecycleRows.h"

#include <algorithm>

namespace NativeTest
{
namespace
{
std::vector<std::string>& Rows()
{
	static std::vector<std::string> Noted;
	return Noted;
}
}

FLifecycleRow::FLifecycleRow(const TCHAR* Sentence)
{
	Rows().push_back(Headless::ToUtf8(Sentence));
}

void PlayRow(const TCHAR* Sentence, FLifecycleRowBody Body)
{
	const FContext Context(Headless::ToUtf8(Sentence));
	UnderEachSwitch(
		[Body](const FSwitches& Switches)
		{
			FLifecycleStage Stage(Switches);
			Body(Switches, Stage);
		});
}

FLifecycleStage::FLifecycleStage(const FSwitches& Switches)
	: Test(Switches)
{
	Script.OnTick = [](FTransientLoopRecord& Record) { Record.Due = Record.Now + 1.0e-6; };
	Script.OnLine = [this](const std::string& Line) { Hear(Line); };
}

FLifecycleStage::~FLifecycleStage()
{
	Test.Quit();
	EXPECT_EQ(Script.CountLive(), 0);
	const SIZE_T Calls = Script.Calls.size();
	Test.Tick(0.1, 4);
	EXPECT_EQ(Script.Calls.size(), Calls);
	EXPECT_EQ(Script.Log, FEvents());
	for (const auto& [Line, Handler] : Handlers)
	{
		EXPECT_EQ("never heard: " + Line, std::string());
	}
}

void FLifecycleStage::Hear(const std::string& Line)
{
	Story.push_back(Line);
	const auto Found = Handlers.find(Line);
	if (Found != Handlers.end())
	{
		const TFunction<void()> Handler = Found->second;
		Handlers.erase(Found);
		Handler();
	}
}

void FLifecycleStage::Once(const std::string& Line, TFunction<void()> Handler)
{
	Handlers[Line] = MoveTemp(Handler);
}

void FLifecycleStage::Expect(const char* When, const FEvents& Expected)
{
	const FContext Context(When);
	FEvents Told;
	Told.swap(Story);
	EXPECT_EQ(Told, Expected);
}

void FLifecycleStage::ExpectLives(const char* When, FEvents Expected)
{
	const FContext Context(When);
	FEvents Told;
	Told.swap(Story);
	Told.erase(
		std::remove_if(Told.begin(), Told.end(),
			[](const std::string& Line) { return Line.find(" ticks") != std::string::npos; }),
		Told.end());
	std::sort(Told.begin(), Told.end());
	std::sort(Expected.begin(), Expected.end());
	EXPECT_EQ(Told, Expected);
}

int32 FLifecycleStage::TakeTicks(const std::string& Name)
{
	FEvents Told;
	Told.swap(Story);
	return static_cast<int32>(std::count(Told.begin(), Told.end(), Name + " ticks"));
}

FLifecycleStage& FLifecycleStage::StartWithLoop()
{
	Test.Level("Main", {PlacedLoop("A")}).Level("Other", {PlacedLoop("B")}).Start();
	Test.Tick();
	Expect("at the start", {"A begins", "A ticks"});
	return *this;
}

FLifecycleStage& FLifecycleStage::StartWithSub()
{
	Test.Level("Sub", {PlacedLoop("A")})
		.Level("Main", {}, {{TEXT("Sub"), true}})
		.Level("Other", {PlacedLoop("B")})
		.Start();
	Test.Tick();
	Expect("at the start", {"A begins", "A ticks"});
	return *this;
}

void FLifecycleStage::Settle()
{
	Test.Tick(0.1, 6);
}

ALoopActor* FLifecycleStage::Spawn(const char* Name)
{
	FActorSpawnParameters Parameters;
	Parameters.Name = FName(Headless::FromUtf8(Name));
	return Test.World().SpawnActor<ALoopActor>(Parameters);
}

UTransientLoopComponent& FLifecycleStage::Loop(const char* Actor)
{
	return LoopOf(Test.Find(Actor));
}

double FLifecycleStage::Now(const char* Actor)
{
	return Script.Record(Loop(Actor).GetSlotIn(Script.GetEnvironment())).Now;
}
}

using namespace NativeTest;

TEST(LifecycleRows_AreAllOfTheTable)
{
	std::vector<std::string> Noted = Rows();
	std::sort(Noted.begin(), Noted.end());
#define ROW_OF_THE_TABLE(Number, What, Loop) #Number " " What ": " Loop,
	const std::vector<std::string> Table = {TRANSIENT_LOOP_LIFECYCLE_ROWS(ROW_OF_THE_TABLE)};
#undef ROW_OF_THE_TABLE
	EXPECT_EQ(Table.size(), static_cast<SIZE_T>(50));
	EXPECT_EQ(Noted, Table);
}
