// SPDX-License-Identifier: MIT
#pragma once

/** An orientation, in degrees. */
struct FRotator
{
	double Pitch = 0.0;
	double Yaw = 0.0;
	double Roll = 0.0;

	FRotator() = default;
	FRotator(double InPitch, double InYaw, double InRoll)
		: Pitch(InPitch)
		, Yaw(InYaw)
		, Roll(InRoll)
	{
	}
	static const FRotator ZeroRotator;
};

inline const FRotator FRotator::ZeroRotator = FRotator();
