// SPDX-License-Identifier: MIT
#include "TransientLoopSettings.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(TransientLoopSettings)

FName UTransientLoopSettings::GetCategoryName() const
{
	return FName(TEXT("Plugins"));
}
