// SPDX-License-Identifier: MIT
// C++20 coroutines, a queue for each loop, and every loop is looked at in every frame.
#include "coroutines.h"

#include <memory>

struct FEngine
{
	std::vector<std::unique_ptr<FQueue>> Loops;
	FTasks Started;

	void Open(const std::string& Case, int64_t Count)
	{
		for (int64_t Id = 0; Id < Count; ++Id)
		{
			Loops.push_back(std::make_unique<FQueue>());
			Started.Tasks.push_back(Start(Case, *Loops.back(), Id));
		}
	}
	void Step()
	{
		for (const std::unique_ptr<FQueue>& Loop : Loops)
		{
			Loop->Step();
		}
	}
	void Close()
	{
		Started.Destroy();
	}
};

int main(int Count, char** Arguments)
{
	return Measure<FEngine>(Count, Arguments);
}
