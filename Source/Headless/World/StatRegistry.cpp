// SPDX-License-Identifier: MIT
#include "Stats/StatRegistry.h"

#include "HAL/IConsoleManager.h"
#include "Logging/LogMacros.h"

#include <chrono>
#include <vector>

namespace
{
std::vector<Headless::FStat*>& AllStats()
{
	static std::vector<Headless::FStat*> Stats;
	return Stats;
}
}

DEFINE_LOG_CATEGORY_STATIC(LogStats, Log, All);

namespace
{
void WriteStat(const Headless::FStat& Stat)
{
	if (Stat.Kind == Headless::EStatKind::Cycle)
	{
		UE_LOG(LogStats, Display, TEXT("%s: %d calls, %.3f ms"), Stat.Description, Stat.Calls,
			Stat.Seconds * 1000.0);
	}
	else
	{
		UE_LOG(LogStats, Display, TEXT("%s: %d"), Stat.Description, static_cast<int32>(Stat.Value));
	}
}

/** The engine draws them frame by frame; here each call says what the last frame had. */
void ShowGroup(const TArray<FString>& Arguments, UWorld*)
{
	if (!Headless::bCollectingStats)
	{
		Headless::CollectStats(true);
		UE_LOG(LogStats, Display, TEXT("stats are collected from now on"));
		return;
	}
	const FString Group =
		FString(TEXT("STATGROUP_")) + (Arguments.Num() > 0 ? Arguments[0] : FString());
	for (const Headless::FStat* Stat : AllStats())
	{
		if (Group == Stat->Group)
		{
			WriteStat(*Stat);
		}
	}
}

FAutoConsoleCommandWithWorldAndArgs StatCommand(TEXT("stat"), TEXT("Shows a group of stats."),
	FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&ShowGroup));
}

namespace Headless
{
bool bCollectingStats = false;

FStat::FStat(
	const TCHAR* InName, const TCHAR* InDescription, const TCHAR* InGroup, EStatKind InKind)
	: Name(InName)
	, Description(InDescription)
	, Group(InGroup)
	, Kind(InKind)
{
	AllStats().push_back(this);
}

void CollectStats(bool bCollect)
{
	for (FStat* Stat : AllStats())
	{
		Stat->Value = 0;
	}
	BeginStatFrame();
	bCollectingStats = bCollect;
}

FStat* FindStat(const FString& Name)
{
	for (FStat* Stat : AllStats())
	{
		if (Name == Stat->Name)
		{
			return Stat;
		}
	}
	return nullptr;
}

void BeginStatFrame()
{
	for (FStat* Stat : AllStats())
	{
		Stat->Calls = 0;
		Stat->Seconds = 0.0;
		if (Stat->Kind == EStatKind::Counter)
		{
			Stat->Value = 0;
		}
	}
}

double FStatScope::ReadClock()
{
	using FSeconds = std::chrono::duration<double>;
	return FSeconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}
}
