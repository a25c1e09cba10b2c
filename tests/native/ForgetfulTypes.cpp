// SPDX-License-Identifier: MIT
#include "ForgetfulTypes.h"

#include UE_INLINE_GENERATED_CPP_BY_NAME(ForgetfulTypes)

namespace NativeTest
{
std::string FForgetful::Callback;
int32 FForgetful::SuperCalls = 1;

int32 FForgetful::Calls(const char* Name)
{
	return Callback == Name ? SuperCalls : 1;
}

namespace
{
template <typename CallType>
void Repeat(const char* Name, CallType Call)
{
	for (int32 Left = FForgetful::Calls(Name); Left > 0; --Left)
	{
		Call();
	}
}
}
}

using NativeTest::Repeat;

UForgetfulComponent::UForgetfulComponent()
{
	bWantsInitializeComponent = true;
}

void UForgetfulComponent::OnRegister()
{
	Repeat("C.OnRegister", [this]() { Super::OnRegister(); });
}

void UForgetfulComponent::OnUnregister()
{
	Repeat("C.OnUnregister", [this]() { Super::OnUnregister(); });
}

void UForgetfulComponent::InitializeComponent()
{
	Repeat("C.InitializeComponent", [this]() { Super::InitializeComponent(); });
}

void UForgetfulComponent::UninitializeComponent()
{
	Repeat("C.UninitializeComponent", [this]() { Super::UninitializeComponent(); });
}

void UForgetfulComponent::BeginPlay()
{
	Repeat("C.BeginPlay", [this]() { Super::BeginPlay(); });
}

void UForgetfulComponent::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	Repeat("C.EndPlay", [this, EndPlayReason]() { Super::EndPlay(EndPlayReason); });
}

void UForgetfulComponent::BeginDestroy()
{
	Repeat("C.BeginDestroy", [this]() { Super::BeginDestroy(); });
}

AForgetfulActor::AForgetfulActor()
{
	CreateDefaultSubobject<UForgetfulComponent>(TEXT("C"));
}

void AForgetfulActor::BeginPlay()
{
	Repeat("A.BeginPlay", [this]() { Super::BeginPlay(); });
}

void AForgetfulActor::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	Repeat("A.EndPlay", [this, EndPlayReason]() { Super::EndPlay(EndPlayReason); });
}

void AForgetfulActor::Destroyed()
{
	Repeat("A.Destroyed", [this]() { Super::Destroyed(); });
}
