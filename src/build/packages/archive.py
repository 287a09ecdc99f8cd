#!/usr/bin/env python3
"""Tar archives whose bytes depend on nothing but names, contents and who may execute what.

archive.py TREE NAME OUT.tar.gz packs the directory TREE, under the name NAME.
"""

import calendar
import gzip
import os
import re
import sys
import tarfile
import time


def build_time():
    """The date of everything that is built, in seconds since the epoch."""
    with open(os.path.join(os.path.dirname(__file__), "../../../pom.xml"), encoding="utf-8") as pom:
        stamp = re.search(r"<project.build.outputTimestamp>(.*)</", pom.read()).group(1)
    return calendar.timegm(time.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ"))


def walk(tree):
    """Every file and directory below, by name: (path from the tree, path from here)."""
    found = []
    for directory, names, files in os.walk(tree):
        found += [os.path.join(directory, name) for name in names + files]
    return sorted((os.path.relpath(path, tree), path) for path in found)


def entry(name, path=None, size=0):
    """The header of a file that root owns, of the directory or link at path, or of new text of some size."""
    info = tarfile.TarInfo(name)
    info.mtime = build_time()
    info.uname = "root"
    info.size = size
    info.mode = 0o644
    if path is None:
        return info
    if os.path.islink(path):
        info.type, info.linkname, info.mode = tarfile.SYMTYPE, os.readlink(path), 0o777
    elif os.path.isdir(path):
        info.type, info.mode = tarfile.DIRTYPE, 0o755
    else:
        info.size = os.path.getsize(path)
        info.mode = 0o755 if os.access(path, os.X_OK) else 0o644
    return info


def add(archive, info, path):
    if info.isfile():
        with open(path, "rb") as content:
            archive.addfile(info, content)
    else:
        archive.addfile(info)


def gzipped(data):
    return gzip.compress(data, compresslevel=9, mtime=0)


def pack(tree, name, out):
    with open(out, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            archive.addfile(entry(name, tree))
            for inside, path in walk(tree):
                add(archive, entry(f"{name}/{inside}", path), path)


if __name__ == "__main__":
    pack(*sys.argv[1:])
