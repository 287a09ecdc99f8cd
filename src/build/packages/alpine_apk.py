#!/usr/bin/env python3
"""A package as Alpine's apk takes it (version 2 of the format): two gzip streams, one after the other.

The first is a tar segment, without the end of an archive, that says what the package is; the second an archive of its
files, each with its SHA-1, which apk compares files with later on. A stream with a signature would come before both: who
distributes the package adds it, with abuild-sign.

alpine_apk.py TREE SCRIPTS VERSION CLASSIFIER OUT.apk
"""

import hashlib
import io
import os
import sys
import tarfile

from archive import add, build_time, entry, gzipped, walk

ARCHITECTURE = {"linux-x86_64-musl": "x86_64", "linux-aarch_64-musl": "aarch64"}
SCRIPTS = ("pre-install", "post-upgrade", "pre-deinstall")


def package_version(version):
    """Snapshots come before their release."""
    return version.replace("-SNAPSHOT", "_pre") + "-r0"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def data_stream(tree):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for inside, path in walk(tree):
            info = entry(inside, path)
            if info.isfile():
                info.pax_headers = {"APK-TOOLS.checksum.SHA1": hashlib.sha1(read(path)).hexdigest()}
            add(archive, info, path)
    return gzipped(buffer.getvalue())


def package_info(version, classifier, size, data_hash):
    lines = {
        "pkgname": "foliot",
        "pkgver": package_version(version),
        "pkgdesc": "Network time daemon that says how wrong the clock can be",
        "builddate": build_time(),
        "size": size,
        "arch": ARCHITECTURE[classifier],
        "origin": "foliot",
        "license": "Apache-2.0 AND MIT",
        "depend": "openjdk17-jre-headless",
        "datahash": data_hash,
    }
    return "".join(f"{key} = {value}\n" for key, value in lines.items()).encode()


def control_stream(scripts, info):
    buffer = io.BytesIO()
    archive = tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT)
    archive.addfile(entry(".PKGINFO", size=len(info)), io.BytesIO(info))
    for name in SCRIPTS:
        path = os.path.join(scripts, name)
        add(archive, entry(f".{name}", path), path)
    # Not closed: that would write the end of the archive.
    return gzipped(buffer.getvalue()[: archive.offset])


def write(tree, scripts, version, classifier, out):
    data = data_stream(tree)
    size = sum(os.path.getsize(path) for _, path in walk(tree) if os.path.isfile(path))
    info = package_info(version, classifier, size, hashlib.sha256(data).hexdigest())
    with open(out, "wb") as file:
        file.write(control_stream(scripts, info) + data)


if __name__ == "__main__":
    write(*sys.argv[1:])
