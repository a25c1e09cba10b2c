// SPDX-License-Identifier: MIT
// What every engine does the same: the table of periods, the clock of the game, what is counted,
// and frames.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <sys/resource.h>
#include <vector>

struct FClock
{
	int64_t Frame = 0;
	double Now = 0;
	double Dilation = 1;
	int64_t WakeUps = 0;
	int64_t Finals = 0;
};

inline FClock Clock;

inline double Period(int64_t Id)
{
	static const std::vector<double> Table = []
	{
		std::vector<double> Periods;
		uint32_t State = 12345;
		for (int Index = 0; Index < 4096; ++Index)
		{
			State = (State * 1103515245u + 12345u) & 0x7fffffff;
			Periods.push_back(0.1 + 1.9 * State / 0x7fffffff);
		}
		return Periods;
	}();
	return Table[(Id * 31 + Clock.Frame * 17) & 4095];
}

inline void Advance(bool bDilated)
{
	constexpr double Dilations[] = {1, 0.5, 2, 0.25, 4};
	Clock.Frame += 1;
	Clock.Dilation = bDilated ? Dilations[Clock.Frame / 30 % 5] : 1;
	Clock.Now += Clock.Dilation / 60;
}

inline double Microseconds()
{
	using namespace std::chrono;
	return duration<double, std::micro>(steady_clock::now().time_since_epoch()).count();
}

inline double PeakBytes()
{
	rusage Usage;
	getrusage(RUSAGE_SELF, &Usage);
	return Usage.ru_maxrss * 1024.0;
}

/**
 * Measures an engine: Open(case, count), Step(), Close().
 *
 * Arguments: CASE COUNT WARM_UP MEASURED TIMED_SECONDS. Prints the figures as JSON.
 */
template <typename EngineType>
int Measure(int Count, char** Arguments)
{
	if (Count != 6)
	{
		std::fprintf(stderr, "Expected CASE COUNT WARM_UP MEASURED TIMED_SECONDS\n");
		return 2;
	}
	const std::string Case = Arguments[1];
	const int64_t Tasks = std::atoll(Arguments[2]);
	const int WarmUp = std::atoi(Arguments[3]);
	const int Measured = std::atoi(Arguments[4]);
	const double Seconds = std::atof(Arguments[5]);
	const bool bDilated = Case == "dilation";

	const double Before = PeakBytes();
	double Start = Microseconds();
	EngineType Engine;
	Engine.Open(Case, Tasks);
	const double Create = (Microseconds() - Start) / Tasks;
	const double Memory = (PeakBytes() - Before) / Tasks;

	std::vector<double> Times;
	const auto Run = [&](int Frames, double Limit)
	{
		Times.clear();
		Clock.WakeUps = 0;
		const double End = Microseconds() + Limit * 1e6;
		while (
			static_cast<int>(Times.size()) < Frames && (Times.size() < 30 || Microseconds() < End))
		{
			Advance(bDilated);
			const double Before = Microseconds();
			Engine.Step();
			Times.push_back((Microseconds() - Before) / 1000);
		}
	};
	constexpr double Unlimited = 1e9;
	Run(WarmUp, Unlimited);
	Run(Measured, Unlimited);
	const int64_t Counted = Clock.WakeUps;
	Run(Measured, Seconds);
	Start = Microseconds();
	Engine.Close();
	const double End = (Microseconds() - Start) / Tasks;

	double Sum = 0;
	for (const double Time : Times)
	{
		Sum += Time;
	}
	std::sort(Times.begin(), Times.end());
	std::printf("{\"mean\":%.9f,\"p99\":%.9f,\"worst\":%.9f,\"wakeUps\":%lld,\"finals\":%lld,"
				"\"nsPerWakeUp\":%.6f,\"memory\":%.1f,\"createUs\":%.6f,\"endUs\":%.6f}\n",
		Sum / Times.size(), Times[std::min(Times.size() - 1, Times.size() * 99 / 100)],
		Times.back(), static_cast<long long>(Counted), static_cast<long long>(Clock.Finals),
		Clock.WakeUps == 0 ? 0.0 : Sum * 1e6 / Clock.WakeUps, Memory, Create, End);
	return 0;
}
