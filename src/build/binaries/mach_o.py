"""What is wrong with a library for macOS, in the format of <mach-o/loader.h>, <mach-o/nlist.h> and xnu's cs_blobs.h."""

import hashlib
import struct

# The processor, by <mach/machine.h>.
TARGETS = {"osx-x86_64": 0x01000007, "osx-aarch_64": 0x0100000C}
OLDEST_MACOS = (11, 0)
SYSTEM = "/usr/lib/libSystem.B.dylib"
NAME = "@rpath/libfoliot.dylib"
EXPORTED = {"_JNI_OnLoad"}
# Zig's linker defines these in every library, and on arm64 a local one for each way into another library.
OF_THE_LINKER = {"__mh_dylib_header", "___dso_handle"}
THUNK = "__thunk"

MAGIC_64 = 0xFEEDFACF
DYLIB = 6
ALLOW_STACK_EXECUTION = 0x20000
SYMTAB, LOAD_DYLIB, ID_DYLIB, SEGMENT_64, CODE_SIGNATURE, BUILD_VERSION = 0x2, 0xC, 0xD, 0x19, 0x1D, 0x32
# DYSYMTAB, LOAD_DYLINKER, UUID, DYLD_INFO_ONLY, FUNCTION_STARTS, DATA_IN_CODE, SOURCE_VERSION: there is nothing to hold
# them to, and every macOS knows them. RPATH and what newer systems alone know are not among them.
HARMLESS = {0xB, 0xE, 0x1B, 0x80000022, 0x26, 0x29, 0x2A}
WRITE_AND_EXECUTE = 6


def faults(target, file, has):
    """Each fault in words; `has` are the names in libSystem."""
    with open(file, "rb") as library:
        data = library.read()
    magic, processor, _, kind, count, _, flags = struct.unpack_from("<7I", data)
    if (magic, processor, kind) != (MAGIC_64, TARGETS[target], DYLIB):
        yield "is no dynamic library for this processor"
        return
    if flags & ALLOW_STACK_EXECUTION:
        yield "asks for a stack that can be executed"
    commands = list(load_commands(data, count))
    kinds = [command for command, _ in commands]
    for wanted, what in ((SYMTAB, "symbols"), (LOAD_DYLIB, SYSTEM), (ID_DYLIB, "name"), (BUILD_VERSION, "oldest macOS")):
        if wanted not in kinds:
            yield f"has no {what}"
    if target == "osx-aarch_64" and CODE_SIGNATURE not in kinds:
        yield "has no signature, which this processor's macOS asks for"
    for command, at in commands:
        yield from command_faults(data, command, at, has)


def load_commands(data, count):
    at = 32
    for _ in range(count):
        command, size = struct.unpack_from("<II", data, at)
        yield command, at
        at += size


def command_faults(data, command, at, has):
    if command in (LOAD_DYLIB, ID_DYLIB):
        (offset,) = struct.unpack_from("<I", data, at + 8)
        name = text(data, at + offset)
        if command == LOAD_DYLIB and name != SYSTEM:
            yield f"needs {name}"
        if command == ID_DYLIB and name != NAME:
            yield f"is called {name}"
    elif command == SEGMENT_64:
        for protection in struct.unpack_from("<II", data, at + 56):  # what it may become, and what it is
            if protection & WRITE_AND_EXECUTE == WRITE_AND_EXECUTE:
                yield f"has memory that can be written and executed: {text(data, at + 8)}"
    elif command == SYMTAB:
        yield from symbol_faults(data, *struct.unpack_from("<III", data, at + 8), has)
    elif command == BUILD_VERSION:
        platform, version = struct.unpack_from("<II", data, at + 8)
        if platform != 1 or (version >> 16, version >> 8 & 0xFF) > OLDEST_MACOS:
            yield f"is for macOS {version >> 16}.{version >> 8 & 0xFF} and newer, of platform {platform}"
    elif command == CODE_SIGNATURE:
        offset, size = struct.unpack_from("<II", data, at + 8)
        yield from signature_faults(data, data[offset : offset + size])
    elif command not in HARMLESS:
        yield f"has a load command of kind 0x{command:x}"


def symbol_faults(data, table, count, strings, has):
    """Of each nlist_64: N_STAB 0xE0 is for a debugger, N_EXT 1 is external, N_TYPE 0xE is N_UNDF 0 where it is needed."""
    exported = set()
    for index, kind in struct.iter_unpack("<IB11x", data[table : table + 16 * count]):
        name = text(data, strings + index)
        if kind & 0xE0 or not kind & 1 and not name.endswith(THUNK):
            yield f"is not stripped: it has {name}"
        elif kind & 0xF == 1 and name not in has:
            yield f"needs {name}, which libSystem lacks"
        elif kind & 0x1F == 0xF:
            exported.add(name)
    if exported - OF_THE_LINKER != EXPORTED:
        yield f"exports {len(exported)} symbols: " + ", ".join(sorted(exported)[:3])


def signature_faults(data, signature):
    """An embedded signature has a directory with the SHA-256 of every page; numbers have their highest byte first."""
    magic, _, _, kind, at = struct.unpack_from(">5I", signature)
    if (magic, kind) != (0xFADE0CC0, 0):
        yield "has a signature of another kind"
        return
    hashes, _, _, count, limit, size, algorithm, _, page = struct.unpack_from(">5I4B", signature, at + 16)
    pages = (data[start : min(start + (1 << page), limit)] for start in range(0, limit, 1 << page))
    digests = b"".join(hashlib.sha256(contents).digest() for contents in pages)
    at += hashes
    if (algorithm, size) != (2, 32) or signature[at : at + 32 * count] != digests:
        yield "has a signature of other contents"


def text(data, at):
    return data[at : data.index(b"\0", at)].decode()
