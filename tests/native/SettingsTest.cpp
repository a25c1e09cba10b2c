// SPDX-License-Identifier: MIT
// The page of the plugin in the project settings.
#include "TestHarness.h"
#include "TransientLoopSettings.h"

TEST(Settings_StandUnderPluginsWithTheirDefaults)
{
	const UTransientLoopSettings* Settings = GetDefault<UTransientLoopSettings>();

	EXPECT_EQ(Settings->GetCategoryName().ToString(), FString(TEXT("Plugins")));
	EXPECT_EQ(Settings->ScriptRoot, FString(TEXT("JavaScript")));
	EXPECT_EQ(Settings->EnvironmentModule, FString(TEXT("hosts/unreal/environment")));
	EXPECT_EQ(Settings->WorldBudgetSteps, 0);
	EXPECT_EQ(Settings->WorldBudgetMilliseconds, 0.0f);
}
