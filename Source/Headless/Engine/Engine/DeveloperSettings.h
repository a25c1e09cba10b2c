// SPDX-License-Identifier: MIT
#pragma once

#include "UObject/Object.h"
#include "DeveloperSettings.generated.h"

/** Settings that the project settings window shows. Headless they have their defaults. */
UCLASS(Abstract)
class UDeveloperSettings : public UObject
{
	GENERATED_BODY()

public:
	virtual FName GetCategoryName() const
	{
		return FName(TEXT("Game"));
	}
};
