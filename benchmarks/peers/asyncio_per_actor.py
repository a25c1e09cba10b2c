# SPDX-License-Identifier: MIT
"""The old way: one asyncio loop per actor, each ticked once a frame by stop() and run_forever(), on a simulated clock."""

import asyncio
import json
import sys
import time

COUNT = int(sys.argv[1])
WARM_UP, MEASURED = 30, 60
FRAME = 1 / 60

PERIODS = []
STATE = 12345
for _ in range(4096):
    STATE = (STATE * 1103515245 + 12345) & 0x7FFFFFFF
    PERIODS.append(0.1 + 1.9 * STATE / 0x7FFFFFFF)


class Clock:
    now = 0.0
    frame = 0
    wake_ups = 0


class ActorLoop(asyncio.SelectorEventLoop):
    def time(self):
        return Clock.now


async def mixed_sleep(number):
    while True:
        await asyncio.sleep(PERIODS[(number * 31 + Clock.frame * 17) & 4095])
        Clock.wake_ups += 1


def tick(loops):
    Clock.frame += 1
    Clock.now += FRAME
    for loop in loops:
        loop.call_soon(loop.stop)
        loop.run_forever()


LOOPS = [ActorLoop() for _ in range(COUNT)]
TASKS = [loop.create_task(mixed_sleep(number)) for number, loop in enumerate(LOOPS)]
for _ in range(WARM_UP):
    tick(LOOPS)
Clock.wake_ups = 0
START = time.perf_counter()
for _ in range(MEASURED):
    tick(LOOPS)
MEAN = (time.perf_counter() - START) * 1000 / MEASURED
print(json.dumps({"mean": MEAN, "wakeUps": Clock.wake_ups}))
for loop, task in zip(LOOPS, TASKS):
    task.cancel()
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
