// SPDX-License-Identifier: MIT
#include "StatRegistry.h"

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
