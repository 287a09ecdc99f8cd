"""Starts a command as part of a simulation: on one processor, since everybody waits for somebody else all the time.

usage: start.py PROCESSOR nobody|connected COMMAND ARGUMENT...

nobody      as the user nobody when this is root, so that nothing can touch the machine's clock
connected   with standard input connected to the simulator (CLKNETSIM_SOCKET), to be used in both directions
"""

import os
import socket
import sys
import time

NOBODY = 65534
PATIENCE_S = 10

processor, mode, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
processors = sorted(os.sched_getaffinity(0))
os.sched_setaffinity(0, {processors[processor % len(processors)]})
if mode == "nobody" and os.geteuid() == 0:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
if mode == "connected":
    simulator = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    latest = time.monotonic() + PATIENCE_S
    while True:
        try:
            simulator.connect(os.environ["CLKNETSIM_SOCKET"])
            break
        except OSError:
            if time.monotonic() > latest:
                raise
            time.sleep(0.01)
    os.dup2(simulator.fileno(), 0)
os.execvp(command[0], command)
