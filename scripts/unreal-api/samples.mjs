// SPDX-License-Identifier: MIT

/** What stands for the parameters of class templates when their members are looked at. */
const OF_CLASS = {
  TDelegate: 'TDelegate<void()>',
  TMulticastDelegate: 'TMulticastDelegate<void()>',
  TEnumAsByte: 'TEnumAsByte<ETickingGroup>',
  TMap: 'TMap<int32, int32>',
  TObjectPtr: 'TObjectPtr<UObject>',
  TStrongObjectPtr: 'TStrongObjectPtr<UObject>',
  TSubclassOf: 'TSubclassOf<UObject>',
  TWeakObjectPtr: 'TWeakObjectPtr<UObject>',
};

/** What stands for the parameters of function templates: by class and function, by class, else by the parameter's name. */
const OF_FUNCTION = {
  'FLatentActionManager::FindExistingAction': { T: 'FPendingLatentAction' },
  'UEngine::GetEngineSubsystem': { T: 'UEngineSubsystem' },
  'UGameInstance::GetSubsystem': { T: 'UGameInstanceSubsystem' },
  'UWorld::GetSubsystem': { T: 'UWorldSubsystem' },
  FMath: { T: 'int32' },
  UWorld: { T: 'AActor' },
};
const OF_PARAMETER = { A: 'FDefaultAllocator', EnumType: 'EEndPlayReason::Type' };

export function sampleOfClass(name) {
  return OF_CLASS[name] ?? (/^T[A-Z]/u.test(name) ? `${name}<int32>` : name);
}

/** The arguments for a function template's parameters, and a function that puts them into a type. */
export function samplesOf({ owner, name, template, parameters = [] }) {
  const isMethodPointer = parameters.some(({ type }) => type.includes('T::*'));
  if (template === undefined && /^T[A-Z]/u.test(owner ?? '')) {
    return {
      samples: [],
      write: (type) => type.replace(/\bT\b/gu, /<(\w+)>/u.exec(sampleOfClass(owner))?.[1] ?? 'int32'),
    };
  }
  const names = template ?? (isMethodPointer ? ['T'] : []);
  const given = OF_FUNCTION[`${owner}::${name}`] ?? OF_FUNCTION[owner] ?? {};
  const samples = names.map((parameter) => given[parameter] ?? OF_PARAMETER[parameter] ?? 'UActorComponent');
  const write = (type) =>
    names.reduce(
      (text, parameter, at) => text.replace(new RegExp(`\\b${parameter}\\b`, 'gu'), samples[at]),
      type,
    );
  return { samples, write };
}
