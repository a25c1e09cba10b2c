// SPDX-License-Identifier: MIT
#include "Kismet/GameplayStatics.h"

#include "Engine/World.h"
#include "Game.h"
#include "LevelStreamer.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(GameplayStatics)

bool UGameplayStatics::SetGamePaused(const UObject* WorldContextObject, bool bPaused)
{
	WorldContextObject->GetWorld()->bPauseWanted = bPaused;
	return true;
}

bool UGameplayStatics::IsGamePaused(const UObject* WorldContextObject)
{
	return WorldContextObject->GetWorld()->IsPaused();
}

void UGameplayStatics::SetGlobalTimeDilation(const UObject* WorldContextObject, float TimeDilation)
{
	WorldContextObject->GetWorld()->GetWorldSettings()->SetTimeDilation(TimeDilation);
}

float UGameplayStatics::GetGlobalTimeDilation(const UObject* WorldContextObject)
{
	return WorldContextObject->GetWorld()->GetWorldSettings()->TimeDilation;
}

void UGameplayStatics::OpenLevel(
	const UObject* WorldContextObject, FName LevelName, bool bAbsolute, FString Options)
{
	(void)bAbsolute;
	(void)Options;
	WorldContextObject->GetWorld()->GetGame().RequestTravel(LevelName.ToString());
}

ULevelStreaming* UGameplayStatics::GetStreamingLevel(
	const UObject* WorldContextObject, FName PackageName)
{
	return Headless::FLevelStreamer::Find(*WorldContextObject->GetWorld(), PackageName.ToString());
}

double UGameplayStatics::GetTimeSeconds(const UObject* WorldContextObject)
{
	return WorldContextObject->GetWorld()->GetTimeSeconds();
}

double UGameplayStatics::GetUnpausedTimeSeconds(const UObject* WorldContextObject)
{
	return WorldContextObject->GetWorld()->GetUnpausedTimeSeconds();
}

double UGameplayStatics::GetRealTimeSeconds(const UObject* WorldContextObject)
{
	return WorldContextObject->GetWorld()->GetRealTimeSeconds();
}
