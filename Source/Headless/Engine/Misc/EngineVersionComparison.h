// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

#define UE_VERSION_OLDER_THAN(MajorVersion, MinorVersion, PatchVersion)                            \
	(ENGINE_MAJOR_VERSION * 10000 + ENGINE_MINOR_VERSION * 100 + ENGINE_PATCH_VERSION <            \
		(MajorVersion)*10000 + (MinorVersion)*100 + (PatchVersion))
