#!/usr/bin/env python3
"""A package as FreeBSD's pkg(8) takes it: a tar archive that begins with two manifests in JSON.

freebsd_pkg.py TREE SCRIPTS VERSION CLASSIFIER OUT.pkg packs the directory TREE as the root of the file system; SCRIPTS
has pre-install and its kin, and the message that is shown after installing.
"""

import hashlib
import io
import json
import lzma
import os
import sys
import tarfile

from archive import add, entry, walk

# What pkg calls the machine, now and in older versions.
ABI = {
    "freebsd-x86_64": ("FreeBSD:14:amd64", "freebsd:14:x86:64"),
    "freebsd-aarch_64": ("FreeBSD:14:aarch64", "freebsd:14:aarch64:64"),
}
SCRIPTS = ("pre-install", "post-install", "pre-deinstall")
OWNED_DIRECTORIES = ["/usr/local/etc/foliot/", "/usr/local/etc/foliot/conf.d/"]


def package_version(version):
    """Snapshots come before their release; a hyphen would part the name from the version."""
    return version.replace("-SNAPSHOT", ".pre1")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def compact_manifest(version, classifier, flatsize):
    abi, arch = ABI[classifier]
    return {
        "name": "foliot",
        "origin": "net/foliot",
        "version": package_version(version),
        "comment": "Network time daemon that says how wrong the clock can be",
        "desc": "Foliot measures other clocks over NTP, steers this machine's, and shows how wrong it can be at most.",
        "maintainer": "the authors of Foliot",
        "www": "UNKNOWN",
        "abi": abi,
        "arch": arch,
        "prefix": "/usr/local",
        "flatsize": flatsize,
        "licenselogic": "and",
        "licenses": ["APACHE20", "MIT"],
        "categories": ["net"],
        "deps": {"openjdk17-jre": {"origin": "java/openjdk17-jre", "version": "17"}},
        "users": ["foliot"],
        "groups": ["foliot"],
    }


def write(tree, scripts, version, classifier, out):
    files = [(f"/{inside}", path) for inside, path in walk(tree) if not os.path.isdir(path)]
    compact = compact_manifest(version, classifier, sum(os.path.getsize(path) for _, path in files))
    full = dict(
        compact,
        files={name: f"1${hashlib.sha256(read(path)).hexdigest()}" for name, path in files},
        directories={name: "y" for name in OWNED_DIRECTORIES},
        scripts={name: read(os.path.join(scripts, name)).decode() for name in SCRIPTS},
        messages=[{"message": read(os.path.join(scripts, "message")).decode(), "type": "install"}],
    )
    with lzma.open(out, "wb", preset=9) as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, manifest in ("+COMPACT_MANIFEST", compact), ("+MANIFEST", full):
                data = json.dumps(manifest, separators=(",", ":")).encode()
                archive.addfile(entry(name, size=len(data)), io.BytesIO(data))
            for name, path in files:
                info = entry(name, path)
                info.gname = "wheel"
                add(archive, info, path)
            for name in OWNED_DIRECTORIES:
                info = entry(name, tree)
                info.gname = "wheel"
                archive.addfile(info)


if __name__ == "__main__":
    write(*sys.argv[1:])
