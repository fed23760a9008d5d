"""Builds archives for the tests, ordinary and hostile."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

Files = dict[str, bytes]


def make_zip(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def make_tar(files: Files, mode: str = "w", *, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar with these files; the mode is `w` or `w:gz`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def tar_of(*infos: tarfile.TarInfo) -> bytes:
    """A tar with these headers and nothing behind them."""
    return b"".join(info.tobuf(tarfile.PAX_FORMAT) for info in infos) + bytes(1024)


def tar_entry(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """The header of a link, a device, a pipe."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zip_twice(name: str, first: bytes, second: bytes) -> bytes:
    """A zip that holds one name twice."""
    data = make_zip({name: first, name[:-1] + "z": second})
    return data.replace(name[:-1].encode() + b"z", name.encode())


def zip_link(name: str, target: str) -> bytes:
    """A zip with a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, target)
    return buffer.getvalue()


def zip_encrypted(name: str) -> bytes:
    """A zip whose entry says that it is encrypted."""
    data = bytearray(make_zip({name: b"x = 1"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def zip_bomb(name: str, size: int) -> bytes:
    """A zip with one file of zeros, and a header that says it is small."""
    data = bytearray(make_zip({name: bytes(size)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + offset
        data[start : start + 4] = struct.pack("<I", 10)
    return bytes(data)


def zip_of_many(count: int) -> bytes:
    """A zip with so many entries in its table of contents, all of one empty file."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0) + b"x.py"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 4, 0) + b"x.py"
    return local + entry * count + zip_end(count, len(entry) * count, len(local))


def zip_end(count: int, size: int, start: int) -> bytes:
    """The records at the end of a zip whose table of contents has so many entries and bytes."""
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
    return end64 + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def tar_of_many(count: int) -> bytes:
    """A tar.gz with so many empty files."""
    header = tarfile.TarInfo("x.txt").tobuf(tarfile.USTAR_FORMAT)
    return _repeated(header, count)


def tar_bomb(megabytes: int) -> bytes:
    """A tar.gz with one file of zeros."""
    info = tarfile.TarInfo("x.py")
    info.size = megabytes * 2**20
    return gzip.compress(info.tobuf(tarfile.GNU_FORMAT)) + _repeated(bytes(2**20), megabytes)


def tar_with_long_name(size: int) -> bytes:
    """A tar.gz whose extended header is so long."""
    info = tarfile.TarInfo("x.py")
    info.type, info.size = tarfile.XHDTYPE, size
    return gzip.compress(info.tobuf(tarfile.GNU_FORMAT)) + _repeated(bytes(2**16), size // 2**16)


def tar_with_negative_size() -> bytes:
    """A tar whose file has a size below zero (CVE-2025-8194)."""
    block = bytearray(tarfile.TarInfo("x.py").tobuf(tarfile.GNU_FORMAT)[:512])
    block[124:136] = b"\xff" * 12
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + bytes(1024)


def tar_with_slow_header() -> bytes:
    """A tar whose extended header takes tarfile's patterns long (CVE-2024-6232)."""
    content = b"1" * 60_000
    info = tarfile.TarInfo("x.py")
    info.type, info.size = tarfile.XHDTYPE, len(content)
    return info.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % 512 + 1024)


def _repeated(block: bytes, count: int) -> bytes:
    """One gzip member with a block so many times, packed piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(block) for _ in range(count)) + packer.flush()
