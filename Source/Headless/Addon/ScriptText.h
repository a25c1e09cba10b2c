// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"

#include <string>

namespace Headless
{
inline FString FromScript(const std::string& Text)
{
	return FromUtf8(Text.c_str());
}

inline std::string ToScript(const FString& Text)
{
	return ToUtf8(*Text);
}
}
