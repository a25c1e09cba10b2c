# SPDX-License-Identifier: MIT
"""What every engine does the same: the table of periods, the clock of the game, and what is counted."""

FRAME = 1 / 60

PERIODS = []
_state = 12345
for _ in range(4096):
    _state = (_state * 1103515245 + 12345) & 0x7FFFFFFF
    PERIODS.append(0.1 + 1.9 * _state / 0x7FFFFFFF)


class Clock:
    frame = 0
    now = 0.0
    dilation = 1.0
    wake_ups = 0
    finals = 0


def advance():
    Clock.frame += 1
    Clock.now += FRAME * Clock.dilation


def period(number):
    """Seconds that task `number` sleeps next."""
    return PERIODS[(number * 31 + Clock.frame * 17) & 4095]
