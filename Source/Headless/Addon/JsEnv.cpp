// SPDX-License-Identifier: MIT
#include "JsEnv.h"

namespace PUERTS_NAMESPACE
{
namespace
{
Function& StarterFunction()
{
	// Never destroyed: Node is gone when static objects are.
	static Function* Starter = new Function();
	return *Starter;
}
}

void FJsEnv::Start(const FString& ModuleName, const TArray<TPair<FString, UObject*>>& Arguments)
{
	(void)Arguments;
	if (StarterFunction().IsValid())
	{
		StarterFunction().Action(std::string(TCHAR_TO_UTF8(*ModuleName)));
	}
}

void FJsEnv::SetStarter(Function Starter)
{
	StarterFunction() = Starter;
}
}
