// SPDX-License-Identifier: MIT
#pragma once

#include "Math/Rotator.h"
#include "Math/Vector.h"

/** Where something is and how it is turned. Headless nothing is scaled. */
struct FTransform
{
	FTransform() = default;
	explicit FTransform(const FVector& InTranslation)
		: Translation(InTranslation)
	{
	}
	FTransform(const FRotator& InRotation, const FVector& InTranslation)
		: Translation(InTranslation)
		, Rotation(InRotation)
	{
	}
	const FVector& GetLocation() const
	{
		return Translation;
	}
	void SetLocation(const FVector& Location)
	{
		Translation = Location;
	}
	FRotator Rotator() const
	{
		return Rotation;
	}

	static const FTransform Identity;

private:
	FVector Translation;
	FRotator Rotation;
};

inline const FTransform FTransform::Identity = FTransform();
