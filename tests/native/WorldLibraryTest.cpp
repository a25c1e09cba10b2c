// SPDX-License-Identifier: MIT
// What scripts and Blueprints do with the world: self.world in Unreal.
#include "Engine/GameInstance.h"
#include "FakeScript.h"
#include "Kismet/GameplayStatics.h"
#include "LoopActor.h"
#include "TransientLoopWorldLibrary.h"

namespace NativeTest
{
namespace
{
using ULibrary = UTransientLoopWorldLibrary;

/** A world with a guard, and a cellar that can be streamed in. */
class FWorldGame
{
public:
	FWorldGame()
	{
		Game.Level("Cellar", {Placed("Rat", {})})
			.Level("Main", {PlacedLoop("Guard")}, {{TEXT("Cellar"), false}})
			.Start();
		Script.Calls.clear();
	}

	AActor* Spawn(const FTransientLoopSpawnOptions& Options, const TCHAR* Class = TEXT("Actor"))
	{
		return ULibrary::SpawnScriptedActor(
			&Game.World(), ULibrary::FindActorClass(Class), Options, Error);
	}

	FFakeScript Script;
	FTestGame Game;
	FString Error;
};

FTransientLoopSpawnOptions Named(const TCHAR* Label)
{
	FTransientLoopSpawnOptions Options;
	Options.Label = Label;
	return Options;
}

FTransientLoopSpawnOptions Scripted(const TCHAR* Label)
{
	FTransientLoopSpawnOptions Options = Named(Label);
	Options.ScriptModule = TEXT("patrol");
	return Options;
}
}

TEST(World_SpawnsAnActorThatHasBegunPlay)
{
	FWorldGame Test;
	FTransientLoopSpawnOptions Options = Named(TEXT("Luke"));
	Options.Location = FVector(1.0, 2.0, 3.0);

	AActor* Luke = Test.Spawn(Options, TEXT("Character"));

	EXPECT_TRUE(Luke != nullptr && Luke->HasActorBegunPlay());
	EXPECT_EQ(Luke->GetName(), FString(TEXT("Luke")));
	EXPECT_NEAR(Luke->GetActorLocation().Z, 3.0);
	EXPECT_TRUE(Luke->FindComponentByClass<UTransientLoopComponent>() == nullptr);
	EXPECT_TRUE(Test.Error.IsEmpty());
}

TEST(World_GivesTheLoopItsSettingsBeforeItBegins)
{
	FWorldGame Test;
	FTransientLoopSpawnOptions Options = Scripted(TEXT("Luke"));
	Options.ScriptArguments = TEXT("{\"side\":\"light\"}");
	Options.ErrorPolicy = ETransientLoopErrorPolicy::DestroyActor;
	Options.Clock = ETransientLoopClock::Unpaused;
	Options.bTickEvenWhenPaused = false;
	Options.bHibernate = true;
	Options.bBatch = true;
	Options.TickBudgetSteps = 7;
	Options.TickBudgetMilliseconds = 2.5f;

	const UTransientLoopComponent& Loop = LoopOf(*Test.Spawn(Options));

	EXPECT_EQ(Test.Script.Calls, (FEvents{"Begin"}));
	EXPECT_EQ(Loop.ScriptModule, FString(TEXT("patrol")));
	EXPECT_EQ(Loop.ScriptArguments, FString(TEXT("{\"side\":\"light\"}")));
	EXPECT_TRUE(Loop.ErrorPolicy == ETransientLoopErrorPolicy::DestroyActor);
	EXPECT_TRUE(Loop.Clock == ETransientLoopClock::Unpaused);
	EXPECT_FALSE(Loop.bTickEvenWhenPaused);
	EXPECT_TRUE(Loop.bHibernate);
	EXPECT_TRUE(Loop.bBatch);
	EXPECT_EQ(Loop.TickBudgetSteps, 7);
	EXPECT_NEAR(Loop.TickBudgetMilliseconds, 2.5);
}

TEST(World_StartsNoLoopByItselfIfToldSo)
{
	FWorldGame Test;
	FTransientLoopSpawnOptions Options = Scripted(TEXT("Luke"));
	Options.bAutoStart = false;

	UTransientLoopComponent& Loop = LoopOf(*Test.Spawn(Options));

	EXPECT_FALSE(Loop.IsLoopRunning());
	EXPECT_TRUE(Loop.StartLoop());
}

TEST(World_UsesTheLoopComponentThatAClassBrings)
{
	FWorldGame Test;

	AActor* Luke = Test.Spawn(Scripted(TEXT("Luke")), TEXT("LoopActor"));

	TArray<UTransientLoopComponent*> Loops;
	Luke->GetComponents(Loops);
	EXPECT_EQ(Loops.Num(), 1);
	EXPECT_EQ(Loops[0]->ScriptModule, FString(TEXT("patrol")));
}

TEST(World_FindsClassesByNameAndByPath)
{
	EXPECT_TRUE(ULibrary::FindActorClass(TEXT("Actor")) == AActor::StaticClass());
	EXPECT_TRUE(ULibrary::FindActorClass(TEXT("/Script/Engine.Actor")) == AActor::StaticClass());
	EXPECT_TRUE(ULibrary::FindActorClass(TEXT("Nothing")) == nullptr);
	EXPECT_TRUE(ULibrary::FindActorClass(TEXT("/Game/BP_Nothing")) == nullptr);
	EXPECT_TRUE(ULibrary::FindActorClass(TEXT("TransientLoopComponent")) == nullptr);
	EXPECT_TRUE(ULibrary::FindActorClass(FString()) == nullptr);
}

TEST(World_SpawnsNothingWithoutAClass)
{
	FWorldGame Test;

	EXPECT_TRUE(Test.Spawn(Scripted(TEXT("Luke")), TEXT("Nothing")) == nullptr);
	EXPECT_TRUE(Test.Error.Contains(TEXT("Expected a class of actors")));
	EXPECT_EQ(Test.Script.Calls, FEvents{});
}

TEST(World_GivesALabelThatIsTakenAnotherName)
{
	FWorldGame Test;

	const AActor* First = Test.Spawn(Named(TEXT("Luke")));
	const AActor* Second = Test.Spawn(Named(TEXT("Luke")));

	EXPECT_TRUE(First->GetName() != Second->GetName());
	EXPECT_TRUE(ULibrary::FindActorByLabel(&Test.Game.World(), TEXT("Luke")) == First);
}

TEST(World_FindsActorsByLabelUntilTheyAreDestroyed)
{
	FWorldGame Test;
	AActor* Luke = Test.Spawn(Named(TEXT("Luke Skywalker")));
	const auto Find = [&Test](const TCHAR* Label)
	{ return ULibrary::FindActorByLabel(&Test.Game.World(), Label); };

	EXPECT_TRUE(Find(TEXT("Luke Skywalker")) == Luke);
	// What the label is in a game that has none.
	EXPECT_TRUE(Find(TEXT("LukeSkywalker")) == Luke);
	EXPECT_TRUE(Find(TEXT("Nobody")) == nullptr);
	EXPECT_TRUE(Find(TEXT("")) == nullptr);
	Luke->Destroy();
	EXPECT_TRUE(Find(TEXT("Luke Skywalker")) == nullptr);
}

TEST(World_TellsOfAnActorThatEndsWhileItBegins)
{
	FWorldGame Test;
	Test.Script.OnOperation = [&Test](ETransientLoopOperation)
	{
		Test.Script.OnOperation = nullptr;
		ULibrary::FindActorByLabel(&Test.Game.World(), TEXT("Luke"))->Destroy();
	};

	EXPECT_TRUE(Test.Spawn(Scripted(TEXT("Luke"))) == nullptr);
	EXPECT_TRUE(Test.Error.Contains(TEXT("it ended while it began")));
	EXPECT_EQ(Test.Script.Ends, (FEvents{"Luke: Destroyed"}));
}

TEST(World_SpawnsNothingWhileItIsTornDown)
{
	FWorldGame Test;
	bool bSpawned = true;
	Test.Script.OnLine = [&Test, &bSpawned](const std::string& Line)
	{
		if (Line == "Guard ends: LevelTransition")
		{
			bSpawned = Test.Spawn(Scripted(TEXT("Late"))) != nullptr;
		}
	};
	Test.Game.Level("Other", {});

	UGameplayStatics::OpenLevel(&Test.Game.World(), FName(TEXT("Other")));
	Test.Game.Tick(0.1, 2);

	EXPECT_FALSE(bSpawned);
	EXPECT_TRUE(Test.Error.Contains(TEXT("it is tearing down")));
	EXPECT_EQ(Test.Script.CountLive(), 0);
}

TEST(World_SpawnsFromTheHubsContext)
{
	FWorldGame Test;
	const UGameInstance* Hub = Test.Game.Game->GetGameInstance();

	const AActor* Luke = ULibrary::SpawnScriptedActor(
		Hub, ULibrary::FindActorClass(TEXT("Actor")), Scripted(TEXT("Luke")), Test.Error);

	EXPECT_TRUE(Luke != nullptr && Luke->GetWorld() == &Test.Game.World());
	EXPECT_TRUE(
		ULibrary::SpawnScriptedActor(nullptr, AActor::StaticClass(), {}, Test.Error) == nullptr);
	EXPECT_TRUE(Test.Error.Contains(TEXT("Expected a world")));
}

TEST(World_StreamsLevelsInAndOut)
{
	FWorldGame Test;
	const FName Cellar(TEXT("Cellar"));
	const auto Labels = [&Test]() { return ULibrary::GetWorldActors(&Test.Game.World()).Num(); };
	const int32 Before = Labels();
	EXPECT_FALSE(ULibrary::IsStreamedLevelVisible(&Test.Game.World(), Cellar));

	EXPECT_TRUE(ULibrary::SetStreamedLevelVisible(&Test.Game.World(), Cellar, true));
	Test.Game.Tick(0.1, 2);

	EXPECT_TRUE(ULibrary::IsStreamedLevelVisible(&Test.Game.World(), Cellar));
	EXPECT_EQ(Labels(), Before + 1);
	EXPECT_TRUE(ULibrary::FindActorByLabel(&Test.Game.World(), TEXT("Rat")) != nullptr);
	EXPECT_TRUE(ULibrary::SetStreamedLevelVisible(&Test.Game.World(), Cellar, false));
	Test.Game.Tick(0.1, 2);
	EXPECT_EQ(Labels(), Before);
	EXPECT_TRUE(ULibrary::FindActorByLabel(&Test.Game.World(), TEXT("Rat")) == nullptr);
	EXPECT_FALSE(ULibrary::SetStreamedLevelVisible(&Test.Game.World(), FName(TEXT("Attic")), true));
	EXPECT_FALSE(ULibrary::IsStreamedLevelVisible(&Test.Game.World(), FName(TEXT("Attic"))));
}

TEST(World_EndsTheGame)
{
	FWorldGame Test;

	EXPECT_TRUE(ULibrary::EndGame(&Test.Game.World()));
	Test.Game.Tick();

	EXPECT_EQ(Test.Script.Ends, (FEvents{"Guard: Quit"}));
}

TEST(World_ThatIsEditedHasNoGameToEndAndSpawnsWhatDoesNotPlay)
{
	FFakeScript Script;
	FTestGame Game;
	Game.Game->bIsEditorWorld = true;
	Game.Level("Main", {}).Start();
	FString Error;

	const AActor* Luke = ULibrary::SpawnScriptedActor(
		&Game.World(), AActor::StaticClass(), Scripted(TEXT("Luke")), Error);

	EXPECT_TRUE(Luke != nullptr && !Luke->HasActorBegunPlay());
	EXPECT_EQ(Script.Calls, FEvents{});
	EXPECT_FALSE(ULibrary::EndGame(&Game.World()));
}
}
