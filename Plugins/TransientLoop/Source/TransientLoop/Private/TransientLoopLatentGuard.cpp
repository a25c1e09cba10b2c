// SPDX-License-Identifier: MIT
#include "TransientLoopLatentGuard.h"

#include "TransientLoopEnvironment.h"

FTransientLoopLatentGuard::FTransientLoopLatentGuard(int32 InEnvironment, int32 InNumber)
	: Environment(InEnvironment)
	, Number(InNumber)
{
}

FTransientLoopLatentGuard::~FTransientLoopLatentGuard()
{
	TellAborted();
}

void FTransientLoopLatentGuard::UpdateOperation(FLatentResponse& Response)
{
	const FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment);
	Response.DoneIf(Found == nullptr || !Found->GetLatentActions().IsUnderWay(Number));
}

void FTransientLoopLatentGuard::NotifyObjectDestroyed()
{
	TellAborted();
}

void FTransientLoopLatentGuard::NotifyActionAborted()
{
	TellAborted();
}

#if WITH_EDITOR
FString FTransientLoopLatentGuard::GetDescription() const
{
	return TEXT("Waited for by a TypeScript task");
}
#endif

void FTransientLoopLatentGuard::TellAborted() const
{
	if (FTransientLoopEnvironment* Found = FTransientLoopEnvironment::Find(Environment))
	{
		Found->GetLatentActions().HandleAborted(Number);
	}
}
