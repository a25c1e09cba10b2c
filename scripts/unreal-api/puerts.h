// SPDX-License-Identifier: MIT
#pragma once

/** Stands in for how PuerTS binds classes, beside tests/native/Puerts: enough to see what names
 * mean. */
namespace puerts
{
template <typename ClassType>
struct TClassDefine
{
	template <typename... T>
	TClassDefine& Function(T...)
	{
		return *this;
	}
	void Register()
	{
	}
};

template <typename ClassType>
TClassDefine<ClassType> DefineClass()
{
	return {};
}
}

#define MakeFunction(Function) Function
#define UsingNamedCppType(Type, Name) static_assert(sizeof(Type) > 0)
