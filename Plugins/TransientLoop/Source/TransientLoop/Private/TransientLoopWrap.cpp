// SPDX-License-Identifier: MIT
#include "TransientLoopScript.h"

#include "TransientLoopComponent.h"
#include "TransientLoopLog.h"
#include "TransientLoopSetting.h"
#include "TransientLoopSettings.h"
#include "TransientLoopSoundComponent.h"

/**
 * What script may ask of C++: static functions with numbers and text, the same in Unreal and in the
 * headless host.
 *
 * Script sees the class as TransientLoopBinding; LoopBinding in loop-memory.ts and SoundBinding in
 * actor-sound.ts and EngineBinding in engine-binding.ts are its type.
 */
class FTransientLoopWrap
{
public:
	// PuerTS on Node needs a vtable first in every class it binds.
	virtual ~FTransientLoopWrap() = default;

	static int32 Attach(PUERTS_NAMESPACE::Function Tick, PUERTS_NAMESPACE::Function Lifecycle)
	{
		FTransientLoopEnvironment* Environment = FTransientLoopEnvironment::GetStarting();
		if (Environment == nullptr)
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected Attach to be called while the environment starts, but none does"));
			return INDEX_NONE;
		}
		Environment->GetScript().TickFunction = Tick;
		Environment->GetScript().LifecycleFunction = Lifecycle;
		return Environment->GetNumber();
	}

	// The buffer comes as void*: PuerTS takes a double* for a reference to one number.
	static void BindMemory(int32 Environment, void* Records, int32 Capacity)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		if (Found == nullptr || Records == nullptr)
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected records for the loops of a live environment, but got them for %d"),
				Environment);
			return;
		}
		Found->GetTable().BindMemory(static_cast<FTransientLoopRecord*>(Records), Capacity);
	}

	static void BindClocks(int32 Environment, void* Records, int32 Capacity)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		if (Found == nullptr || Records == nullptr)
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected clocks for the loops of a live environment, but got them for %d"),
				Environment);
			return;
		}
		Found->GetTable().BindClocks(static_cast<FTransientLoopRecord*>(Records), Capacity);
	}

	/** How many loops of a batch have run, then slot and generation of each. */
	static void BindBatch(int32 Environment, void* Loops, int32 Capacity)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		if (Found == nullptr || Loops == nullptr)
		{
			UE_LOG(LogTransientLoop, Error,
				TEXT("Expected room for the batch of a live environment, but got it for %d"),
				Environment);
			return;
		}
		Found->GetBatch().BindMemory(static_cast<int32*>(Loops), Capacity);
	}

	/** One whole number: how many tasks are alive, for the stats. */
	static void BindTaskCount(int32 Environment, void* TasksAlive)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			Found->BindTaskCount(static_cast<const int32*>(TasksAlive));
		}
	}

	static void ReadClocks(int32 Environment, int32 Slot)
	{
		if (FindOwner(Environment, Slot) != nullptr)
		{
			FTransientLoopEnvironment::Find(Environment)->GetTable().LookAtClocks(Slot);
		}
	}

	/** Script, level and actor in one call, a line each: what ends reads them all. */
	static std::string LoopNames(int32 Environment, int32 Slot)
	{
		const FTransientLoopOwner* Owner = FindOwner(Environment, Slot);
		if (Owner == nullptr)
		{
			return std::string();
		}
		FString Lines = Owner->GetLoopScript();
		Lines += TEXT("\n");
		Lines += Owner->GetLoopLevelName();
		Lines += TEXT("\n");
		Lines += Owner->GetLoopName();
		return ToScript(Lines);
	}

	static std::string ScriptModule(int32 Environment, int32 Slot)
	{
		const FTransientLoopOwner* Owner = FindOwner(Environment, Slot);
		return Owner != nullptr ? ToScript(Owner->GetLoopScript()) : std::string();
	}

	static std::string ScriptArguments(int32 Environment, int32 Slot)
	{
		const FTransientLoopOwner* Owner = FindOwner(Environment, Slot);
		return Owner != nullptr ? ToScript(Owner->GetLoopArguments()) : std::string();
	}

	static void WakeLoop(int32 Environment, int32 Slot)
	{
		if (UTransientLoopComponent* Component = FindComponent(Environment, Slot))
		{
			Component->WakeLoop();
		}
	}

	static std::string OperationText(int32 Environment)
	{
		const FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		return Found != nullptr ? ToScript(Found->OperationText) : std::string();
	}

	static void SetOperationResult(int32 Environment, int32 Result)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			Found->OperationResult = Result;
		}
	}

	static void ApplyErrorPolicy(int32 Environment, int32 Slot)
	{
		if (FTransientLoopOwner* Owner = FindOwner(Environment, Slot))
		{
			Owner->ApplyErrorPolicy(Slot);
		}
	}

	/** Answers the operation in progress with text. */
	static void SetOperationText(int32 Environment, std::string Text)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			Found->OperationText = UTF8_TO_TCHAR(Text.c_str());
		}
	}

	/** Slot of the hub's loop for what lingers, which begins now if it did not; below 0 if there is
	 * none any more. */
	/** INDEX_NONE if there is no such scope, or not any more. */
	static int32 ScopeSlot(int32 Environment, int32 Slot, int32 Scope)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		const FTransientLoopOwner* Owner =
			Found != nullptr ? Found->GetTable().FindOwner(Slot) : nullptr;
		return Owner != nullptr
				   ? Found->GetHub().GetScopeSlot(*Owner, static_cast<ETransientLoopScope>(Scope))
				   : INDEX_NONE;
	}

	static int32 HubSlot(int32 Environment)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		return Found != nullptr ? Found->GetHub().GetLingeringSlot() : INDEX_NONE;
	}

	static int32 WorldBudgetSteps()
	{
		return GetDefault<UTransientLoopSettings>()->WorldBudgetSteps;
	}

	static double WorldBudgetMilliseconds()
	{
		return static_cast<double>(GetDefault<UTransientLoopSettings>()->WorldBudgetMilliseconds);
	}

	static void WantFrames(int32 Environment, bool bWanted)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			Found->bFramesWanted = bWanted;
		}
	}

	//~ What Blueprints do with a loop, and hear of it: BlueprintBinding in blueprint-binding.ts

	static std::string OperationPayload(int32 Environment)
	{
		const FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		return Found != nullptr ? ToScript(Found->OperationPayload) : std::string();
	}

	static void AddListedTask(int32 Environment, int32 Task, int32 Parent, int32 State,
		std::string Name, std::string WaitsFor)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			FTransientLoopTaskInfo Info;
			Info.Number = Task;
			Info.Parent = Parent;
			Info.State = static_cast<ETransientLoopTaskState>(State);
			Info.Name = FromScript(Name);
			Info.WaitsFor = FromScript(WaitsFor);
			Found->ListedTasks.Add(Info);
		}
	}

	static void TellTaskStarts(int32 Environment, int32 Slot, int32 Task)
	{
		if (UTransientLoopComponent* Component = FindComponent(Environment, Slot))
		{
			Component->TellTaskStarts(Task);
		}
	}

	static bool HearsTasks(int32 Environment, int32 Slot)
	{
		const UTransientLoopComponent* Component = FindComponent(Environment, Slot);
		return Component != nullptr && Component->HearsTasks();
	}

	static bool TellTask(int32 Environment, int32 Slot, int32 Task, int32 Outcome, std::string Name,
		std::string Text)
	{
		UTransientLoopComponent* Component = FindComponent(Environment, Slot);
		return Component != nullptr &&
			   Component->TellTask(Task, static_cast<ETransientLoopTaskOutcome>(Outcome),
				   FromScript(Name), FromScript(Text));
	}

	static bool HearsEvents(int32 Environment, int32 Slot)
	{
		const UTransientLoopComponent* Component = FindComponent(Environment, Slot);
		return Component != nullptr && Component->HearsEvents();
	}

	static void TellEvent(int32 Environment, int32 Slot, std::string Name, std::string Payload)
	{
		if (UTransientLoopComponent* Component = FindComponent(Environment, Slot))
		{
			Component->TellEvent(FromScript(Name), FromScript(Payload));
		}
	}

	static int32 TickBudgetSteps(int32 Environment, int32 Slot)
	{
		const UTransientLoopComponent* Component = FindComponent(Environment, Slot);
		return Component != nullptr ? Component->TickBudgetSteps : 0;
	}

	static double TickBudgetMilliseconds(int32 Environment, int32 Slot)
	{
		const UTransientLoopComponent* Component = FindComponent(Environment, Slot);
		return Component != nullptr ? static_cast<double>(Component->TickBudgetMilliseconds) : 0.0;
	}

	static int32 LoopNumber(int32 Environment, int32 Slot)
	{
		const UTransientLoopComponent* Component = FindComponent(Environment, Slot);
		return Component != nullptr ? Component->GetLoopNumber() : 0;
	}

	static int32 SlotOfLoop(int32 Environment, int32 Loop)
	{
		const UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return Component != nullptr
				   ? Component->GetSlotIn(FTransientLoopEnvironment::Find(Environment))
				   : INDEX_NONE;
	}

	static int32 LoopState(int32 Loop)
	{
		const UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return static_cast<int32>(
			Component != nullptr ? Component->GetLoopState() : ETransientLoopState::Ended);
	}

	static bool StartLoop(int32 Loop)
	{
		UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return Component != nullptr && Component->StartLoop();
	}

	static void StopLoop(int32 Loop, int32 Reason)
	{
		if (UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop))
		{
			Component->StopLoop(static_cast<ETransientLoopEndReason>(Reason));
		}
	}

	static bool RestartLoop(int32 Loop)
	{
		UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return Component != nullptr && Component->RestartLoop();
	}

	static void WakeComponent(int32 Loop)
	{
		if (UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop))
		{
			Component->WakeLoop();
		}
	}

	static double LoopSetting(int32 Loop, int32 Setting)
	{
		const UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return Component != nullptr ? TransientLoop::GetSetting(
										  *Component, static_cast<ETransientLoopSetting>(Setting))
									: 0.0;
	}

	static void SetLoopSetting(int32 Loop, int32 Setting, double Value)
	{
		if (UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop))
		{
			TransientLoop::SetSetting(
				*Component, static_cast<ETransientLoopSetting>(Setting), Value);
		}
	}

	static std::string LoopScript(int32 Loop)
	{
		const UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return Component != nullptr ? ToScript(Component->ScriptModule) : std::string();
	}

	static std::string LoopArguments(int32 Loop)
	{
		const UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop);
		return Component != nullptr ? ToScript(Component->ScriptArguments) : std::string();
	}

	static void SetLoopScript(int32 Loop, std::string Module, std::string Arguments)
	{
		if (UTransientLoopComponent* Component = UTransientLoopComponent::FindLoop(Loop))
		{
			Component->SetScript(FromScript(Module), FromScript(Arguments));
		}
	}

	//~ Sounds, by the number that UTransientLoopSoundComponent::FindOrAddSound gives

	static bool QueueSound(
		int32 Sound, void* Samples, int32 NumSamples, int32 SampleRate, int32 NumChannels)
	{
		UTransientLoopSoundComponent* Found = UTransientLoopSoundComponent::FindSound(Sound);
		return Found != nullptr && Found->QueueAudio(static_cast<const int16*>(Samples), NumSamples,
									   SampleRate, NumChannels);
	}

	/** Below 0 for a sound that is no more. */
	static double QueuedSoundSeconds(int32 Sound)
	{
		const UTransientLoopSoundComponent* Found = UTransientLoopSoundComponent::FindSound(Sound);
		return Found != nullptr ? Found->GetQueuedSeconds() : -1.0;
	}

	static int32 SoundUnderruns(int32 Sound)
	{
		const UTransientLoopSoundComponent* Found = UTransientLoopSoundComponent::FindSound(Sound);
		return Found != nullptr ? Found->GetUnderruns() : 0;
	}

	static void StopSound(int32 Sound)
	{
		if (UTransientLoopSoundComponent* Found = UTransientLoopSoundComponent::FindSound(Sound))
		{
			Found->StopAudio();
		}
	}

	//~ What script waits for in the engine, by the numbers of UTransientLoopEngineLibrary

	static void UnwatchObject(int32 Environment, int32 Watch)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			Found->GetWatches().Unwatch(Watch);
		}
	}

	static bool CommitLatentAction(int32 Environment, int32 Action)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		return Found != nullptr && Found->GetLatentActions().Commit(Action);
	}

	static void CancelLatentAction(int32 Environment, int32 Action)
	{
		if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
		{
			Found->GetLatentActions().Cancel(Action);
		}
	}

	static void Log(int32 Severity, std::string Text)
	{
		const FString Line = UTF8_TO_TCHAR(Text.c_str());
		switch (Severity)
		{
		case 0:
			UE_LOG(LogTransientLoop, Log, TEXT("%s"), *Line);
			break;
		case 1:
			UE_LOG(LogTransientLoop, Warning, TEXT("%s"), *Line);
			break;
		default:
			UE_LOG(LogTransientLoop, Error, TEXT("%s"), *Line);
			break;
		}
	}

private:
	static UTransientLoopComponent* FindComponent(int32 Environment, int32 Slot)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		return Found != nullptr ? Found->GetTable().FindComponent(Slot) : nullptr;
	}

	static FTransientLoopOwner* FindOwner(int32 Environment, int32 Slot)
	{
		FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
		return Found != nullptr ? Found->GetTable().FindOwner(Slot) : nullptr;
	}

	static FString FromScript(const std::string& Text)
	{
		return FString(UTF8_TO_TCHAR(Text.c_str()));
	}

	static std::string ToScript(const FString& Text)
	{
		return std::string(TCHAR_TO_UTF8(*Text));
	}
};

UsingNamedCppType(FTransientLoopWrap, TransientLoopBinding);

namespace
{
struct FTransientLoopAutoRegister
{
	FTransientLoopAutoRegister()
	{
		PUERTS_NAMESPACE::DefineClass<FTransientLoopWrap>()
			.Function("Attach", MakeFunction(&FTransientLoopWrap::Attach))
			.Function("BindMemory", MakeFunction(&FTransientLoopWrap::BindMemory))
			.Function("BindClocks", MakeFunction(&FTransientLoopWrap::BindClocks))
			.Function("BindBatch", MakeFunction(&FTransientLoopWrap::BindBatch))
			.Function("BindTaskCount", MakeFunction(&FTransientLoopWrap::BindTaskCount))
			.Function("ReadClocks", MakeFunction(&FTransientLoopWrap::ReadClocks))
			.Function("LoopNames", MakeFunction(&FTransientLoopWrap::LoopNames))
			.Function("ScriptModule", MakeFunction(&FTransientLoopWrap::ScriptModule))
			.Function("ScriptArguments", MakeFunction(&FTransientLoopWrap::ScriptArguments))
			.Function("WakeLoop", MakeFunction(&FTransientLoopWrap::WakeLoop))
			.Function("OperationText", MakeFunction(&FTransientLoopWrap::OperationText))
			.Function("SetOperationResult", MakeFunction(&FTransientLoopWrap::SetOperationResult))
			.Function("SetOperationText", MakeFunction(&FTransientLoopWrap::SetOperationText))
			.Function("ScopeSlot", MakeFunction(&FTransientLoopWrap::ScopeSlot))
			.Function("HubSlot", MakeFunction(&FTransientLoopWrap::HubSlot))
			.Function("ApplyErrorPolicy", MakeFunction(&FTransientLoopWrap::ApplyErrorPolicy))
			.Function("WorldBudgetSteps", MakeFunction(&FTransientLoopWrap::WorldBudgetSteps))
			.Function("WorldBudgetMilliseconds",
				MakeFunction(&FTransientLoopWrap::WorldBudgetMilliseconds))
			.Function("WantFrames", MakeFunction(&FTransientLoopWrap::WantFrames))
			.Function("OperationPayload", MakeFunction(&FTransientLoopWrap::OperationPayload))
			.Function("AddListedTask", MakeFunction(&FTransientLoopWrap::AddListedTask))
			.Function("TellTaskStarts", MakeFunction(&FTransientLoopWrap::TellTaskStarts))
			.Function("HearsTasks", MakeFunction(&FTransientLoopWrap::HearsTasks))
			.Function("TellTask", MakeFunction(&FTransientLoopWrap::TellTask))
			.Function("HearsEvents", MakeFunction(&FTransientLoopWrap::HearsEvents))
			.Function("TellEvent", MakeFunction(&FTransientLoopWrap::TellEvent))
			.Function("TickBudgetSteps", MakeFunction(&FTransientLoopWrap::TickBudgetSteps))
			.Function(
				"TickBudgetMilliseconds", MakeFunction(&FTransientLoopWrap::TickBudgetMilliseconds))
			.Function("LoopNumber", MakeFunction(&FTransientLoopWrap::LoopNumber))
			.Function("SlotOfLoop", MakeFunction(&FTransientLoopWrap::SlotOfLoop))
			.Function("LoopState", MakeFunction(&FTransientLoopWrap::LoopState))
			.Function("StartLoop", MakeFunction(&FTransientLoopWrap::StartLoop))
			.Function("StopLoop", MakeFunction(&FTransientLoopWrap::StopLoop))
			.Function("RestartLoop", MakeFunction(&FTransientLoopWrap::RestartLoop))
			.Function("WakeComponent", MakeFunction(&FTransientLoopWrap::WakeComponent))
			.Function("LoopSetting", MakeFunction(&FTransientLoopWrap::LoopSetting))
			.Function("SetLoopSetting", MakeFunction(&FTransientLoopWrap::SetLoopSetting))
			.Function("LoopScript", MakeFunction(&FTransientLoopWrap::LoopScript))
			.Function("LoopArguments", MakeFunction(&FTransientLoopWrap::LoopArguments))
			.Function("SetLoopScript", MakeFunction(&FTransientLoopWrap::SetLoopScript))
			.Function("QueueSound", MakeFunction(&FTransientLoopWrap::QueueSound))
			.Function("QueuedSoundSeconds", MakeFunction(&FTransientLoopWrap::QueuedSoundSeconds))
			.Function("SoundUnderruns", MakeFunction(&FTransientLoopWrap::SoundUnderruns))
			.Function("StopSound", MakeFunction(&FTransientLoopWrap::StopSound))
			.Function("UnwatchObject", MakeFunction(&FTransientLoopWrap::UnwatchObject))
			.Function("CommitLatentAction", MakeFunction(&FTransientLoopWrap::CommitLatentAction))
			.Function("CancelLatentAction", MakeFunction(&FTransientLoopWrap::CancelLatentAction))
			.Function("Log", MakeFunction(&FTransientLoopWrap::Log))
			.Register();
	}
} TransientLoopAutoRegister;
}
