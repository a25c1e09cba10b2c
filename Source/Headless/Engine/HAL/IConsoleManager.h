// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

class UWorld;

DECLARE_DELEGATE_TwoParams(
	FConsoleCommandWithWorldAndArgsDelegate, const TArray<FString>&, UWorld*);

/** A command of the console, there as long as the object is: a static one for the whole process. */
class FAutoConsoleCommandWithWorldAndArgs
{
public:
	FAutoConsoleCommandWithWorldAndArgs(const TCHAR* Name, const TCHAR* Help,
		const FConsoleCommandWithWorldAndArgsDelegate& Command);
	~FAutoConsoleCommandWithWorldAndArgs();
	UE_NONCOPYABLE(FAutoConsoleCommandWithWorldAndArgs);

private:
	const TCHAR* Name;
};

namespace Headless
{
/** Runs a line as typed into the console of a world: a name, then arguments parted by blanks. False
 * if there is no such command. */
bool ExecConsoleCommand(const FString& Line, UWorld* World);
}
