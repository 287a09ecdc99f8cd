"""Holds the native library of every target, as it ships, to what its system can load: test-targets.sh calls it.

    check_binaries.py TARGET=FILE... writes a line for each, and what is wrong with it; fails when anything is.

ELF is read by binutils' readelf; the few load commands of Mach-O that matter, here.
"""

import os
import re
import struct
import subprocess
import sys

MAX_SIZE = 150_000

# Machine, and the libraries it may need: those of the C library alone.
ELF = {
    "linux-x86_64": ("X86-64", r"libc\.so\.6|libm\.so\.6|libpthread\.so\.0|ld-linux-x86-64\.so\.2"),
    "linux-aarch_64": ("AArch64", r"libc\.so\.6|libm\.so\.6|libpthread\.so\.0|ld-linux-aarch64\.so\.1"),
    "linux-arm_32": ("ARM", r"libc\.so\.6|libm\.so\.6|libpthread\.so\.0|ld-linux-armhf\.so\.3"),
    "linux-x86_64-musl": ("X86-64", r"libc\.so"),
    "linux-aarch_64-musl": ("AArch64", r"libc\.so"),
    "freebsd-x86_64": ("X86-64", r"libc\.so\.7|libm\.so\.5|libthr\.so\.3"),
    "freebsd-aarch_64": ("AArch64", r"libc\.so\.7|libm\.so\.5|libthr\.so\.3"),
}
# CPU type (mach/machine.h).
MACH_O = {"osx-x86_64": 0x01000007, "osx-aarch_64": 0x0100000C}
# Zig's linker defines these in every library.
MACH_O_LINKER = {"__mh_dylib_header", "___dso_handle"}
# The newest versions of symbols that the oldest supported system has: Debian 11, FreeBSD 14.
NEWEST = {"GLIBC": (2, 31), "FBSD": (1, 7)}
OLDEST_MACOS = (11, 0)


def readelf(option, file):
    return subprocess.run(
        ["readelf", "-W", option, file], check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    ).stdout


def elf_faults(target, file):
    machine, libraries = ELF[target]
    header, dynamic, segments, symbols, versions = (readelf(o, file) for o in ("-h", "-d", "-l", "--dyn-syms", "-V"))
    if not re.search(rf"Type:\s+DYN.*?Machine:.*{machine}", header, re.S):
        yield "is no shared library for " + machine
    for library in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
        if not re.fullmatch(libraries, library):
            yield "needs " + library
    for unwanted in ("TEXTREL", "RPATH", "RUNPATH"):
        if f"({unwanted})" in dynamic:
            yield "has " + unwanted
    if "BIND_NOW" not in dynamic or "GNU_RELRO" not in segments:
        yield "leaves its tables of addresses writable"
    if re.search(r"^\s+(LOAD|GNU_STACK)\s.*\sRWE\s", segments, re.M):
        yield "has memory that can be written and executed"
    if "GNU_STACK" not in segments:
        yield "does not say that its stack cannot be executed"
    exported = re.findall(r"^\s*\d+:.*\s(?:FUNC|OBJECT)\s+(?:GLOBAL|WEAK)\s+\S+\s+(?!UND)\S+\s+(\S+)$", symbols, re.M)
    if exported != ["JNI_OnLoad"]:
        yield f"exports {len(exported)} symbols: " + ", ".join(exported[:3])
    for name, major, minor in set(re.findall(r"Name: (GLIBC|FBSD)_(\d+)\.(\d+)", versions)):
        if (int(major), int(minor)) > NEWEST[name]:
            yield f"needs {name}_{major}.{minor}"


def mach_o_faults(target, file):
    with open(file, "rb") as binary:
        data = binary.read()
    magic, cpu, _, kind, count = struct.unpack_from("<IIIII", data)
    if magic != 0xFEEDFACF or cpu != MACH_O[target] or kind != 6:
        yield "is no dynamic library for this processor"
        return
    at = 32
    oldest = None
    signed = False
    exported = []
    for _ in range(count):
        command, size = struct.unpack_from("<II", data, at)
        if command == 0xC:  # LC_LOAD_DYLIB
            (offset,) = struct.unpack_from("<I", data, at + 8)
            name = data[at + offset : at + size].split(b"\0")[0].decode()
            if name != "/usr/lib/libSystem.B.dylib":
                yield "needs " + name
        elif command == 0x2:  # LC_SYMTAB: structures nlist_64, of which type 0xF is defined here and external
            symbols, symbol_count, strings = struct.unpack_from("<III", data, at + 8)
            for name, kind in struct.iter_unpack("<IB11x", data[symbols : symbols + 16 * symbol_count]):
                if kind & 0x1F == 0xF:  # an N_PEXT (0x10) is not exported
                    exported.append(data[strings + name : data.index(b"\0", strings + name)].decode())
        elif command == 0x1D:  # LC_CODE_SIGNATURE
            signed = True
        elif command == 0x19:  # LC_SEGMENT_64: maximal and initial protection, of which 2 is writing, 4 executing
            protections = struct.unpack_from("<II", data, at + 56)
            if protections[1] & 6 == 6:
                yield "has memory that can be written and executed"
        elif command == 0x32:  # LC_BUILD_VERSION
            platform, version = struct.unpack_from("<II", data, at + 8)
            oldest = (version >> 16, version >> 8 & 0xFF)
            if platform != 1:
                yield "is not for macOS"
        at += size
    if set(exported) - MACH_O_LINKER != {"_JNI_OnLoad"}:
        yield f"exports {len(exported)} symbols: " + ", ".join(exported[:3])
    if not signed and target == "osx-aarch_64":
        yield "has no signature, which this processor's macOS asks for"
    if oldest is None or oldest > OLDEST_MACOS:
        yield f"is for macOS {oldest} and newer"


def faults(target, file):
    if os.path.getsize(file) > MAX_SIZE:
        yield f"has {os.path.getsize(file)} bytes"
    yield from elf_faults(target, file) if target in ELF else mach_o_faults(target, file)


def main(arguments):
    libraries = dict(argument.split("=", 1) for argument in arguments)
    wrong = 0
    for target in [*ELF, *MACH_O]:
        found = list(faults(target, libraries[target])) if target in libraries else ["is missing"]
        wrong += bool(found)
        print(f"{target:34} {'the binary':44} {'FAILED: ' + '; '.join(found) if found else 'passed'}")
    print(f'<testsuite name="binaries" tests="{len(ELF) + len(MACH_O)}" failures="{wrong}"/>', file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
