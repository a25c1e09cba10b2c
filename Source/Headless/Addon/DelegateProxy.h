// SPDX-License-Identifier: MIT
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "DelegateProxy.generated.h"

/** What is bound to a dynamic delegate in the place of script functions, one for each delegate, as
 * PuerTS does. */
UCLASS()
class UDelegateProxy : public UObject
{
	GENERATED_BODY()

public:
	UDelegateProxy();
	virtual ~UDelegateProxy() override;

	TWeakObjectPtr<UObject> Owner;
	FString Delegate;

	/** How many there are, garbage included, and how many there ever were. */
	static int32 Alive;
	static int32 Made;
};
