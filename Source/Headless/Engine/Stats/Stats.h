// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

#ifndef STATS
#define STATS 1
#endif

#if STATS

#include "Stats/StatRegistry.h"

#define DECLARE_STATS_GROUP(Description, Id, Category)                                             \
	struct FStatGroup_##Id                                                                         \
	{                                                                                              \
		static const TCHAR* GetName()                                                              \
		{                                                                                          \
			return TEXT(#Id);                                                                      \
		}                                                                                          \
	}

#define HEADLESS_DECLARE_STAT(InDescription, Id, InGroup, InKind)                                  \
	struct FStat_##Id : public ::Headless::FStat                                                   \
	{                                                                                              \
		FStat_##Id()                                                                               \
			: FStat(TEXT(#Id), InDescription, FStatGroup_##InGroup::GetName(),                     \
				  ::Headless::EStatKind::InKind)                                                   \
		{                                                                                          \
		}                                                                                          \
	}

#define DEFINE_STAT(Id) FStat_##Id StatPtr_##Id

#define DECLARE_CYCLE_STAT(Description, Id, Group)                                                 \
	HEADLESS_DECLARE_STAT(Description, Id, Group, Cycle);                                          \
	static DEFINE_STAT(Id)
#define DECLARE_DWORD_COUNTER_STAT(Description, Id, Group)                                         \
	HEADLESS_DECLARE_STAT(Description, Id, Group, Counter);                                        \
	static DEFINE_STAT(Id)
#define DECLARE_DWORD_ACCUMULATOR_STAT(Description, Id, Group)                                     \
	HEADLESS_DECLARE_STAT(Description, Id, Group, Accumulator);                                    \
	static DEFINE_STAT(Id)

#define DECLARE_CYCLE_STAT_EXTERN(Description, Id, Group, Api)                                     \
	HEADLESS_DECLARE_STAT(Description, Id, Group, Cycle);                                          \
	extern Api DEFINE_STAT(Id)
#define DECLARE_DWORD_COUNTER_STAT_EXTERN(Description, Id, Group, Api)                             \
	HEADLESS_DECLARE_STAT(Description, Id, Group, Counter);                                        \
	extern Api DEFINE_STAT(Id)
#define DECLARE_DWORD_ACCUMULATOR_STAT_EXTERN(Description, Id, Group, Api)                         \
	HEADLESS_DECLARE_STAT(Description, Id, Group, Accumulator);                                    \
	extern Api DEFINE_STAT(Id)

#define SCOPE_CYCLE_COUNTER(Id) const ::Headless::FStatScope CycleCount_##Id(StatPtr_##Id)
#define INC_DWORD_STAT(Id) ::Headless::AddToStat(StatPtr_##Id, 1)
#define INC_DWORD_STAT_BY(Id, Amount) ::Headless::AddToStat(StatPtr_##Id, Amount)
#define DEC_DWORD_STAT(Id) ::Headless::AddToStat(StatPtr_##Id, -1)
#define SET_DWORD_STAT(Id, Value) ::Headless::SetStat(StatPtr_##Id, Value)

#else

#define DECLARE_STATS_GROUP(Description, Id, Category) static_assert(true)
#define DEFINE_STAT(Id) static_assert(true)
#define DECLARE_CYCLE_STAT(Description, Id, Group) static_assert(true)
#define DECLARE_DWORD_COUNTER_STAT(Description, Id, Group) static_assert(true)
#define DECLARE_DWORD_ACCUMULATOR_STAT(Description, Id, Group) static_assert(true)
#define DECLARE_CYCLE_STAT_EXTERN(Description, Id, Group, Api) static_assert(true)
#define DECLARE_DWORD_COUNTER_STAT_EXTERN(Description, Id, Group, Api) static_assert(true)
#define DECLARE_DWORD_ACCUMULATOR_STAT_EXTERN(Description, Id, Group, Api) static_assert(true)
#define SCOPE_CYCLE_COUNTER(Id) static_assert(true)
#define INC_DWORD_STAT(Id) static_assert(true)
#define INC_DWORD_STAT_BY(Id, Amount) static_assert(true)
#define DEC_DWORD_STAT(Id) static_assert(true)
#define SET_DWORD_STAT(Id, Value) static_assert(true)

#endif
