// SPDX-License-Identifier: MIT
// The ceiling: actions as an engine has them for its own delays. Each is an object of its owner
// whose UpdateOperation is called in every frame and counts down.
#include "workload.h"

#include <memory>

struct FLatentAction
{
	virtual ~FLatentAction() = default;
	virtual void UpdateOperation(double Seconds) = 0;
};

struct FDelayAction final : FLatentAction
{
	FDelayAction(int64_t InId, bool bInIdle)
		: Id(InId)
		, bIdle(bInIdle)
		, Due(bInIdle ? 1e9 : Period(InId))
	{
	}
	~FDelayAction() override
	{
		Clock.Finals += 1;
	}
	void UpdateOperation(double Now) override
	{
		if (Due - 1e-6 <= Now)
		{
			Clock.WakeUps += 1;
			Due = Now + Period(Id);
		}
	}
	int64_t Id;
	bool bIdle;
	double Due;
};

struct FEngine
{
	std::vector<std::vector<std::unique_ptr<FLatentAction>>> Owners;

	void Open(const std::string& Case, int64_t Count)
	{
		for (int64_t Id = 0; Id < Count; ++Id)
		{
			Owners.emplace_back().push_back(std::make_unique<FDelayAction>(Id, Case == "idle"));
		}
	}
	void Step()
	{
		for (const auto& Actions : Owners)
		{
			for (const std::unique_ptr<FLatentAction>& Action : Actions)
			{
				Action->UpdateOperation(Clock.Now);
			}
		}
	}
	void Close()
	{
		Owners.clear();
	}
};

int main(int Count, char** Arguments)
{
	return Measure<FEngine>(Count, Arguments);
}
