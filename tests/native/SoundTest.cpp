// SPDX-License-Identifier: MIT
// The sound that scripts make: the plugin's component, and the procedural wave of the headless
// world.
#include "FakeScript.h"

#include "Components/AudioComponent.h"
#include "Kismet/GameplayStatics.h"
#include "Sound/SoundWaveProcedural.h"
#include "TransientLoopSoundComponent.h"

using namespace NativeTest;

namespace
{
constexpr int32 Rate = 10000;

/** A game with an actor A that has a sound. */
struct FSoundGame
{
	explicit FSoundGame(const FSwitches& Switches = FSwitches())
		: Test(Switches)
	{
		Test.Level("Main", {Placed("A", {"C"})}).Start();
		Number = UTransientLoopSoundComponent::FindOrAddSound(&Test.Find("A"));
	}

	UTransientLoopSoundComponent& Sound()
	{
		return *UTransientLoopSoundComponent::FindSound(Number);
	}
	/** Queues so many seconds of mono. */
	bool Queue(double Seconds, int32 SampleRate = Rate, int32 NumChannels = 1)
	{
		const std::vector<int16> Samples(
			static_cast<SIZE_T>(Seconds * SampleRate * NumChannels), 1);
		return Sound().QueueAudio(
			Samples.data(), static_cast<int32>(Samples.size()), SampleRate, NumChannels);
	}

	FTestGame Test;
	int32 Number = 0;
};
}

TEST(Sound_IsMadeOnceForAnActor)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FSoundGame Game(Switches);
			AActor& Actor = Game.Test.Find("A");

			EXPECT_TRUE(Game.Number > 0);
			EXPECT_EQ(UTransientLoopSoundComponent::FindOrAddSound(&Actor), Game.Number);
			EXPECT_EQ(Actor.FindComponentByClass<UTransientLoopSoundComponent>(), &Game.Sound());
			EXPECT_TRUE(Game.Sound().HasBegunPlay());
		});
}

TEST(Sound_PlaysInAudioTime)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FSoundGame Game(Switches);
			EXPECT_TRUE(Game.Queue(1.0));
			EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 1.0);

			Game.Test.Tick(0.1, 3);
			EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.7);
			// Dilation does not make sound faster.
			UGameplayStatics::SetGlobalTimeDilation(&Game.Sound(), 4.f);
			Game.Test.Tick(0.1, 2);
			EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.5);
			// It stands in pause.
			UGameplayStatics::SetGamePaused(&Game.Sound(), true);
			Game.Test.Tick(0.1, 5);
			EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.5);
			UGameplayStatics::SetGamePaused(&Game.Sound(), false);
			Game.Test.Tick(0.1, 20);

			EXPECT_EQ(Game.Sound().GetQueuedSeconds(), 0.0);
			EXPECT_EQ(Game.Sound().GetUnderruns(), 0);
		});
}

TEST(Sound_OfManyFramesLosesNothing)
{
	FSoundGame Game;
	EXPECT_TRUE(Game.Queue(2.0, 44100, 2));

	for (int32 Frame = 0; Frame < 60; ++Frame)
	{
		Game.Test.Tick(1.0 / 60.0);
		Game.Sound().GetQueuedSeconds();
	}

	const double Queued = Game.Sound().GetQueuedSeconds();
	EXPECT_TRUE(Queued > 0.9999 && Queued < 1.0001);
}

TEST(Sound_ThatComesTooLateIsCounted)
{
	FSoundGame Game;
	Game.Queue(0.25);
	Game.Test.Tick(0.1, 5);
	Game.Queue(0.25);
	EXPECT_EQ(Game.Sound().GetUnderruns(), 1);
	// The silence before it is not made up for.
	EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.25);
	Game.Test.Tick(0.1);
	Game.Queue(0.25);

	EXPECT_EQ(Game.Sound().GetUnderruns(), 1);
}

TEST(Sound_RefusesTooMuchAndWhatMakesNoSense)
{
	FSoundGame Game;
	Game.Sound().MaxQueuedSeconds = 1.0;
	const int16 Samples[] = {1, 2, 3};

	EXPECT_TRUE(Game.Queue(0.75));
	EXPECT_FALSE(Game.Queue(0.75));
	EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.75);
	EXPECT_FALSE(Game.Queue(1.5, 44100, 2));
	EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.75);
	EXPECT_FALSE(Game.Sound().QueueAudio(Samples, 3, Rate, 2));
	EXPECT_FALSE(Game.Sound().QueueAudio(Samples, 3, 0, 1));
	EXPECT_FALSE(Game.Sound().QueueAudio(Samples, 3, 1000000, 1));
	EXPECT_FALSE(Game.Sound().QueueAudio(Samples, 3, Rate, 0));
	EXPECT_FALSE(Game.Sound().QueueAudio(Samples, 0, Rate, 1));
	EXPECT_FALSE(Game.Sound().QueueAudio(nullptr, 3, Rate, 1));
}

TEST(Sound_OfAnotherFormatDropsWhatWaits)
{
	FSoundGame Game;
	Game.Queue(1.0);
	Game.Queue(0.5, 20000, 2);
	EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.5);
	Game.Test.Tick(0.1);
	EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.4);
}

TEST(Sound_StopsAndBeginsAgain)
{
	FSoundGame Game;
	Game.Queue(1.0);

	Game.Sound().StopAudio();
	EXPECT_EQ(Game.Sound().GetQueuedSeconds(), 0.0);
	EXPECT_FALSE(Game.Test.Find("A").FindComponentByClass<UAudioComponent>()->IsPlaying());
	Game.Queue(0.5);

	EXPECT_NEAR(Game.Sound().GetQueuedSeconds(), 0.5);
	EXPECT_EQ(Game.Sound().GetUnderruns(), 0);
}

TEST(Sound_TakesTheAudioComponentThatIsThere)
{
	FSoundGame Game;
	AActor& Actor = Game.Test.Find("A");
	UAudioComponent* Placed = NewObject<UAudioComponent>(&Actor);
	Placed->RegisterComponent();

	Game.Queue(0.5);

	TArray<UAudioComponent*> Players;
	Actor.GetComponents(Players);
	EXPECT_EQ(Players.Num(), 1);
	EXPECT_TRUE(Placed->IsPlaying());
}

TEST(Sound_IsForgottenWhenPlayEnds)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FSoundGame Game(Switches);
			AActor& Actor = Game.Test.Find("A");
			Game.Queue(1.0);
			int32 DuringTheEnd = -1;
			Game.Test.Events().Once("C.EndPlay[pre](Destroyed)",
				[&]() { DuringTheEnd = UTransientLoopSoundComponent::FindOrAddSound(&Actor); });

			Actor.Destroy();

			EXPECT_EQ(UTransientLoopSoundComponent::FindSound(Game.Number) == nullptr, true);
			EXPECT_EQ(UTransientLoopSoundComponent::FindOrAddSound(&Actor), 0);
			EXPECT_TRUE(DuringTheEnd <= 0);
			EXPECT_EQ(UTransientLoopSoundComponent::FindOrAddSound(nullptr), 0);
		});
}

TEST(Sound_OfALevelThatStreamsOutAndIn)
{
	UnderEachSwitch(
		[](const FSwitches& Switches)
		{
			FTestGame Test(Switches);
			Test.Level("Room", {Placed("A", {"C"})})
				.Level("Main", {}, {{TEXT("Room"), true}})
				.Start();
			Test.Tick(0.1, 2);
			const int32 First = UTransientLoopSoundComponent::FindOrAddSound(&Test.Find("A"));

			Test.Show("Room", false);
			Test.Tick(0.1, 5);
			EXPECT_EQ(UTransientLoopSoundComponent::FindSound(First) == nullptr, true);
			Test.Show("Room", true);
			Test.Tick(0.1, 5);

			const int32 Second = UTransientLoopSoundComponent::FindOrAddSound(&Test.Find("A"));
			EXPECT_TRUE(Second > First);
			const int16 Samples[] = {1, 2};
			EXPECT_TRUE(
				UTransientLoopSoundComponent::FindSound(Second)->QueueAudio(Samples, 2, Rate, 1));
		});
}
