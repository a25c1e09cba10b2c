// SPDX-License-Identifier: MIT
#pragma once

#include "Recorder.h"
#include "TransientLoopComponent.h"
#include "UObject/Object.h"
#include "LoopHearer.generated.h"

class UTransientLoopAction;

/** Plays the part of a Blueprint: writes down what it hears of a loop, a line each. */
UCLASS()
class ULoopHearer : public UObject
{
	GENERATED_BODY()

public:
	void Hear(UTransientLoopComponent& InLoop);

	/** The node "Run TypeScript Task". */
	UTransientLoopAction* Run(const TCHAR* ExportName);
	UTransientLoopAction* RunOn(UTransientLoopComponent* Loop, const TCHAR* ExportName);
	/** The node "Wait For Script Event". */
	UTransientLoopAction* Wait(const TCHAR* EventName);

	std::vector<std::string> Lines;
	TFunction<void()> OnEnded;

private:
	UTransientLoopAction* Activate(UTransientLoopAction* Action);
	void Write(const FString& Line);
	void HandleStarted();
	void HandleEnded(ETransientLoopEndReason Reason);
	void HandleFinished(int32 Number, const FString& Name, const FString& Result);
	void HandleFailed(int32 Number, const FString& Name, const FString& Message);
	void HandleCancelled(int32 Number, const FString& Name, const FString& Reason);
	void HandleEvent(const FString& Name, const FString& Payload);
	void HandleNodeCompleted(const FString& Text);
	void HandleNodeFailed(const FString& Text);
	void HandleNodeCancelled(const FString& Text);

	UTransientLoopComponent* Loop = nullptr;
};
