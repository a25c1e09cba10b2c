// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "GameFramework/Actor.h"
#include "ForgetfulTypes.generated.h"

namespace NativeTest
{
/** How often the callback of this name reaches its Super, in the classes below; in all others once.
 */
struct FForgetful
{
	static std::string Callback;
	static int32 SuperCalls;

	static int32 Calls(const char* Name);
};
}

UCLASS()
class UForgetfulComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	UForgetfulComponent();

	virtual void InitializeComponent() override;
	virtual void UninitializeComponent() override;
	virtual void BeginPlay() override;
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;
	virtual void BeginDestroy() override;

protected:
	virtual void OnRegister() override;
	virtual void OnUnregister() override;
};

UCLASS()
class AForgetfulActor : public AActor
{
	GENERATED_BODY()

public:
	AForgetfulActor();

	virtual void Destroyed() override;

protected:
	virtual void BeginPlay() override;
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;
};
