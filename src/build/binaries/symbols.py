"""What the C library of each system has: the symbols, with their versions, that Foliot's library may ask of it.

A symbol is a pair of its name and its version, which is empty where libraries have none.
"""

import os
import re
import subprocess


def readelf(option, file):
    return subprocess.run(
        ["readelf", "-W", option, file], check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    ).stdout


def dynamic(file):
    """The dynamic symbols of an ELF file: those that it needs, and those that it has."""
    row = re.compile(r"^ *\d+: +\S+ +\S+ +\S+ +(?:GLOBAL|WEAK) +\S+ +(?:\[.*\] +)?(\S+) +([^\s@]+)@{0,2}(\S*)", re.M)
    needed, defined = set(), set()
    for section, name, version in row.findall(readelf("--dyn-syms", file)):
        if section != "ABS":  # the versions themselves
            (needed if section == "UND" else defined).add((name, version))
    return needed, defined


def of_libraries(files):
    """Those that real libraries have."""
    return set().union(*(dynamic(file)[1] for file in files))


class AbiLists:
    """FreeBSD's symbols as Zig has them, in the format that github.com/ziglang/libc-abi-tools describes.

    Names of libraries, versions and targets; then functions, objects and objects of threads. An entry has a name, unless it
    is another of the name before, a set of targets, an object's size, a library, and indices of versions. The highest bit
    marks the last entry of a name and the last version of an entry. Sets and sizes have seven bits a byte, lowest first.
    """

    def __init__(self, file):
        with open(file, "rb") as lists:
            self.data = lists.read()
        self.at = 0
        self.libraries = [self.text() for _ in range(self.byte())]
        self.versions = [(self.byte(), self.byte(), self.byte()) for _ in range(self.byte())]
        self.targets = [self.text() for _ in range(self.byte())]

    def symbols(self, target, newest):
        """Those of a target up to a version."""
        found = set()
        at = self.at
        for sized in (False, True, True):
            for name, targets, versions in self.entries(sized):
                if targets >> self.targets.index(target) & 1:
                    found |= {(name, "FBSD_%d.%d" % v[:2]) for v in versions if v[:2] <= newest}
        self.at = at
        return found

    def entries(self, sized):
        name = None
        for _ in range(self.byte() | self.byte() << 8):
            name = name or self.text()
            targets = self.number()
            if sized:
                self.number()
            last = self.byte() & 0x80
            versions = []
            while True:
                index = self.byte()
                versions.append(self.versions[index & 0x7F])
                if index & 0x80:
                    break
            yield name, targets, versions
            if last:
                name = None

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def number(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def text(self):
        end = self.data.index(0, self.at)
        value = self.data[self.at : end].decode()
        self.at = end + 1
        return value


def of_stubs(file, processor):
    """The names that macOS's libSystem and what it consists of have for a processor, out of a text-based stub (.tbd).

    A stub says nothing of versions. That what it has is in the oldest macOS as well is for the compiler to say, which
    knows from Apple's headers (-Wunguarded-availability-new, an error here).
    """
    with open(file, encoding="utf-8") as stubs:
        text = stubs.read()
    names = set()
    for block in re.split(r"^ *- targets:", text, flags=re.M)[1:]:
        targets, _, rest = block.partition("]")
        if re.search(rf"\b{processor}e?-macos\b", targets):
            for symbols in re.findall(r"\bsymbols: *\[(.*?)\]", rest, re.S):
                names |= {name.strip(" \n'\"") for name in symbols.split(",")}
    return names
