// SPDX-License-Identifier: MIT
#include "FakeScript.h"

#include "Report.h"
#include "TransientLoopScript.h"

#include <limits>

namespace NativeTest
{
namespace
{
constexpr double NEVER = std::numeric_limits<double>::infinity();

const char* NameOperation(ETransientLoopOperation Operation)
{
	switch (Operation)
	{
	case ETransientLoopOperation::Begin:
		return "Begin";
	case ETransientLoopOperation::End:
		return "End";
	case ETransientLoopOperation::Grow:
		return "Grow";
	case ETransientLoopOperation::GrowBatch:
		return "GrowBatch";
	case ETransientLoopOperation::StartTask:
		return "StartTask";
	case ETransientLoopOperation::CancelTask:
		return "CancelTask";
	case ETransientLoopOperation::CancelAllTasks:
		return "CancelAllTasks";
	case ETransientLoopOperation::PostEvent:
		return "PostEvent";
	case ETransientLoopOperation::ListTasks:
		return "ListTasks";
	case ETransientLoopOperation::BudgetChanged:
		return "BudgetChanged";
	case ETransientLoopOperation::ScriptChanges:
		return "ScriptChanges";
	default:
		return "Other";
	}
}

const char* NameTick(double Delta)
{
	return Delta == static_cast<double>(FTransientLoopEnvironment::SameTick)    ? "SameTick"
		   : Delta == static_cast<double>(FTransientLoopEnvironment::PauseTick) ? "PauseTick"
																				: "Tick";
}
}

FFakeScript::FFakeScript()
	: Records(2)
{
	puerts::FJsEnv::OnStart = [this]() { Start(); };
	Headless::SetLogSink([this](const TCHAR*, int32, const FString& Text)
		{ Log.push_back(Headless::ToUtf8(*Text)); });
}

FFakeScript::~FFakeScript()
{
	puerts::FJsEnv::OnStart = {};
	Headless::SetLogSink({});
}

void FFakeScript::UseClocks()
{
	Clocks.resize(2 * Records.size());
	Unpaused().Due = NEVER;
	Real().Due = NEVER;
	Environment->GetTable().BindClocks(Clocks.data(), static_cast<int32>(Records.size()));
	Record().Flags |= ETransientLoopFlags::OtherClocks;
}

void FFakeScript::Die()
{
	Environment->GetScript().TickFunction = puerts::Function();
	Environment->GetScript().LifecycleFunction = puerts::Function();
	LiveGenerations.clear();
}

void FFakeScript::Start()
{
	Environment = FTransientLoopEnvironment::GetStarting();
	Environment->GetScript().TickFunction = puerts::Function(
		[this](const std::vector<double>& Arguments)
		{
			const auto Slot = static_cast<int32>(Arguments[0]);
			const auto Generation = static_cast<int32>(Arguments[1]);
			if (Slot == FTransientLoopBatch::BatchSlot)
			{
				TickBatch(Generation);
				return;
			}
			Calls.push_back(NameTick(Arguments[2]));
			EXPECT_TRUE(IsLive(Slot, Generation));
			Tick(Slot);
		});
	Environment->GetScript().LifecycleFunction = puerts::Function(
		[this](const std::vector<double>& Arguments)
		{
			Operate(static_cast<ETransientLoopOperation>(static_cast<int32>(Arguments[0])),
				static_cast<int32>(Arguments[1]), static_cast<int32>(Arguments[2]),
				static_cast<int32>(Arguments[3]));
		});
	LiveGenerations.clear();
	Environment->GetTable().BindMemory(Records.data(), static_cast<int32>(Records.size()));
}

bool FFakeScript::IsLive(int32 Slot, int32 Generation) const
{
	const auto Live = LiveGenerations.find(Slot);
	return Live != LiveGenerations.end() && Live->second == Generation;
}

void FFakeScript::Tick(int32 Slot)
{
	FTransientLoopRecord& Ticked = Record(Slot);
	Ticked.Due = NEVER;
	if (OnTick)
	{
		OnTick(Ticked);
	}
	Say(Slot, "ticks");
}

void FFakeScript::TickBatch(int32 Count)
{
	Calls.push_back("Batch");
	// By index: in the same place for the whole batch, as C++ promises.
	while (Batch[0] < Count)
	{
		const SIZE_T Index = static_cast<SIZE_T>(2 * Batch[0] + 1);
		++Batch[0];
		if (IsLive(Batch[Index], Batch[Index + 1]))
		{
			Tick(Batch[Index]);
		}
		if (bPausesBatch)
		{
			return;
		}
	}
}

void FFakeScript::CheckLife(ETransientLoopOperation Operation, int32 Slot, int32 Generation)
{
	const auto Live = LiveGenerations.find(Slot);
	if (Operation == ETransientLoopOperation::Begin)
	{
		EXPECT_TRUE(Live == LiveGenerations.end());
		LiveGenerations[Slot] = Generation;
	}
	else if (Operation != ETransientLoopOperation::Grow &&
			 Operation < ETransientLoopOperation::BeginFrame)
	{
		EXPECT_TRUE(Live != LiveGenerations.end() && Live->second == Generation);
	}
	if (Operation == ETransientLoopOperation::End)
	{
		LiveGenerations.erase(Slot);
	}
}

std::string FFakeScript::NameOf(int32 Slot) const
{
	const UTransientLoopComponent* Component = Environment->GetTable().FindComponent(Slot);
	const AActor* Owner = Component != nullptr ? Component->GetOwner() : nullptr;
	const auto* Recorder = Cast<ARecorderActor>(Owner);
	return Recorder != nullptr ? Recorder->GetTag()
		   : Owner != nullptr  ? Headless::ToUtf8(*Owner->GetActorNameOrLabel())
							   : std::string("?");
}

void FFakeScript::Say(int32 Slot, const std::string& What) const
{
	if (OnLine)
	{
		OnLine(NameOf(Slot) + " " + What);
	}
}

void FFakeScript::Operate(
	ETransientLoopOperation Operation, int32 Slot, int32 Generation, int32 Argument)
{
	static const char* const Reasons[] = {"Destroyed", "LevelTransition", "EndPlayInEditor",
		"RemovedFromWorld", "Quit", "Stopped", "Restarted", "EnvironmentLost"};
	CheckLife(Operation, Slot, Generation);
	if (Operation == ETransientLoopOperation::End)
	{
		Ends.push_back(NameOf(Slot) + ": " + Reasons[Argument]);
	}
	if (Operation >= ETransientLoopOperation::ObjectEnded)
	{
		static const char* const Kinds[] = {"ObjectEnded", "LatentResumed", "LatentAborted"};
		const int32 Index = static_cast<int32>(Operation) -
							static_cast<int32>(ETransientLoopOperation::ObjectEnded);
		Told.push_back(std::string(Kinds[Index]) + " " + std::to_string(Argument));
		return;
	}
	if (Operation == ETransientLoopOperation::Describe)
	{
		Environment->OperationText = TEXT("hub");
		Calls.push_back("Describe " + std::to_string(Slot));
		return;
	}
	Calls.push_back(NameOperation(Operation));
	if (Operation == ETransientLoopOperation::Grow)
	{
		std::vector<FTransientLoopRecord> Grown = Records;
		Grown.resize(static_cast<SIZE_T>(Argument));
		Environment->GetTable().BindMemory(Grown.data(), Argument);
		Records.swap(Grown);
	}
	else if (Operation == ETransientLoopOperation::GrowBatch)
	{
		std::vector<int32> Grown(static_cast<SIZE_T>(2 * Argument + 1));
		Environment->GetBatch().BindMemory(Grown.data(), Argument);
		Batch.swap(Grown);
	}
	else if (Operation == ETransientLoopOperation::Begin)
	{
		Record(Slot).Due = 0.0;
		Record(Slot).Flags = 0;
	}
	else if (Operation == ETransientLoopOperation::StartTask && StartedTask != 0)
	{
		Environment->GetTable().FindComponent(Slot)->TellTaskStarts(StartedTask);
		Environment->OperationResult = StartedTask;
	}
	if (OnArgument)
	{
		OnArgument(Operation, Argument);
	}
	if (OnOperation)
	{
		OnOperation(Operation);
	}
	if (Operation == ETransientLoopOperation::Begin)
	{
		Say(Slot, "begins");
	}
	else if (Operation == ETransientLoopOperation::End)
	{
		Say(Slot, std::string("ends: ") + Reasons[Argument]);
	}
}

UTransientLoopComponent& LoopOf(const AActor& Actor)
{
	auto* Found = Actor.FindComponentByClass<UTransientLoopComponent>();
	checkf(Found != nullptr, TEXT("Expected a loop component"));
	return *Found;
}

FPlacedActor PlacedLoop(const char* Name)
{
	FPlacedActor Actor = Placed(Name, {});
	Actor.Components.AddDefaulted_GetRef().Class = TEXT("TransientLoopComponent");
	return Actor;
}
}
