// SPDX-License-Identifier: MIT
#include "SwitchNames.h"

#include <type_traits>

namespace Headless
{
namespace
{
template <auto Member>
void Set(FSwitches& Switches, double Value)
{
	Switches.*Member = static_cast<std::decay_t<decltype(Switches.*Member)>>(Value);
}

struct FNamedSwitch
{
	const char* Name;
	void (*Set)(FSwitches& Switches, double Value);
};

const FNamedSwitch NamedSwitches[] = {
	{"componentsTickBeforeActor", &Set<&FSwitches::bComponentsTickBeforeActor>},
	{"componentOrder", &Set<&FSwitches::ComponentOrder>},
	{"actorOrder", &Set<&FSwitches::ActorOrder>},
	{"zeroDeltaInPause", &Set<&FSwitches::bZeroDeltaInPause>},
	{"streamInMakesNewObjects", &Set<&FSwitches::bStreamInMakesNewObjects>},
	{"newlySpawnedTickNextFrame", &Set<&FSwitches::bNewlySpawnedTickNextFrame>},
	{"garbageCollectAfterFrames", &Set<&FSwitches::GarbageCollectAfterFrames>},
	{"levelAddedBeforeBeginPlay", &Set<&FSwitches::bLevelAddedBeforeBeginPlay>},
	{"destroyInBeginPlayIsImmediate", &Set<&FSwitches::bDestroyInBeginPlayIsImmediate>},
	{"activateAfterOnRegister", &Set<&FSwitches::bActivateAfterOnRegister>},
	{"spreadEndPlayOverFrames", &Set<&FSwitches::bSpreadEndPlayOverFrames>},
	{"actorSpawnedBeforeBeginPlay", &Set<&FSwitches::bActorSpawnedBeforeBeginPlay>},
	{"latentActionAddedMeanwhileWaits", &Set<&FSwitches::bLatentActionAddedMeanwhileWaits>},
	{"gameInstanceEndsFirst", &Set<&FSwitches::bGameInstanceEndsFirst>},
	{"seamlessCleanupComesFirst", &Set<&FSwitches::bSeamlessCleanupComesFirst>},
	{"seed", &Set<&FSwitches::Seed>},
};
}

bool SetSwitchByName(FSwitches& Switches, const std::string& Name, double Value)
{
	for (const FNamedSwitch& Each : NamedSwitches)
	{
		if (Name == Each.Name)
		{
			Each.Set(Switches, Value);
			return true;
		}
	}
	return false;
}
}
