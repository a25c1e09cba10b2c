// SPDX-License-Identifier: MIT
#pragma once

/** A place or direction, in centimetres. */
struct FVector
{
	using FReal = double;

	double X = 0.0;
	double Y = 0.0;
	double Z = 0.0;

	FVector() = default;
	FVector(double InX, double InY, double InZ)
		: X(InX)
		, Y(InY)
		, Z(InZ)
	{
	}
	friend bool operator==(const FVector& A, const FVector& B)
	{
		return A.X == B.X && A.Y == B.Y && A.Z == B.Z;
	}
	static const FVector ZeroVector;
};

inline const FVector FVector::ZeroVector = FVector();
