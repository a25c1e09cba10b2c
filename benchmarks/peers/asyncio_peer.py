# SPDX-License-Identifier: MIT
"""The old way: asyncio loops on the game's clock, each ticked once a frame by stop() and run_forever().

asyncio_peer.py per-actor|shared PLAN, where PLAN is JSON; prints the figures as JSON.
"""

import asyncio
import json
import resource
import sys
import time

from asyncio_programs import PROGRAMS
from workload import Clock, advance


class GameLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self.waiting = []

    def time(self):
        return Clock.now

    def next_tick(self):
        future = self.create_future()
        self.waiting.append(future)
        return future

    def turn(self):
        self.call_soon(self.stop)
        self.run_forever()

    def tick(self):
        """One turn, and more while it leaves something to do: a sleep that is due wakes its task in the next turn."""
        if self.waiting:
            waiting, self.waiting = self.waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)
        self.run_ready()

    def run_ready(self):
        self.turn()
        while self._ready:
            self.turn()

    def end(self):
        while tasks := asyncio.all_tasks(self):
            for task in tasks:
                task.cancel()
            self.run_ready()
        self.close()


def main():
    # A cancel goes down a thousand levels of tasks.
    sys.setrecursionlimit(50_000)
    mode, plan = sys.argv[1], json.loads(sys.argv[2])
    count, dilations = plan["count"], plan.get("dilations")
    program = PROGRAMS[plan["case"]]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    if mode == "per-actor":
        loops = [GameLoop() for _ in range(count)]
        tasks = [loop.create_task(program(number)) for number, loop in enumerate(loops)]
    else:
        loops = [GameLoop()]
        tasks = [loops[0].create_task(program(number)) for number in range(count)]
    for loop in loops:
        loop.tick()
    create = (time.perf_counter() - start) * 1e6 / count
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / count

    def frame():
        if dilations is not None:
            Clock.dilation = dilations[(Clock.frame + 1) // 30 % len(dilations)]
        advance()
        for loop in loops:
            loop.tick()

    for _ in range(plan["warmUp"]):
        frame()
    Clock.wake_ups = 0
    counted_times = run(frame, plan["measured"], float("inf"))
    wake_ups = Clock.wake_ups
    if plan["timedSeconds"] == 0:
        times, timed_wake_ups = counted_times, wake_ups
    else:
        Clock.wake_ups = 0
        times = run(frame, plan["measured"], plan["timedSeconds"])
        timed_wake_ups = Clock.wake_ups

    start = time.perf_counter()
    for loop in loops:
        loop.end()
    end = (time.perf_counter() - start) * 1e6 / count
    times.sort()
    mean = sum(times) / len(times)
    print(
        json.dumps(
            {
                "mean": mean,
                "p99": times[min(len(times) - 1, int(len(times) * 0.99))],
                "worst": times[-1],
                "wakeUps": wake_ups,
                "finals": Clock.finals,
                "nsPerWakeUp": mean * 1e6 * len(times) / timed_wake_ups if timed_wake_ups else None,
                "memory": memory,
                "createUs": create,
                "endUs": end,
            }
        )
    )


def run(frame, frames, seconds):
    """Milliseconds of each frame, as many as the seconds allow, but some."""
    times = []
    end = time.perf_counter() + seconds
    while len(times) < frames and (len(times) < 10 or time.perf_counter() < end):
        start = time.perf_counter()
        frame()
        times.append((time.perf_counter() - start) * 1000)
    return times


main()
