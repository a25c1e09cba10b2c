// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

using int8 = std::int8_t;
using int16 = std::int16_t;
using int32 = std::int32_t;
using int64 = std::int64_t;
using uint8 = std::uint8_t;
using uint16 = std::uint16_t;
using uint32 = std::uint32_t;
using uint64 = std::uint64_t;
using ANSICHAR = char;
using TCHAR = char16_t;
using SIZE_T = std::size_t;
using PTRINT = std::intptr_t;

#ifndef UPTRINT
using UPTRINT = std::uintptr_t;
#endif

#define TEXT_PASTE(x) u##x
#define TEXT(x) TEXT_PASTE(x)

#ifndef FORCEINLINE
#define FORCEINLINE inline __attribute__((always_inline))
#endif

#define INDEX_NONE (-1)
#define MAX_int32 (static_cast<int32>(0x7fffffff))
#define MAX_flt (3.402823466e+38F)

#define ENGINE_MAJOR_VERSION 5
#ifndef ENGINE_MINOR_VERSION
#define ENGINE_MINOR_VERSION 6
#endif
#define ENGINE_PATCH_VERSION 0
#ifndef WITH_EDITOR
#define WITH_EDITOR 1
#endif
#define WITH_EDITORONLY_DATA 0
#define WITH_DEV_AUTOMATION_TESTS 1
#ifndef UE_BUILD_SHIPPING
#define UE_BUILD_SHIPPING 0
#endif
#define UE_BUILD_DEVELOPMENT 1
#define DO_CHECK 1

// One addon holds all modules, so nothing is exported from one to another.
#define TRANSIENTLOOP_API
#define TRANSIENTLOOPDEMO_API
#define ENGINE_API
#define CORE_API

#define UE_NONCOPYABLE(Type)                                                                       \
	Type(Type&&) = delete;                                                                         \
	Type(const Type&) = delete;                                                                    \
	Type& operator=(const Type&) = delete;                                                         \
	Type& operator=(Type&&) = delete

// -Wshadow and others are for our own code.
#define THIRD_PARTY_INCLUDES_START                                                                 \
	_Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wshadow\"")                  \
		_Pragma("GCC diagnostic ignored \"-Wundef\"")                                              \
			_Pragma("GCC diagnostic ignored \"-Wsuggest-override\"")                               \
				_Pragma("GCC diagnostic ignored \"-Wunused-parameter\"")                           \
					_Pragma("GCC diagnostic ignored \"-Wextra\"")                                  \
						_Pragma("GCC diagnostic ignored \"-Wunknown-pragmas\"")
#define THIRD_PARTY_INCLUDES_END _Pragma("GCC diagnostic pop")
