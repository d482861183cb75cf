"""Packs FOLDER/NAME into a zip whose bytes depend on nothing but names, bytes and EPOCH.

Usage: zip.py FOLDER NAME EPOCH OUT
"""
import pathlib
import sys
import time
import zipfile

folder, name, epoch, out = sys.argv[1:]
date = time.gmtime(int(epoch))[:6]
with zipfile.ZipFile(out, "w") as archive:
    for path in sorted(pathlib.Path(folder, name).rglob("*")):
        if not path.is_file():
            continue
        entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date)
        entry.external_attr = 0o644 << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, path.read_bytes(), compresslevel=9)
