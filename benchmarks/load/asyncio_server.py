# SPDX-License-Identifier: MIT
"""The same server the old way: asyncio, run once a frame by stop() and run_forever()."""

import asyncio
import json
import os
import select
import sys
import time

FRAME = 1 / 60


def report(message):
    print(json.dumps(message), flush=True)


def memory():
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line)
    writer.close()


LOOP = asyncio.new_event_loop()
SERVER = LOOP.run_until_complete(asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096))
report({"port": SERVER.sockets[0].getsockname()[1]})
NEXT_REPORT = time.monotonic() + 1
DUE = time.monotonic()
while not select.select([sys.stdin], [], [], 0)[0]:
    LOOP.call_soon(LOOP.stop)
    LOOP.run_forever()
    if time.monotonic() >= NEXT_REPORT:
        NEXT_REPORT += 1
        report({"memory": memory()})
    DUE = max(DUE + FRAME, time.monotonic() - FRAME)
    time.sleep(max(0, DUE - time.monotonic()))
# Else each of its thousand tasks says that it was pending.
os._exit(0)
