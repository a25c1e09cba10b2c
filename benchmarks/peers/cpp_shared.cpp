// SPDX-License-Identifier: MIT
// C++20 coroutines, one queue for all.
#include "coroutines.h"

struct FEngine
{
	FQueue Queue;
	FTasks Started;

	void Open(const std::string& Case, int64_t Count)
	{
		Started.Tasks.reserve(Count);
		for (int64_t Id = 0; Id < Count; ++Id)
		{
			Started.Tasks.push_back(Start(Case, Queue, Id));
		}
	}
	void Step()
	{
		Queue.Step();
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
