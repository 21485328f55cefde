"""Run a program and say what it took: ``python -I -S child.py SECONDS FOLDER COMMAND...``, a JSON object.

A process of its own, as Linux counts the memory of the parent at the start of a program into the program's peak.
"""

import json
import os
import signal
import subprocess
import sys
import time


def main() -> None:
    """Measure; after so many seconds (0: any number) the program is killed, and ``code`` is negative."""
    limit, folder, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=sys.stderr)
    signal.signal(signal.SIGALRM, lambda *_: process.kill())
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)  # bytes there, KiB elsewhere
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    json.dump({"wall": wall, "cpu": cpu, "peak": peak, "code": process.returncode}, sys.stdout)


if __name__ == "__main__":
    main()
