// SPDX-License-Identifier: MIT
#include "Recorder.h"

#include "Engine/World.h"
#include "Game.h"
#include "TestHarness.h"

#include <algorithm>

namespace NativeTest
{
namespace
{
bool BeginsWith(const std::string& Text, const char* Word)
{
	return Text.rfind(Word, 0) == 0;
}

void Expect(bool bCondition, int32 Invariant, const std::string& Event)
{
	if (!bCondition)
	{
		Fail(__FILE__, __LINE__, "invariant " + std::to_string(Invariant) + " broken by " + Event);
	}
}
}

FRecorder& FRecorder::Get()
{
	static FRecorder Recorder;
	return Recorder;
}

void FRecorder::Reset()
{
	*this = FRecorder();
}

void FRecorder::Once(const std::string& Event, TFunction<void()> Handler)
{
	OnceHandlers[Event].push_back(MoveTemp(Handler));
}

void FRecorder::Each(const std::string& Event, TFunction<void()> Handler)
{
	EachHandlers[Event] = MoveTemp(Handler);
}

FEvents FRecorder::Take()
{
	FEvents Taken;
	Taken.swap(Events);
	return Taken;
}

FEvents FRecorder::Take(const std::vector<std::string>& Words)
{
	FEvents Taken;
	for (const std::string& Event : Take())
	{
		const std::string Callback = Event.substr(Event.find('.') + 1);
		const auto Begins = [&Callback](const std::string& Word)
		{ return BeginsWith(Callback, Word.c_str()); };
		if (std::any_of(Words.begin(), Words.end(), Begins))
		{
			Taken.push_back(Event);
		}
	}
	return Taken;
}

int32 FRecorder::Count(const std::string& Event) const
{
	return static_cast<int32>(std::count(Events.begin(), Events.end(), Event));
}

int32 FRecorder::Find(const std::string& Event) const
{
	const auto At = std::find(Events.begin(), Events.end(), Event);
	return At == Events.end() ? -1 : static_cast<int32>(At - Events.begin());
}

void FRecorder::Record(const std::string& Event)
{
	Events.push_back(Event);
	const auto EachHandler = EachHandlers.find(Event);
	if (EachHandler != EachHandlers.end())
	{
		const TFunction<void()> Handler = EachHandler->second;
		Handler();
	}
	const auto OnceHandler = OnceHandlers.find(Event);
	if (OnceHandler != OnceHandlers.end())
	{
		// Taken out first: the handler may bring the same event about.
		const std::vector<TFunction<void()>> Handlers = OnceHandler->second;
		OnceHandlers.erase(OnceHandler);
		for (const TFunction<void()>& Handler : Handlers)
		{
			Handler();
		}
	}
}

void FRecorder::RecordOf(const UObject& Object, const std::string& Tag, const std::string& Callback)
{
	const std::string Event = Tag + "." + Callback;
	if (Object.IsTemplate())
	{
		Expect(Callback == "Constructor" || Callback == "PostInitProperties" ||
				   Callback == "BeginDestroy" || Callback == "Destructor",
			6, Event + " of a template");
		return;
	}
	if (Callback != "Destructor")
	{
		FLife& Life = Lives[Object.GetUniqueID()];
		Life.Tag = Tag;
		CheckLife(Life, Callback, Event);
		if (Callback == "Tick")
		{
			CheckTick(Object, Life, Event);
		}
	}
	Record(Event);
}

void FRecorder::CheckLife(FLife& Life, const std::string& Callback, const std::string& Event)
{
	if (BeginsWith(Callback, "BeginPlay[pre]"))
	{
		Expect(!Life.bBegun, 1, Event);
		Life.bBegun = true;
	}
	else if (BeginsWith(Callback, "BeginPlay[post]"))
	{
		Life.bMayTick = Life.bBegun;
	}
	else if (BeginsWith(Callback, "EndPlay[pre]"))
	{
		const bool bNested = bNestedEndPlayIsExpected && Life.EndsInProgress > 0;
		Expect(Life.bBegun || bNested, 1, Event);
		Life.bBegun = false;
		Life.bMayTick = false;
		++Life.EndsInProgress;
	}
	else if (BeginsWith(Callback, "EndPlay[post]"))
	{
		--Life.EndsInProgress;
	}
}

void FRecorder::CheckTick(const UObject& Object, FLife& Life, const std::string& Event)
{
	const UWorld& World = *Object.GetWorld();
	const int64 Frame = static_cast<int64>(World.GetGame().GetFrame());
	Expect(Life.bMayTick, 2, Event);
	Expect(Life.LastTickFrame != Frame, 2, Event + " twice in a frame");
	Life.LastTickFrame = Frame;
	if (ClockFrame == Frame)
	{
		Expect(ClockSeconds == World.GetTimeSeconds(), 9, Event);
	}
	ClockFrame = Frame;
	ClockSeconds = World.GetTimeSeconds();
}

void FRecorder::ExpectAllEnded()
{
	for (const auto& Each : Lives)
	{
		if (bUnroutedIsExpected)
		{
			continue;
		}
		Expect(!Each.second.bBegun, 1, "the end of the game: " + Each.second.Tag + " still plays");
	}
}

std::string ReasonName(int32 Reason)
{
	static const char* const Names[] = {
		"Destroyed", "LevelTransition", "EndPlayInEditor", "RemovedFromWorld", "Quit"};
	return Reason >= 0 && Reason < 5 ? Names[Reason] : std::to_string(Reason);
}
}
