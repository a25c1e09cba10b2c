// SPDX-License-Identifier: MIT
#pragma once

#include "CoreTypes.h"

// What the header tool reads; the compiler sees nothing of it.
#define UCLASS(...)
#define USTRUCT(...)
#define UENUM(...)
#define UINTERFACE(...)
#define UPROPERTY(...)
#define UFUNCTION(...)
#define UPARAM(...)
#define UMETA(...)

#define HEADER_TOOL_PASTE(A, B, C, D) A##B##C##D
#define HEADER_TOOL_BODY(A, B, C, D) HEADER_TOOL_PASTE(A, B, C, D)
/** Expands to what the header tool wrote for this line of this file. */
#define GENERATED_BODY(...) HEADER_TOOL_BODY(CURRENT_FILE_ID, _, __LINE__, _GENERATED_BODY)

#define HEADER_TOOL_STRING(Text) #Text
#define UE_INLINE_GENERATED_CPP_BY_NAME(Name) HEADER_TOOL_STRING(Name.gen.cpp)

enum EObjectFlags
{
	RF_NoFlags = 0,
	RF_Public = 0x1,
	RF_Transactional = 0x8,
	RF_ClassDefaultObject = 0x10,
	RF_ArchetypeObject = 0x20,
	RF_Transient = 0x40
};
