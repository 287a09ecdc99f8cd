"""Tries src/build/binaries with bad libraries: the good ones, each with some bytes changed so that it has one fault.

    bad_binaries.py SYSROOTS ZIG TARGET=FILE... fails unless every fault is found, and every fault that can be found is
    tried here.
"""

import ast
import os
import struct
import sys
import tempfile

CHECKS = os.path.join(os.path.dirname(__file__), "../../build/binaries")
sys.path.insert(0, CHECKS)
from check import Checker  # noqa: E402

MODULES = ("check.py", "elf.py", "mach_o.py")


def renamed(old, new):
    """A change of every string in a table of strings."""

    def change(data):
        assert len(old) == len(new) and b"\0" + old + b"\0" in data, old
        data[:] = data.replace(b"\0" + old + b"\0", b"\0" + new + b"\0")

    return change


def patched(at, value):
    def change(data):
        data[at : at + len(value)] = value

    return change


def segment(kind, new_kind=None, flags=None):
    """A change of the program headers of a kind in a 64-bit ELF file."""

    def change(data):
        start, size, count = struct.unpack_from("<32xQ14xHH", data)
        for at in range(start, start + size * count, size):
            if struct.unpack_from("<I", data, at)[0] == kind:
                if new_kind is not None:
                    struct.pack_into("<I", data, at, new_kind)
                if flags is not None:
                    struct.pack_into("<I", data, at + 4, flags)

    return change


def dynamic(tag, new_tag=None, value=None):
    """A change of the dynamic section's entries with a tag in a 64-bit ELF file."""

    def change(data):
        start, size, count = struct.unpack_from("<32xQ14xHH", data)
        for header in range(start, start + size * count, size):
            kind, _, at, _, _, length = struct.unpack_from("<IIQQQQ", data, header)
            for entry in range(at, at + length, 16) if kind == 2 else ():
                if struct.unpack_from("<Q", data, entry)[0] == tag:
                    if new_tag is not None:
                        struct.pack_into("<Q", data, entry, new_tag)
                    if value is not None:
                        struct.pack_into("<Q", data, entry + 8, value)

    return change


def command(kind, offset, value):
    """A change of the load commands of a kind in a Mach-O file: of 32 bits at an offset."""

    def change(data):
        at = 32
        for _ in range(struct.unpack_from("<I", data, 16)[0]):
            found, size = struct.unpack_from("<II", data, at)
            if found == kind:
                struct.pack_into("<I", data, at + offset, value)
            at += size

    return change


def in_file_of(kind, offset, value):
    """A change of a byte of what a load command of a kind points to."""

    def change(data):
        at = 32
        for _ in range(struct.unpack_from("<I", data, 16)[0]):
            found, size, start = struct.unpack_from("<III", data, at)
            if found == kind:
                data[start + offset] = value
            at += size

    return change


LINUX, ARM, MUSL, FREEBSD, MACOS = "linux-x86_64", "linux-arm_32", "linux-x86_64-musl", "freebsd-x86_64", "osx-aarch_64"
HARMLESS = 0x1B
CASES = [
    (LINUX, "has 2", lambda data: data.extend(bytes(200_000))),
    (LINUX, "is no shared library for Advanced Micro Devices X86-64", patched(18, b"\xb7")),
    (LINUX, "is no shared library for Advanced Micro Devices X86-64", patched(16, b"\2")),
    (LINUX, "has memory that can be written and executed", segment(1, flags=7)),
    (LINUX, "does not say that its stack cannot be executed", segment(0x6474E551, flags=7)),
    (LINUX, "does not say that its stack cannot be executed", segment(0x6474E551, new_kind=0)),
    (LINUX, "leaves its tables of addresses writable", segment(0x6474E552, new_kind=0)),
    (LINUX, "needs libz.so.1", renamed(b"libm.so.6", b"libz.so.1")),
    (LINUX, "has RPATH", dynamic(14, new_tag=15)),
    (LINUX, "has RUNPATH", dynamic(14, new_tag=29)),
    (LINUX, "has TEXTREL", dynamic(14, new_tag=22)),
    (LINUX, "does not ask for its addresses to be bound at once", dynamic(30, value=0)),
    (LINUX, "is not called libfoliot.so", renamed(b"libfoliot.so", b"/b/foliot.so")),
    (LINUX, "is not stripped: it has .symtab", renamed(b".comment", b".symtab\0")),
    (LINUX, "is not stripped: it has .debug_a", renamed(b".comment", b".debug_a")),
    (LINUX, "exports 1 symbols: JNI_OnLoae", renamed(b"JNI_OnLoad", b"JNI_OnLoae")),
    (LINUX, "needs lroumd GLIBC_2.2.5, which its C library lacks", renamed(b"lround", b"lroumd")),
    (LINUX, "needs clock_gettime GLIBC_2.34, which its C library lacks", renamed(b"GLIBC_2.17", b"GLIBC_2.34")),
    (MUSL, "needs adjtimey, which its C library lacks", renamed(b"adjtimex", b"adjtimey")),
    (FREEBSD, "needs adjtimex___ FBSD_1.0, which its C library lacks", renamed(b"ntp_adjtime", b"adjtimex___")),
    (FREEBSD, "needs ppoll FBSD_1.8, which its C library lacks", renamed(b"FBSD_1.4", b"FBSD_1.8")),
    (ARM, "passes floating-point numbers in the wrong registers: no hard-float ABI", patched(0x25, b"\2")),
    (ARM, "needs futimes, whose time has 32 bits", renamed(b"strnlen", b"futimes")),
    (MACOS, "is no dynamic library for this processor", patched(4, b"\7")),
    (MACOS, "asks for a stack that can be executed", patched(26, b"\2")),
    (MACOS, "has no symbols", command(0x2, 0, HARMLESS)),
    (MACOS, "has no /usr/lib/libSystem.B.dylib", command(0xC, 0, HARMLESS)),
    (MACOS, "has no name", command(0xD, 0, HARMLESS)),
    (MACOS, "has no oldest macOS", command(0x32, 0, HARMLESS)),
    (MACOS, "has no signature, which this processor's macOS asks for", command(0x1D, 0, HARMLESS)),
    (MACOS, "needs /usr/lib/libSystem.C.dylib", renamed(b"/usr/lib/libSystem.B.dylib", b"/usr/lib/libSystem.C.dylib")),
    (MACOS, "is called /build/libfoliot.dylib", renamed(b"@rpath/libfoliot.dylib", b"/build/libfoliot.dylib")),
    (MACOS, "has memory that can be written and executed: __TEXT", command(0x19, 56, 7)),
    (MACOS, "has memory that can be written and executed: __TEXT", command(0x19, 60, 7)),
    (MACOS, "is for macOS 12.0 and newer, of platform 1", command(0x32, 12, 12 << 16)),
    (MACOS, "is for macOS 11.0 and newer, of platform 2", command(0x32, 8, 2)),
    (MACOS, "has a load command of kind 0x8000001c", command(HARMLESS, 0, 0x8000001C)),
    (MACOS, "is not stripped: it has _", in_file_of(0x2, 4, 0x2E)),
    (MACOS, "needs _recvmsh, which libSystem lacks", renamed(b"_recvmsg", b"_recvmsh")),
    (MACOS, "exports 3 symbols: _JNI_OnLoae", renamed(b"_JNI_OnLoad", b"_JNI_OnLoae")),
    (MACOS, "has a signature of another kind", in_file_of(0x1D, 0, 0)),
    (MACOS, "has a signature of other contents", lambda data: patched(0x2000, bytes([data[0x2000] ^ 1]))(data)),
]


def words_of_checks():
    """How each fault begins that the modules can find."""
    for module in MODULES:
        with open(os.path.join(CHECKS, module), encoding="utf-8") as source:
            for node in ast.walk(ast.parse(source.read())):
                if isinstance(node, ast.Yield):
                    words = node.value
                    while not isinstance(words, (ast.Constant, ast.JoinedStr, ast.Tuple)):
                        words = words.left if isinstance(words, ast.BinOp) else words.func.value
                    words = words.values[0] if isinstance(words, ast.JoinedStr) else words
                    if isinstance(words, ast.Constant):
                        yield words.value


def main(sysroots, zig, *arguments):
    libraries = dict(argument.split("=", 1) for argument in arguments)
    checker = Checker(sysroots, zig)
    untried = set(words_of_checks())
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        bad = os.path.join(scratch, "library")
        for target, expected, change in CASES:
            with open(libraries[target], "rb") as good:
                data = bytearray(good.read())
            change(data)
            with open(bad, "wb") as file:
                file.write(data)
            found = list(checker.faults(target, bad))
            untried = {words for words in untried if not any(fault.startswith(words) for fault in found)}
            if not any(fault.startswith(expected) for fault in found):
                wrong.append(f"{target}: not found that it {expected}, but {found}")
    wrong += [f"no bad library for: {words}" for words in sorted(untried)]
    for fault in wrong:
        print(fault)
    print(f"{'bad binaries':34} {'each with a fault':44} {'FAILED' if wrong else 'passed'}")
    print(f'<testsuite name="bad-binaries" tests="{len(CASES)}" failures="{len(wrong)}"/>', file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
