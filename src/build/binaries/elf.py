"""What is wrong with an ELF library: for Linux and FreeBSD. binutils' readelf reads it."""

import re

import symbols
from symbols import readelf

# The machine as readelf calls it, and the libraries that may be needed: those of the C library alone.
TARGETS = {
    "linux-x86_64": ("Advanced Micro Devices X86-64", {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}),
    "linux-aarch_64": ("AArch64", {"libc.so.6", "libm.so.6", "ld-linux-aarch64.so.1"}),
    "linux-arm_32": ("ARM", {"libc.so.6", "libm.so.6", "ld-linux-armhf.so.3"}),
    "linux-x86_64-musl": ("Advanced Micro Devices X86-64", {"libc.so"}),
    "linux-aarch_64-musl": ("AArch64", {"libc.so"}),
    "freebsd-x86_64": ("Advanced Micro Devices X86-64", {"libc.so.7", "libm.so.5"}),
    "freebsd-aarch_64": ("AArch64", {"libc.so.7", "libm.so.5"}),
}
EXPORTED = {"JNI_OnLoad"}


def faults(target, file, has):
    """Each fault in words; `has` are the symbols of the target's C library."""
    machine, libraries = TARGETS[target]
    header = readelf("-h", file)
    if not re.search(rf"^ *Type: +DYN .*^ *Machine: +{machine}$", header, re.S | re.M):
        yield f"is no shared library for {machine}"
    yield from memory_faults(readelf("-l", file))
    yield from dynamic_faults(readelf("-d", file), libraries)
    for section in re.findall(r"\] (\.symtab|\.debug\S*) ", readelf("-S", file)):
        yield f"is not stripped: it has {section}"
    needed, defined = symbols.dynamic(file)
    exported = {name for name, _ in defined}
    if exported != EXPORTED:
        yield f"exports {len(exported)} symbols: " + ", ".join(sorted(exported)[:3])
    for name, version in sorted(needed - has):
        yield f"needs {name} {version}".rstrip() + ", which its C library lacks"


def memory_faults(segments):
    if re.search(r"^ *LOAD .* RWE ", segments, re.M):
        yield "has memory that can be written and executed"
    if not re.search(r"^ *GNU_STACK .* RW +0", segments, re.M):
        yield "does not say that its stack cannot be executed"
    if not re.search(r"^ *GNU_RELRO ", segments, re.M):
        yield "leaves its tables of addresses writable"


def dynamic_faults(dynamic, libraries):
    for library in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
        if library not in libraries:
            yield f"needs {library}"
    for unwanted in re.findall(r"\((TEXTREL|RPATH|RUNPATH)\)", dynamic):
        yield f"has {unwanted}"
    if not re.search(r"\(FLAGS\) .*\bBIND_NOW\b", dynamic):
        yield "does not ask for its addresses to be bound at once"
    if not re.search(r"\(SONAME\).*\[libfoliot\.so\]", dynamic):
        yield "is not called libfoliot.so"


def arm_faults(file, names):
    """What is wrong with a library for 32-bit ARM besides; `names` are those of a glibc that counts time in 64 bits."""
    if "hard-float ABI" not in readelf("-h", file):
        yield "passes floating-point numbers in the wrong registers: no hard-float ABI"
    # glibc has functions whose time has 32 bits under the plain name, those of 64 bits under names of their own.
    for name, _ in sorted(symbols.dynamic(file)[0]):
        if names & {f"__{name}64", f"___{name}64", f"__{name}_time64"}:
            yield f"needs {name}, whose time has 32 bits"
