// SPDX-License-Identifier: MIT
#include "HeadlessGameWrap.h"

THIRD_PARTY_INCLUDES_START
#include "CppObjectMapper.h"
#include "DataTransfer.h"
THIRD_PARTY_INCLUDES_END

using Headless::FHeadlessGameWrap;

UsingNamedCppType(FHeadlessGameWrap, HeadlessGame);

namespace
{
void RegisterHeadlessGame()
{
	PUERTS_NAMESPACE::DefineClass<FHeadlessGameWrap>()
		.Constructor()
		.Method("SetSwitch", MakeFunction(&FHeadlessGameWrap::SetSwitch))
		.Method("UseEditor", MakeFunction(&FHeadlessGameWrap::UseEditor))
		.Method("SetListener", MakeFunction(&FHeadlessGameWrap::SetListener))
		.Method("BeginLevel", MakeFunction(&FHeadlessGameWrap::BeginLevel))
		.Method("AddStreamedLevel", MakeFunction(&FHeadlessGameWrap::AddStreamedLevel))
		.Method("EndLevel", MakeFunction(&FHeadlessGameWrap::EndLevel))
		.Method("BeginActor", MakeFunction(&FHeadlessGameWrap::BeginActor))
		.Method("AddComponent", MakeFunction(&FHeadlessGameWrap::AddComponent))
		.Method("AddProperty", MakeFunction(&FHeadlessGameWrap::AddProperty))
		.Method("Start", MakeFunction(&FHeadlessGameWrap::Start))
		.Method("Tick", MakeFunction(&FHeadlessGameWrap::Tick))
		.Method("Quit", MakeFunction(&FHeadlessGameWrap::Quit))
		.Method("Exec", MakeFunction(&FHeadlessGameWrap::Exec))
		.Method("Dispose", MakeFunction(&FHeadlessGameWrap::Dispose))
		.Method("IsRunning", MakeFunction(&FHeadlessGameWrap::IsRunning))
		.Method("Frame", MakeFunction(&FHeadlessGameWrap::Frame))
		.Method("Seconds", MakeFunction(&FHeadlessGameWrap::Seconds))
		.Method("DeltaSeconds", MakeFunction(&FHeadlessGameWrap::DeltaSeconds))
		.Method("LevelName", MakeFunction(&FHeadlessGameWrap::LevelName))
		.Method("IsPaused", MakeFunction(&FHeadlessGameWrap::IsPaused))
		.Method("SetPaused", MakeFunction(&FHeadlessGameWrap::SetPaused))
		.Method("TimeDilation", MakeFunction(&FHeadlessGameWrap::TimeDilation))
		.Method("SetTimeDilation", MakeFunction(&FHeadlessGameWrap::SetTimeDilation))
		.Method("SetLevelVisible", MakeFunction(&FHeadlessGameWrap::SetLevelVisible))
		.Method("IsLevelVisible", MakeFunction(&FHeadlessGameWrap::IsLevelVisible))
		.Method("OpenLevel", MakeFunction(&FHeadlessGameWrap::OpenLevel))
		.Method("TravelSeamlessly", MakeFunction(&FHeadlessGameWrap::TravelSeamlessly))
		.Method("KeepActor", MakeFunction(&FHeadlessGameWrap::KeepActor))
		.Method("RestartEnvironment", MakeFunction(&FHeadlessGameWrap::RestartEnvironment))
		.Method("SetPlayInEditor", MakeFunction(&FHeadlessGameWrap::SetPlayInEditor))
		.Method("SpawnActor", MakeFunction(&FHeadlessGameWrap::SpawnActor))
		.Method("SpawnError", MakeFunction(&FHeadlessGameWrap::SpawnError))
		.Method("FindActor", MakeFunction(&FHeadlessGameWrap::FindActor))
		.Method("ActorOfSlot", MakeFunction(&FHeadlessGameWrap::ActorOfSlot))
		.Method("CountActors", MakeFunction(&FHeadlessGameWrap::CountActors))
		.Method("CopyActors", MakeFunction(&FHeadlessGameWrap::CopyActors))
		.Method("IsActorValid", MakeFunction(&FHeadlessGameWrap::IsActorValid))
		.Method("ActorLabel", MakeFunction(&FHeadlessGameWrap::ActorLabel))
		.Method("ActorClass", MakeFunction(&FHeadlessGameWrap::ActorClass))
		.Method("ActorLevel", MakeFunction(&FHeadlessGameWrap::ActorLevel))
		.Method("ActorCoordinate", MakeFunction(&FHeadlessGameWrap::ActorCoordinate))
		.Method("SetActorLocation", MakeFunction(&FHeadlessGameWrap::SetActorLocation))
		.Method("ActorTimeDilation", MakeFunction(&FHeadlessGameWrap::ActorTimeDilation))
		.Method("SetActorTimeDilation", MakeFunction(&FHeadlessGameWrap::SetActorTimeDilation))
		.Method("DestroyActor", MakeFunction(&FHeadlessGameWrap::DestroyActor))
		.Method("SoundOfActor", MakeFunction(&FHeadlessGameWrap::SoundOfActor))
		.Method("StartTask", MakeFunction(&FHeadlessGameWrap::StartTask))
		.Method("CancelTask", MakeFunction(&FHeadlessGameWrap::CancelTask))
		.Method("StopLoop", MakeFunction(&FHeadlessGameWrap::StopLoop))
		.Method("StartLoop", MakeFunction(&FHeadlessGameWrap::StartLoop))
		.Method("RestartLoop", MakeFunction(&FHeadlessGameWrap::RestartLoop))
		.Method("LoopOfActor", MakeFunction(&FHeadlessGameWrap::LoopOfActor))
		.Method("SetDelegateListener", MakeFunction(&FHeadlessGameWrap::SetDelegateListener))
		.Method("HasDelegate", MakeFunction(&FHeadlessGameWrap::HasDelegate))
		.Method("BindDelegate", MakeFunction(&FHeadlessGameWrap::BindDelegate))
		.Method("UnbindDelegate", MakeFunction(&FHeadlessGameWrap::UnbindDelegate))
		.Method("WatchObject", MakeFunction(&FHeadlessGameWrap::WatchObject))
		.Method("BeginLatentAction", MakeFunction(&FHeadlessGameWrap::BeginLatentAction))
		.Method("Delay", MakeFunction(&FHeadlessGameWrap::Delay))
		.Method("Countdown", MakeFunction(&FHeadlessGameWrap::Countdown))
		.Method("RunTypeScriptTask", MakeFunction(&FHeadlessGameWrap::RunTypeScriptTask))
		.Method("WaitForScriptEvent", MakeFunction(&FHeadlessGameWrap::WaitForScriptEvent))
		.Method("ActivateAction", MakeFunction(&FHeadlessGameWrap::ActivateAction))
		.Method("CancelAction", MakeFunction(&FHeadlessGameWrap::CancelAction))
		.Method("ReleaseAsyncAction", MakeFunction(&FHeadlessGameWrap::ReleaseAsyncAction))
		.Function("CountDelegateProxies", MakeFunction(&FHeadlessGameWrap::CountDelegateProxies))
		.Function(
			"CountDelegateProxiesMade", MakeFunction(&FHeadlessGameWrap::CountDelegateProxiesMade))
		.Function("CountObjects", MakeFunction(&FHeadlessGameWrap::CountObjects))
		.Function("NativeBytes", MakeFunction(&FHeadlessGameWrap::NativeBytes))
		.Function("CountSpecs", MakeFunction(&FHeadlessGameWrap::CountSpecs))
		.Function("SpecSentence", MakeFunction(&FHeadlessGameWrap::SpecSentence))
		.Function("RunSpec", MakeFunction(&FHeadlessGameWrap::RunSpec))
		.Function("SetStarter", MakeFunction(&FHeadlessGameWrap::SetStarter))
		.Function("SetLogListener", MakeFunction(&FHeadlessGameWrap::SetLogListener))
		.Function("RunMicrotasks", MakeFunction(&FHeadlessGameWrap::RunMicrotasks))
		.Register();
}

/** Puts the constructor of a bound class on the module's exports. */
void Export(v8::Isolate* Isolate, v8::Local<v8::Context> Context, v8::Local<v8::Object> Exports,
	PUERTS_NAMESPACE::FCppObjectMapper& Mapper, const char* Name)
{
	const auto* Definition = PUERTS_NAMESPACE::FindCppTypeClassByName(Name);
	v8::Local<v8::Function> Constructor;
	if (Definition != nullptr &&
		Mapper.GetTemplateOfClass(Isolate, Definition)->GetFunction(Context).ToLocal(&Constructor))
	{
		Exports->Set(Context, v8::String::NewFromUtf8(Isolate, Name).ToLocalChecked(), Constructor)
			.Check();
	}
}
}

NODE_MODULE_INIT()
{
	v8::Isolate* Isolate = v8::Isolate::GetCurrent();
	// One mapper a process, kept for ever: the isolate refers to it until the end.
	static PUERTS_NAMESPACE::FCppObjectMapper* Mapper = nullptr;
	static v8::Isolate* MapperIsolate = nullptr;
	if (Mapper == nullptr)
	{
		Mapper = new PUERTS_NAMESPACE::FCppObjectMapper();
		MapperIsolate = Isolate;
		Mapper->Initialize(Isolate, context);
		Isolate->SetData(
			MAPPER_ISOLATE_DATA_POS, static_cast<PUERTS_NAMESPACE::ICppObjectMapper*>(Mapper));
		RegisterHeadlessGame();
	}
	else if (MapperIsolate != Isolate)
	{
		Isolate->ThrowException(v8::Exception::Error(v8::String::NewFromUtf8Literal(Isolate,
			"Expected the headless addon to be used in one thread, but a second one loads it")));
		return;
	}
	Export(Isolate, context, exports, *Mapper, "HeadlessGame");
	Export(Isolate, context, exports, *Mapper, "TransientLoopBinding");
	(void)module;
}
