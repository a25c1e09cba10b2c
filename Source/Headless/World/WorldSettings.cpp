// SPDX-License-Identifier: MIT
#include "GameFramework/WorldSettings.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(WorldSettings)

float AWorldSettings::GetEffectiveTimeDilation() const
{
	return TimeDilation * CinematicTimeDilation * DemoPlayTimeDilation;
}

float AWorldSettings::SetTimeDilation(float NewTimeDilation)
{
	TimeDilation = FMath::Clamp(NewTimeDilation, MinGlobalTimeDilation, MaxGlobalTimeDilation);
	return TimeDilation;
}

float AWorldSettings::FixupDeltaSeconds(float DeltaSeconds, float)
{
	const float Dilation = GetEffectiveTimeDilation();
	return FMath::Clamp(
		DeltaSeconds, MinUndilatedFrameTime * Dilation, MaxUndilatedFrameTime * Dilation);
}
