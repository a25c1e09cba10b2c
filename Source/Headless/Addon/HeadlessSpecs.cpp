// SPDX-License-Identifier: MIT
// Runs the automation specs of the plugin as an engine does, with the script that they name.
#include "HeadlessGameWrap.h"

#include "Engine/Engine.h"
#include "Misc/AutomationTest.h"
#include "Standalone.h"

namespace Headless
{
namespace
{
struct FSentence
{
	FAutomationSpecBase* Spec;
	FString Text;
};

const TArray<FSentence>& AllSentences()
{
	static TArray<FSentence> Sentences;
	if (Sentences.IsEmpty())
	{
		for (FAutomationTestBase* Test : FAutomationTestBase::GetAll())
		{
			auto* Spec = static_cast<FAutomationSpecBase*>(Test);
			for (const FString& Text : Spec->GetSentences())
			{
				Sentences.Add(FSentence{Spec, Text});
			}
		}
	}
	return Sentences;
}
}

int32 FHeadlessGameWrap::CountSpecs()
{
	return AllSentences().Num();
}

std::string FHeadlessGameWrap::SpecSentence(int32 Index)
{
	return ToUtf8(*AllSentences()[Index].Text);
}

std::string FHeadlessGameWrap::RunSpec(int32 Index)
{
	const FSentence& Sentence = AllSentences()[Index];
	UEngine* const Outer = GEngine;
	GEngine = NewObject<UEditorEngine>(nullptr);
	FStandalone::SetSwitches(FSwitches());
	const TArray<FString> Errors = Sentence.Spec->Run(Sentence.Text);
	FStandalone::SetSwitches(FSwitches());
	FObjects::Delete(GEngine);
	GEngine = Outer;
	return ToUtf8(*FString::Join(Errors, TEXT("\n")));
}
}
