# SPDX-License-Identifier: MIT
"""The cases as asyncio coroutines."""

import asyncio

from workload import Clock, period


def next_tick_of_game():
    """Waits for the next frame of the game."""
    return asyncio.get_running_loop().next_tick()


async def idle(_number):
    await asyncio.sleep(1e9)


async def mixed_sleep(number):
    try:
        while True:
            await asyncio.sleep(period(number))
            Clock.wake_ups += 1
    finally:
        Clock.finals += 1


async def next_tick(_number):
    while True:
        await next_tick_of_game()
        Clock.wake_ups += 1


async def _short():
    await next_tick_of_game()
    Clock.wake_ups += 1


async def spawn_and_end(_number):
    loop = asyncio.get_running_loop()
    while True:
        tasks = [loop.create_task(_short()) for _ in range(10)]
        await next_tick_of_game()
        del tasks


async def race_and_timeout(number):
    loop = asyncio.get_running_loop()
    while True:
        if number % 2 == 0:
            racers = [loop.create_task(asyncio.sleep(10)), loop.next_tick()]
            _, losers = await asyncio.wait(racers, return_when=asyncio.FIRST_COMPLETED)
            for loser in losers:
                loser.cancel()
        else:
            await asyncio.wait_for(loop.next_tick(), 10)
        Clock.wake_ups += 1


async def _level(depth):
    if depth == 0:
        await next_tick_of_game()
        return 0
    return 1 + await asyncio.get_running_loop().create_task(_level(depth - 1))


async def deep_tree(_number):
    while True:
        levels = await _level(1000)
        Clock.wake_ups += levels


PROGRAMS = {
    "idle": idle,
    "mixed-sleep": mixed_sleep,
    "dilation": mixed_sleep,
    "next-tick": next_tick,
    "spawn-and-end": spawn_and_end,
    "race-and-timeout": race_and_timeout,
    "deep-tree": deep_tree,
}
