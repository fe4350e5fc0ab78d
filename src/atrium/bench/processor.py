"""Seconds of processor time that processes have used."""

from collections.abc import Iterable

import psutil


def seconds_of(pids: Iterable[int]) -> float:
    """Of these processes together, without their children."""
    return sum(_own(psutil.Process(pid)) for pid in pids)


def seconds_of_tree(pid: int) -> float:
    """Of a process, its living children and those that have ended."""
    process = psutil.Process(pid)
    times = process.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in process.children():
        try:
            total += _own(child)
        except psutil.NoSuchProcess:
            continue
    return total


def _own(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
