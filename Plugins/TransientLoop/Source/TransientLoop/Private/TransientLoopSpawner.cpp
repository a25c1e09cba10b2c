// SPDX-License-Identifier: MIT
#include "TransientLoopSpawner.h"

#include "Engine/World.h"
#include "GameFramework/Actor.h"
#include "TransientLoopComponent.h"
#include "TransientLoopSpawnOptions.h"
#include "UObject/UObjectGlobals.h"

namespace
{
void GiveLoop(AActor& Actor, const FTransientLoopSpawnOptions& Options)
{
	UTransientLoopComponent* Component = Actor.FindComponentByClass<UTransientLoopComponent>();
	const bool bMade = Component == nullptr;
	if (bMade)
	{
		Component = NewObject<UTransientLoopComponent>(&Actor);
	}
	Component->SetScript(Options.ScriptModule, Options.ScriptArguments);
	Component->ErrorPolicy = Options.ErrorPolicy;
	Component->SetClock(Options.Clock);
	Component->bAutoStart = Options.bAutoStart;
	Component->bHibernate = Options.bHibernate;
	Component->bBatch = Options.bBatch;
	Component->SetLoopTickEvenWhenPaused(Options.bTickEvenWhenPaused);
	Component->SetTickBudget(Options.TickBudgetSteps, Options.TickBudgetMilliseconds);
	if (bMade)
	{
		Actor.AddInstanceComponent(Component);
		Component->RegisterComponent();
	}
}
}

AActor* TransientLoop::SpawnActor(
	UWorld& World, UClass& Class, const FTransientLoopSpawnOptions& Options, FString& Error)
{
	const FTransform Transform(Options.Location);
	FActorSpawnParameters Parameters;
	Parameters.bDeferConstruction = true;
	Parameters.SpawnCollisionHandlingOverride = ESpawnActorCollisionHandlingMethod::AlwaysSpawn;
	if (!Options.Label.IsEmpty())
	{
		Parameters.Name = MakeObjectNameFromDisplayLabel(Options.Label, NAME_None);
		// Another one where it is taken.
		Parameters.NameMode = FActorSpawnParameters::ESpawnActorNameMode::Requested;
	}
	AActor* Actor = World.SpawnActor(&Class, &Transform, Parameters);
	if (Actor == nullptr)
	{
		Error = FString::Printf(
			TEXT("Expected the world to spawn \"%s\", but it is tearing down"), *Options.Label);
		return nullptr;
	}
	const TWeakObjectPtr<AActor> Spawned(Actor);
#if WITH_EDITOR
	if (!Options.Label.IsEmpty())
	{
		Actor->SetActorLabel(Options.Label, false);
	}
#endif
	if (!Options.ScriptModule.IsEmpty())
	{
		GiveLoop(*Actor, Options);
	}
	Actor->FinishSpawning(Transform);
	if (!Spawned.IsValid())
	{
		Error = FString::Printf(
			TEXT("Expected \"%s\" to live, but it ended while it began"), *Options.Label);
		return nullptr;
	}
	return Actor;
}
