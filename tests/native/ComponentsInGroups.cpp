// SPDX-License-Identifier: MIT
#include "ComponentsInGroups.h"

namespace NativeTest
{
namespace
{
struct FGroupName
{
	ETickingGroup Group;
	const char* Name;
};
const FGroupName GroupNames[] = {{TG_PrePhysics, "Pre"}, {TG_DuringPhysics, "During"},
	{TG_PostPhysics, "Post"}, {TG_PostUpdateWork, "Update"}};

/** Components whose names begin with a group's name tick in that group. */
void GroupsByName(FTestGame& Test)
{
	Test.Events().OnMakeComponent = [](URecorderComponent& C)
	{
		for (const FGroupName& Each : GroupNames)
		{
			if (Headless::ToUtf8(*C.GetName()).rfind(Each.Name, 0) == 0)
			{
				C.PrimaryComponentTick.TickGroup = Each.Group;
			}
		}
	};
}
}

const ARecorderActor& StartWithComponents(FTestGame& Test, const std::vector<std::string>& Names)
{
	GroupsByName(Test);
	Test.Events().OnMakeActor = [](ARecorderActor& Actor)
	{ Actor.PrimaryActorTick.bCanEverTick = false; };
	Test.Start();
	Test.Events().DefaultComponents = Names;
	const ARecorderActor& Actor = *Test.Spawn("A");
	Test.Tick();
	Test.Events().Take();
	return Actor;
}

FEvents TicksOfNextFrame(FTestGame& Test)
{
	Test.Events().Take();
	Test.Tick();
	return Test.Events().Take({"Tick"});
}
}
