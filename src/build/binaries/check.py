"""Holds the native library of every target, as it ships, to what its system can load and to what ours promise.

    check.py SYSROOTS ZIG TARGET=FILE... writes a line for each target, and what is wrong with its library; fails when
    anything is.

SYSROOTS has the C libraries of Linux's targets: Debian 11's glibc, which is the oldest supported, and Debian's musl. ZIG
knows FreeBSD's and macOS's.
"""

import os
import sys

import elf
import mach_o
import symbols

TARGETS = [*elf.TARGETS, *mach_o.TARGETS]
MAX_SIZE = 150_000
OLDEST_FREEBSD = (1, 7)  # the version of its symbols in FreeBSD 14

GLIBC = {
    "linux-x86_64": "bullseye/lib/x86_64-linux-gnu",
    "linux-aarch_64": "bullseye-arm64/lib/aarch64-linux-gnu",
    "linux-arm_32": "bullseye-armhf/lib/arm-linux-gnueabihf",
}
# Of the same processor, one that has functions for a time of 64 bits.
NEWER_GLIBC_ARM = "armhf/lib/arm-linux-gnueabihf/libc.so.6"
MUSL = {"linux-x86_64-musl": "host/lib/ld-musl-x86_64.so.1", "linux-aarch_64-musl": "arm64/lib/ld-musl-aarch64.so.1"}
FREEBSD = {"freebsd-x86_64": "x86_64-freebsd-none", "freebsd-aarch_64": "aarch64-freebsd-none"}
MACOS = {"osx-x86_64": "x86_64", "osx-aarch_64": "arm64"}


def c_library(target, sysroots, zig):
    """The symbols that the target's system has."""
    if target in GLIBC:
        _, libraries = elf.TARGETS[target]
        return symbols.of_libraries(os.path.join(sysroots, GLIBC[target], library) for library in libraries)
    if target in MUSL:
        return symbols.of_libraries([os.path.join(sysroots, MUSL[target])])
    if target in FREEBSD:
        return symbols.AbiLists(os.path.join(zig, "lib/libc/freebsd/abilists")).symbols(FREEBSD[target], OLDEST_FREEBSD)
    return symbols.of_stubs(os.path.join(zig, "lib/libc/darwin/libSystem.tbd"), MACOS[target])


class Checker:
    """Holds libraries to what the systems below these directories have."""

    def __init__(self, sysroots, zig):
        self.has = {target: c_library(target, sysroots, zig) for target in TARGETS}
        newer = symbols.of_libraries([os.path.join(sysroots, NEWER_GLIBC_ARM)])
        self.names_with_time64 = {name for name, _ in newer}

    def faults(self, target, file):
        """Each fault in words."""
        if os.path.getsize(file) > MAX_SIZE:
            yield f"has {os.path.getsize(file)} bytes"
        yield from (elf if target in elf.TARGETS else mach_o).faults(target, file, self.has[target])
        if target == "linux-arm_32":
            yield from elf.arm_faults(file, self.names_with_time64)


def main(sysroots, zig, *arguments):
    libraries = dict(argument.split("=", 1) for argument in arguments)
    checker = Checker(sysroots, zig)
    wrong = 0
    for target in TARGETS:
        found = list(checker.faults(target, libraries[target])) if target in libraries else ["is missing"]
        wrong += bool(found)
        print(f"{target:34} {'the binary':44} {'FAILED: ' + '; '.join(found) if found else 'passed'}")
    print(f'<testsuite name="binaries" tests="{len(TARGETS)}" failures="{wrong}"/>', file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
