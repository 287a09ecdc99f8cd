#!/usr/bin/env python3
"""archives.py FILE...: says what is wrong with packages and archives for Alpine, FreeBSD and macOS."""

import hashlib
import io
import json
import plistlib
import re
import sys
import tarfile
import zlib

LAUNCHER = "bin/foliot"
MANUAL = ("share/man/man1/foliot.1", "share/man/man5/foliot.toml.5", "share/man/man8/foliotd.8")
MAGIC = {  # the first bytes of a library: ELF or Mach-O, and the machine
    "x86_64": (b"\x7fELF", 18, b"\x3e\x00"),
    "aarch_64": (b"\x7fELF", 18, b"\xb7\x00"),
    "osx-x86_64": (b"\xcf\xfa\xed\xfe", 4, b"\x07\x00\x00\x01"),
    "osx-aarch_64": (b"\xcf\xfa\xed\xfe", 4, b"\x0c\x00\x00\x01"),
}


def require(condition, what):
    if not condition:
        raise ValueError(what)


def contents(archive):
    return {info.name: (info, archive.extractfile(info).read() if info.isfile() else b"") for info in archive}


def check_members(members, classifier):
    times = {info.mtime for info, _ in members.values()}
    require(len(times) == 1, f"files have different dates: {times}")
    for name, (info, data) in members.items():
        require(info.uid == 0 and info.gid == 0, f"{name} is not root's")
        require(info.mode & 0o022 == 0 or info.issym(), f"{name} can be written by others")
        script = data.startswith(b"#!")
        require(not script or info.mode & 0o111, f"{name} cannot be executed")
    names = list(members)
    require(names == sorted(names) or names[0].startswith("+"), "the order is not that of the names")
    for wanted in (LAUNCHER, *MANUAL, "lib/foliot/foliot.jar", "lib/foliot/jvm.options"):
        require(any(name.endswith(wanted) for name in names), f"{wanted} is missing")
    libraries = [name for name in names if re.search(r"lib/foliot/libfoliot\.(so|dylib)$", name)]
    require(len(libraries) == 1, f"one library is wanted, not {libraries}")
    library = members[libraries[0]][1]
    key = classifier if classifier.startswith("osx-") else re.search(r"x86_64|aarch_64", classifier).group()
    magic, offset, machine = MAGIC[key]
    require(library.startswith(magic) and library[offset : offset + len(machine)] == machine, "the library is another's")


def check_paths(members, classifier):
    """What is written speaks of the directories of the system that it is for."""
    linux = classifier.startswith("linux-")
    for name, (_, data) in members.items():
        if "/man/man" in name or re.search(r"foliot\.toml(\.sample)?$", name):
            text = data.decode()
            require(linux or not re.search(r"(?<!/usr/local)/etc/foliot|/var/lib/foliot|(?<!/var)/run/foliot", text),
                    f"{name} speaks of Linux's paths")


def check_apk(file, classifier):
    data = open(file, "rb").read()
    streams = []
    while data:
        inflater = zlib.decompressobj(wbits=31)
        plain = inflater.decompress(data) + inflater.flush()
        streams.append((data[: len(data) - len(inflater.unused_data)], plain))
        data = inflater.unused_data
    require(len(streams) == 2, f"it has {len(streams)} streams")
    (_, control), (packed, plain) = streams
    require(control[-1024:] != b"\0" * 1024, "its first stream has the end of an archive")
    info = contents(tarfile.open(fileobj=io.BytesIO(control + b"\0" * 1024)))
    facts = dict(line.split(" = ", 1) for line in info[".PKGINFO"][1].decode().splitlines())
    require(facts["datahash"] == hashlib.sha256(packed).hexdigest(), "datahash is wrong")
    require({".pre-install", ".post-upgrade", ".pre-deinstall"} <= set(info), "a script is missing")
    members = contents(tarfile.open(fileobj=io.BytesIO(plain)))
    for name, (member, content) in members.items():
        if member.isfile():
            sum_ = member.pax_headers.get("APK-TOOLS.checksum.SHA1")
            require(sum_ == hashlib.sha1(content).hexdigest(), f"the checksum of {name} is wrong")
    check_members(members, classifier)
    check_paths(members, classifier)
    require(members["etc/init.d/foliot"][0].mode == 0o755, "OpenRC's script cannot be executed")


def check_pkg(file, classifier):
    members = contents(tarfile.open(file))
    names = list(members)
    require(names[:2] == ["+COMPACT_MANIFEST", "+MANIFEST"], "the manifests do not come first")
    compact, full = (json.loads(members[name][1]) for name in names[:2])
    require({key: full[key] for key in compact} == compact, "the manifests differ")
    machine = {"freebsd-x86_64": "amd64", "freebsd-aarch_64": "aarch64"}[classifier]
    require(full["abi"] == f"FreeBSD:14:{machine}", "the ABI is another's")
    require("-" not in full["version"], "the version has a hyphen")
    files = {name: data for name, (info, data) in members.items() if info.isfile() and not name.startswith("+")}
    sums = {name: "1$" + hashlib.sha256(data).hexdigest() for name, data in files.items()}
    require(sums == full["files"], "the manifest's files are not those of the package")
    require(sum(map(len, files.values())) == full["flatsize"], "flatsize is wrong")
    require(all(name.startswith("/usr/local/") for name in sums), "a file is outside of /usr/local")
    check_members(members, classifier)
    check_paths(members, classifier)


def check_tar(file, classifier):
    members = contents(tarfile.open(file))
    check_members(members, classifier)
    check_paths(members, classifier)
    if classifier.startswith("osx-"):
        (plist,) = (data for name, (_, data) in members.items() if name.endswith(".plist"))
        daemon = plistlib.loads(plist)
        require(daemon["Label"] == "dev.foliot.foliot" and daemon["KeepAlive"] and daemon["RunAtLoad"], "plist")
        require("exec /usr/local/bin/foliot daemon" in daemon["ProgramArguments"][-1], "plist starts something else")
        java = next(info for name, (info, _) in members.items() if name.endswith("runtime/bin/java"))
        require(java.mode == 0o755, "java cannot be executed")


CHECKS = {"apk": check_apk, "pkg": check_pkg, "tar.gz": check_tar}


def main(files):
    status = 0
    for file in files:
        classifier, kind = re.search(r"-((?:linux|freebsd|osx)-\w+(?:-musl)?)\.(apk|pkg|tar\.gz)$", file).groups()
        try:
            CHECKS[kind](file, classifier)
        except (ValueError, KeyError, tarfile.TarError) as problem:
            print(f"FAILED: {file}: {problem}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
