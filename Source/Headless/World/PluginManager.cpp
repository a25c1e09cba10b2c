// SPDX-License-Identifier: MIT
#include "Containers/Map.h"
#include "Interfaces/IPluginManager.h"

namespace
{
class FPluginHeadless final : public IPlugin
{
public:
	explicit FPluginHeadless(const FString& InContentDir)
		: ContentDir(InContentDir)
	{
	}

	virtual FString GetContentDir() const override
	{
		return ContentDir;
	}

private:
	FString ContentDir;
};

class FPluginManagerHeadless final : public IPluginManager
{
public:
	virtual TSharedPtr<IPlugin> FindPlugin(const FString& Name) override
	{
		const FString* Folder = Folders.Find(Name);
		return Folder != nullptr ? TSharedPtr<IPlugin>(std::make_shared<FPluginHeadless>(*Folder))
								 : TSharedPtr<IPlugin>();
	}

	virtual void SetContentDir(const FString& Name, const FString& Folder) override
	{
		if (Folder.IsEmpty())
		{
			Folders.Remove(Name);
			return;
		}
		Folders.Add(Name, Folder);
	}

private:
	TMap<FString, FString> Folders;
};
}

IPluginManager& IPluginManager::Get()
{
	static FPluginManagerHeadless Manager;
	return Manager;
}
