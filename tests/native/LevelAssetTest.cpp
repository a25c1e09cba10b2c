// SPDX-License-Identifier: MIT
// What the host is given to load and to spawn: refused by name, before anything of it exists.
#include "Report.h"
#include "TestGame.h"

using namespace NativeTest;

namespace
{
FPlacedActor WithProperty(const TCHAR* Name, const TCHAR* Value)
{
	FPlacedActor Actor = Placed("A", {"C"});
	Actor.Components[0].Properties.Add({Name, Value});
	return Actor;
}

std::string ErrorOf(const FPlacedActor& Actor)
{
	FTestGame Test;
	FLevelAsset Asset;
	Asset.Name = TEXT("Main");
	Asset.Actors.Add(Actor);
	FString Error;
	EXPECT_FALSE(Test.Game->AddLevel(Asset, Error));
	EXPECT_FALSE(Test.Game->HasLevel(TEXT("Main")));
	return Headless::ToUtf8(*Error);
}
}

TEST(LevelAsset_UnknownClassOfActor)
{
	for (const TCHAR* Class : {TEXT("Nothing"), TEXT(""), TEXT("RecorderComponent"), TEXT("World")})
	{
		FPlacedActor Actor = Placed("A");
		Actor.Class = Class;
		const std::string Error = ErrorOf(Actor);
		EXPECT_EQ(
			Error.find("Level \"Main\", actor \"A\": expected a class of actor ("), SIZE_T(0));
		EXPECT_TRUE(Error.find("Character") != std::string::npos);
		EXPECT_TRUE(Error.find("but got \"" + Headless::ToUtf8(Class) + "\"") != std::string::npos);
	}
}

TEST(LevelAsset_UnknownClassOfComponent)
{
	for (const TCHAR* Class : {TEXT("Nothing"), TEXT("RecorderActor"), TEXT("ActorComponent")})
	{
		FPlacedActor Actor = Placed("A", {"C"});
		Actor.Components[0].Class = Class;
		EXPECT_EQ(
			ErrorOf(Actor).find("Level \"Main\", actor \"A\": expected a class of component ("),
			SIZE_T(0));
	}
}

TEST(LevelAsset_UnknownProperty)
{
	EXPECT_EQ(ErrorOf(WithProperty(TEXT("Colour"), TEXT("red"))),
		"Level \"Main\", actor \"A\": RecorderComponent: expected one of its properties (Tag, "
		"bFlag, Count, Ratio), but got \"Colour\"");
}

TEST(LevelAsset_ValueOfAnotherType)
{
	EXPECT_EQ(ErrorOf(WithProperty(TEXT("bFlag"), TEXT("yes"))),
		"Level \"Main\", actor \"A\": RecorderComponent.bFlag: expected a value of type bool, but "
		"got \"yes\"");
	for (const TCHAR* Text : {TEXT("one"), TEXT("1.5"), TEXT("99999999999"), TEXT("")})
	{
		EXPECT_TRUE(ErrorOf(WithProperty(TEXT("Count"), Text))
						.find("RecorderComponent.Count: expected a value of type int32") !=
					std::string::npos);
	}
	EXPECT_TRUE(
		ErrorOf(WithProperty(TEXT("Ratio"), TEXT("half")))
			.find("RecorderComponent.Ratio: expected a value of type double") != std::string::npos);
}

TEST(LevelAsset_PropertiesAreSetBeforePostLoad)
{
	FTestGame Test;
	FPlacedActor Actor = WithProperty(TEXT("bFlag"), TEXT("true"));
	Actor.Components[0].Properties.Add({TEXT("Count"), TEXT("-7")});
	Actor.Components[0].Properties.Add({TEXT("Ratio"), TEXT("0.25")});
	Test.Level("Main", {Actor});
	Test.Events().Once("C.PostLoad", [&Test]() { Test.Events().Take(); });
	Test.Start();

	const URecorderComponent& C = Test.Find("A").Component();
	EXPECT_TRUE(C.bFlag);
	EXPECT_EQ(C.Count, -7);
	EXPECT_EQ(C.Ratio, 0.25);
	EXPECT_EQ(Test.Events().Find("C.OnRegister"), 0);
}

TEST(LevelAsset_ComponentsThatTheConstructorMadeAreUsedFirst)
{
	FTestGame Test;
	Test.Events().DefaultComponents = {"X"};
	Test.Level("Main", {Placed("A", {"C", "D"})}).Start();

	EXPECT_EQ(Test.Find("A").GetComponents().Num(), 2);
	EXPECT_EQ(Test.Find("A").Component(TEXT("C")).GetName(), FString(TEXT("X")));
}

TEST(LevelAsset_SpawnThroughTheHost)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Sub", {}).Level("Main", {}, {{TEXT("Sub"), true}}).Start();
			FString Error;

			const AActor* Actor = Test.Game->SpawnActor(Placed("A", {"C"}), TEXT("Sub"), Error);

			EXPECT_TRUE(Actor != nullptr && Actor->HasActorBegunPlay());
			EXPECT_EQ(Actor->GetLevel()->GetOuter()->GetName(), FString(TEXT("Sub")));
			EXPECT_EQ(Actor->GetActorNameOrLabel(), FString(TEXT("A")));
			EXPECT_TRUE(Test.Game->FindActor(static_cast<int32>(Actor->GetUniqueID())) == Actor);
			EXPECT_EQ(Test.Events().Count("C.BeginPlay[pre]"), 1);
			FPlacedActor Unknown = Placed("A");
			Unknown.Class = TEXT("Nothing");
			EXPECT_TRUE(Test.Game->SpawnActor(Unknown, FString(), Error) == nullptr);
			EXPECT_FALSE(Error.IsEmpty());
		});
}

TEST(LevelAsset_StreamedLevelThatWasNeverAdded)
{
	FTestGame Test;
	std::vector<std::string> Log;
	Headless::SetLogSink([&Log](const TCHAR*, int32, const FString& Text)
		{ Log.push_back(Headless::ToUtf8(*Text)); });

	Test.Level("Main", {Placed("A")}, {{TEXT("Lost"), true}}).Start();
	Test.Tick(0.1, 3);
	Headless::SetLogSink({});

	EXPECT_EQ(Log, (std::vector<std::string>{"Level \"Main\": expected streamed level \"Lost\" to "
											 "have been added, but it was not"}));
	EXPECT_TRUE(Test.Find("A").HasActorBegunPlay());
}

TEST(LevelAsset_ActorsComeInOrderOfCreation)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Main", {Placed("A"), Placed("B"), Placed("X")}).Start();
			Test.Find("A").Destroy();
			Test.Spawn("Y");

			std::string Names;
			for (const AActor* Actor : Test.Game->GetActors())
			{
				Names += Headless::ToUtf8(*Actor->GetActorNameOrLabel());
			}
			EXPECT_EQ(Names, "BXY");
		});
}
