// SPDX-License-Identifier: MIT

const EXAMPLE = 'an example of the reader’s own code';
const USE = 'a use, not a declaration';

/**
 * Code of docs/unreal-api.md that is no declaration, or is a short form of one: `standsFor` says it in full.
 *
 * Everything else must be readable, and an entry that the document has no more is an error, so that what is checked cannot shrink
 * unnoticed.
 */
export const ALLOWED = [
  { code: 'UMyComponent();', reason: EXAMPLE },
  {
    code: 'UMyComponent(const FObjectInitializer& ObjectInitializer = FObjectInitializer::Get());',
    reason: EXAMPLE,
  },
  { code: 'Super::AddReferencedObjects(InThis, Collector)', reason: USE },
  { code: 'Tick(float)', reason: 'the trap of the same line, named again' },
  {
    code: 'virtual void RemoveTickPrerequisiteActor/Component(...)',
    reason: 'two functions in one',
    standsFor: [
      'virtual void RemoveTickPrerequisiteActor(AActor*);',
      'virtual void RemoveTickPrerequisiteComponent(UActorComponent*);',
    ],
  },
  { code: 'class TRANSIENTLOOP_API UTransientLoopComponent', reason: EXAMPLE },
  { code: 'UFUNCTION() void HandleEndPlay(AActor* Actor, EEndPlayReason::Type Reason);', reason: EXAMPLE },
  {
    code: 'auto* C = NewObject<UMyComponent>(Actor, TEXT("Name")); Actor->AddInstanceComponent(C); C->RegisterComponent();',
    reason: USE,
    standsFor: ['void AddInstanceComponent(UActorComponent* Component);'],
  },
  {
    code: 'UWorld* GEngine->GetWorldFromContextObject(const UObject*, EGetWorldErrorMode)',
    reason: 'an object stands for its class',
    owner: 'UEngine',
    standsFor: ['UWorld* GetWorldFromContextObject(const UObject*, EGetWorldErrorMode) const;'],
  },
  { code: 'enum Type : int', reason: 'the enum of the block above, with what its underlying type is' },
  { code: 'float UWorld::GetDeltaSeconds()', reason: 'declared in §2.4, with its const' },
  {
    code: 'UnloadStreamLevel(ctx, FName, FLatentActionInfo, bool bShouldBlockOnUnload)',
    reason: 'a Blueprint node, of UGameplayStatics',
    owner: 'UGameplayStatics',
    standsFor: [
      'static void UnloadStreamLevel(const UObject*, FName, FLatentActionInfo, bool bShouldBlockOnUnload);',
    ],
  },
  { code: 'UWorld* GetWorld() const', reason: 'virtual and final: see Additions' },
  { code: 'SetActive(bool, bool bReset=false)', reason: 'in full in Additions' },
  { code: 'ETickableTickType StartingTickType = NewObject', reason: 'a parameter of a constructor' },
  { code: 'bool(float)', reason: 'the signature of the delegate named before it' },
  {
    code: 'FTSTickerObjectBase(float InDelay = 0, FTSTicker& = GetCoreTicker())',
    reason: 'a constructor; the functions of its class are checked',
  },
  { code: 'FOnPIEEvent (const bool bIsSimulating)', reason: 'the type of the delegates named before it' },
  {
    code: 'static UClass* StaticClass()',
    reason: 'what GENERATED_BODY writes: every class of the headers has it',
  },
  { code: 'enum class E : uint8', reason: EXAMPLE },
  { code: 'UFUNCTION() TArray<FString> FuncName() const;', reason: EXAMPLE },
  {
    code: 'UENUM(BlueprintType) enum class EState : uint8 { A UMETA(DisplayName="…"), B };',
    reason: EXAMPLE,
  },
  {
    code: 'USTRUCT(BlueprintType) struct FX { GENERATED_BODY() UPROPERTY(EditAnywhere, BlueprintReadWrite, Category="X") float V = 0.f; };',
    reason: EXAMPLE,
  },
  { code: 'UPROPERTY(BlueprintAssignable, Category="X") FOnX OnX;', reason: EXAMPLE },
  {
    code: 'UFUNCTION(BlueprintCallable, meta=(Latent, LatentInfo="LatentInfo", WorldContext="WorldContextObject")) void Wait(const UObject* WorldContextObject, FLatentActionInfo LatentInfo, …);',
    reason: EXAMPLE,
  },
  {
    code: 'UFUNCTION(BlueprintCallable, Category="X", meta=(BlueprintInternalUseOnly="true", WorldContext="WorldContextObject")) static UMyAction* DoIt(UObject* WorldContextObject, …);',
    reason: EXAMPLE,
  },
  {
    code: 'static FAutoConsoleCommandWithWorldAndArgs Cmd(TEXT("Loop.List"), TEXT("help"), FConsoleCommandWithWorldAndArgsDelegate::CreateStatic(&Fn));',
    reason: USE,
  },
  { code: 'void Fn(const TArray<FString>& Args, UWorld* World)', reason: EXAMPLE },
  {
    code: 'static TAutoConsoleVariable<int32|float|bool|FString> CVar(TEXT("Loop.X"), 1, TEXT("help"), ECVF_Default);',
    reason: USE,
  },
  {
    code: 'IGameplayDebugger::Get().RegisterCategory("Loop", IGameplayDebugger::FOnGetCategory::CreateStatic(&FCat::MakeInstance));',
    reason: USE,
  },
  { code: 'IGameplayDebugger::Get().NotifyCategoriesChanged();', reason: USE },
  {
    code: 'class FCat : public FGameplayDebuggerCategory { static TSharedRef<FGameplayDebuggerCategory> MakeInstance(); void CollectData(APlayerController*, AActor*) override; void DrawData(APlayerController*, FGameplayDebuggerCanvasContext&) override; }',
    reason: EXAMPLE,
  },
  {
    code: 'UCLASS(Config=Game, DefaultConfig, meta=(DisplayName="Transient Loop")) class UTransientLoopSettings : public UDeveloperSettings { … UPROPERTY(Config, EditAnywhere, Category="X") … virtual FName GetCategoryName() const override; }',
    reason: EXAMPLE,
    owner: 'UDeveloperSettings',
    standsFor: ['virtual FName GetCategoryName() const;'],
  },
  {
    code: 'AddReferencedObjects(FReferenceCollector&)',
    reason: 'of FGCObject',
    owner: 'FGCObject',
    standsFor: ['virtual void AddReferencedObjects(FReferenceCollector&) = 0;'],
  },
  {
    code: 'FString GetReferencerName() const',
    reason: 'of FGCObject',
    owner: 'FGCObject',
    standsFor: ['virtual FString GetReferencerName() const = 0;'],
  },
  {
    code: 'FReferenceCollector::AddReferencedObject(TObjectPtr&)',
    reason: 'a template without its parameter',
  },
  {
    code: 'class F… : public IModuleInterface { void StartupModule() override; void ShutdownModule() override; }',
    reason: EXAMPLE,
    owner: 'IModuleInterface',
    standsFor: ['virtual void StartupModule();', 'virtual void ShutdownModule();'],
  },
  { code: 'bool FLoopTest::RunTest(const FString& Parameters)', reason: EXAMPLE },
  {
    code: 'GetTests(TArray<FString>& Names, TArray<FString>& Commands) const',
    reason: 'what the macro of the same line declares',
  },
  { code: 'bool Update()', reason: 'what the macro of the same line declares' },
  { code: 'FActorTestSpawner Spawner; Spawner.SpawnActor<A>()', reason: EXAMPLE },
  { code: 'UWorld::CreateWorld(EWorldType::Game, false, Name)', reason: USE },
];
