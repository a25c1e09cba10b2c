// SPDX-License-Identifier: MIT
// The cases as C++20 coroutines, over a queue that keeps what sleeps and what waits for the next
// tick.
#pragma once

#include "workload.h"

#include <coroutine>
#include <queue>

struct FTask
{
	struct promise_type
	{
		FTask get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_never initial_suspend() noexcept
		{
			return {};
		}
		std::suspend_always final_suspend() noexcept
		{
			return {};
		}
		void return_void()
		{
		}
		void unhandled_exception()
		{
			std::abort();
		}
	};
	std::coroutine_handle<promise_type> Handle;
};

struct FTimer
{
	double Due;
	int64_t Order;
	std::coroutine_handle<> Handle;
	bool operator<(const FTimer& Other) const
	{
		return Due > Other.Due || (Due == Other.Due && Order > Other.Order);
	}
};

struct FQueue
{
	std::priority_queue<FTimer> Timers;
	std::vector<std::coroutine_handle<>> Ticks;
	int64_t Created = 0;

	void Step()
	{
		if (!Ticks.empty())
		{
			std::vector<std::coroutine_handle<>> Due;
			Due.swap(Ticks);
			for (const std::coroutine_handle<> Handle : Due)
			{
				Handle.resume();
			}
		}
		while (!Timers.empty() && Timers.top().Due - 1e-6 <= Clock.Now)
		{
			const std::coroutine_handle<> Handle = Timers.top().Handle;
			Timers.pop();
			Handle.resume();
		}
	}
};

struct FSleep
{
	FQueue& Queue;
	double Seconds;
	bool await_ready() const noexcept
	{
		return false;
	}
	void await_suspend(std::coroutine_handle<> Handle)
	{
		Queue.Timers.push({Clock.Now + Seconds, Queue.Created++, Handle});
	}
	void await_resume() const noexcept
	{
	}
};

struct FNextTick
{
	FQueue& Queue;
	bool await_ready() const noexcept
	{
		return false;
	}
	void await_suspend(std::coroutine_handle<> Handle)
	{
		Queue.Ticks.push_back(Handle);
	}
	void await_resume() const noexcept
	{
	}
};

/** Stands for `finally`. */
struct FFinally
{
	~FFinally()
	{
		Clock.Finals += 1;
	}
};

inline FTask Idle(FQueue& Queue, int64_t)
{
	co_await FSleep{Queue, 1e9};
}

inline FTask MixedSleep(FQueue& Queue, int64_t Id)
{
	const FFinally Finally;
	for (;;)
	{
		co_await FSleep{Queue, Period(Id)};
		Clock.WakeUps += 1;
	}
}

inline FTask NextTick(FQueue& Queue, int64_t)
{
	const FFinally Finally;
	for (;;)
	{
		co_await FNextTick{Queue};
		Clock.WakeUps += 1;
	}
}

/** Frees itself at its end. */
struct FShortTask
{
	struct promise_type
	{
		FShortTask get_return_object()
		{
			return {};
		}
		std::suspend_never initial_suspend() noexcept
		{
			return {};
		}
		std::suspend_never final_suspend() noexcept
		{
			return {};
		}
		void return_void()
		{
		}
		void unhandled_exception()
		{
			std::abort();
		}
	};
};

inline FShortTask Short(FQueue& Queue)
{
	co_await FNextTick{Queue};
	Clock.WakeUps += 1;
}

inline FTask SpawnAndEnd(FQueue& Queue, int64_t)
{
	for (;;)
	{
		for (int Index = 0; Index < 10; ++Index)
		{
			Short(Queue);
		}
		co_await FNextTick{Queue};
	}
}

inline FTask Start(const std::string& Case, FQueue& Queue, int64_t Id)
{
	if (Case == "idle")
	{
		return Idle(Queue, Id);
	}
	if (Case == "next-tick")
	{
		return NextTick(Queue, Id);
	}
	if (Case == "spawn-and-end")
	{
		return SpawnAndEnd(Queue, Id);
	}
	return MixedSleep(Queue, Id);
}

struct FTasks
{
	std::vector<FTask> Tasks;
	void Destroy()
	{
		for (const FTask& Task : Tasks)
		{
			Task.Handle.destroy();
		}
	}
};
