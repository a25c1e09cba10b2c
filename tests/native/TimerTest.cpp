// SPDX-License-Identifier: MIT
// Timers of the world and the core ticker.
#include "Containers/Ticker.h"
#include "TestGame.h"
#include "TimerManager.h"

using namespace NativeTest;

namespace
{
struct FTimers : FTimerManager
{
	std::vector<std::string> Fired;

	FTimerHandle Set(const char* Name, float Rate, bool bLoop = false, float FirstDelay = -1.f)
	{
		FTimerHandle Handle;
		SetTimer(
			Handle, [this, Name]() { Fired.push_back(Name); }, Rate, bLoop, FirstDelay);
		return Handle;
	}
};
}

TEST(Timer_FiresOnceWhenItIsDue)
{
	FTimers Timers;
	Timers.Set("a", 0.5f);

	Timers.Tick(0.25f);
	EXPECT_EQ(Timers.Fired, FEvents());
	Timers.Tick(0.25f);
	EXPECT_EQ(Timers.Fired, (FEvents{"a"}));
	Timers.Tick(5.f);
	EXPECT_EQ(Timers.Fired.size(), SIZE_T(1));
}

TEST(Timer_SeveralInOneLongTickComeInOrderOfTime)
{
	FTimers Timers;
	Timers.Set("late", 0.75f);
	Timers.Set("early", 0.25f);
	Timers.Set("middle", 0.5f);
	Timers.Set("second middle", 0.5f);

	Timers.Tick(1.f);

	EXPECT_EQ(Timers.Fired, (FEvents{"early", "middle", "second middle", "late"}));
}

TEST(Timer_LoopsCatchUp)
{
	FTimers Timers;
	Timers.Set("loop", 0.25f, true);
	Timers.Set("delayed", 0.25f, true, 0.9f);

	Timers.Tick(1.f);

	EXPECT_EQ(Timers.Fired, (FEvents{"loop", "loop", "loop", "delayed", "loop"}));
	Timers.Tick(0.25f);
	EXPECT_EQ(Timers.Fired.size(), SIZE_T(7));
}

TEST(Timer_ClearedByItselfOrAnother)
{
	FTimers Timers;
	FTimerHandle Loop;
	int32 Count = 0;
	Timers.SetTimer(
		Loop,
		[&]()
		{
			if (++Count == 3)
			{
				Timers.ClearTimer(Loop);
			}
		},
		0.1f, true);
	FTimerHandle Victim = Timers.Set("victim", 0.2f);
	FTimerHandle Killer;
	Timers.SetTimer(
		Killer, [&]() { Timers.ClearTimer(Victim); }, 0.1f);

	Timers.Tick(10.f);

	EXPECT_EQ(Count, 3);
	EXPECT_FALSE(Loop.IsValid());
	EXPECT_EQ(Timers.Fired, FEvents());
}

TEST(Timer_SetAgainWithTheSameHandleReplaces)
{
	FTimers Timers;
	FTimerHandle Handle;
	Timers.SetTimer(
		Handle, [&Timers]() { Timers.Fired.push_back("first"); }, 0.1f);
	Timers.SetTimer(
		Handle, [&Timers]() { Timers.Fired.push_back("second"); }, 0.1f);
	Timers.Tick(1.f);
	EXPECT_EQ(Timers.Fired, (FEvents{"second"}));
	// A rate of 0 or less only clears.
	Timers.SetTimer(
		Handle, [&Timers]() { Timers.Fired.push_back("third"); }, 0.1f);
	Timers.SetTimer(
		Handle, [&Timers]() { Timers.Fired.push_back("fourth"); }, 0.f);
	Timers.Tick(1.f);
	EXPECT_EQ(Timers.Fired.size(), SIZE_T(1));
}

TEST(Timer_SetWhileTimersRunWaitsForTheNextTick)
{
	FTimers Timers;
	FTimerHandle Handle;
	Timers.SetTimer(
		Handle,
		[&Timers]()
		{
			Timers.Fired.push_back("outer");
			Timers.SetTimerForNextTick([&Timers]() { Timers.Fired.push_back("next"); });
		},
		0.1f);

	Timers.Tick(1.f);
	EXPECT_EQ(Timers.Fired, (FEvents{"outer"}));
	Timers.Tick(0.1f);
	EXPECT_EQ(Timers.Fired, (FEvents{"outer", "next"}));
}

TEST(Timer_OfADestroyedObjectDoesNotFireAndIsDropped)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	ARecorderActor& Actor = Test.Find("A");
	FTimerHandle Handle;
	FTimerManager& Timers = Test.World().GetTimerManager();
	Timers.SetTimer(Handle, &Actor, &ARecorderActor::K2_DestroyActor, 0.15f, true);
	EXPECT_TRUE(Timers.TimerExists(Handle));

	Test.Tick(0.1, 2);
	EXPECT_EQ(Test.Events().Count("A.Destroyed[pre]"), 1);
	Test.Tick(0.1, 5);

	EXPECT_FALSE(Timers.TimerExists(Handle));
}

TEST(Ticker_IsCalledOnceAFrameUntilItReturnsFalse)
{
	FTestGame Test;
	Test.Start();
	int32 Calls = 0;
	FTSTicker::GetCoreTicker().AddTicker(
		FTickerDelegate::CreateLambda([&Calls](float) { return ++Calls < 3; }));

	Test.Tick(0.1, 10);

	EXPECT_EQ(Calls, 3);
}

TEST(Ticker_DelayIsAMinimum)
{
	FTestGame Test;
	Test.Start();
	int32 Calls = 0;
	const FTSTicker::FDelegateHandle Handle =
		FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
												 [&Calls](float)
												 {
													 ++Calls;
													 return true;
												 }),
			0.25f);

	Test.Tick(0.1, 2);
	EXPECT_EQ(Calls, 0);
	Test.Tick(0.1, 1);
	EXPECT_EQ(Calls, 1);
	// From now on it waits anew: no bursts.
	Test.Tick(3.0, 1);
	EXPECT_EQ(Calls, 2);
	FTSTicker::RemoveTicker(Handle);
	EXPECT_TRUE(Handle.IsValid());
	Test.Tick(3.0, 2);
	EXPECT_EQ(Calls, 2);
	EXPECT_FALSE(Handle.IsValid());
}

TEST(Ticker_RemovedByAnotherOneOfTheSameFrameIsNotCalled)
{
	FTestGame Test;
	Test.Start();
	int32 Calls = 0;
	FTSTicker::FDelegateHandle Second;
	FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
		[&Second](float)
		{
			FTSTicker::RemoveTicker(Second);
			return false;
		}));
	Second = FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateLambda(
		[&Calls](float)
		{
			++Calls;
			return true;
		}));

	Test.Tick(0.1, 3);

	EXPECT_EQ(Calls, 0);
}
