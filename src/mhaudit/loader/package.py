"""The parts of a zip package, each unpacked once: to be looked at here, then for the parser to read as they are."""

from __future__ import annotations

import struct
import zipfile
import zlib

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF8 = 20, 0x800
_ENOUGH = 4 * 1024 * 1024
"""A larger package is handed on as it is: unpacked it would take more memory than it saves time."""


class Package:
    """An open archive with the bytes it lies in; remembers what was read of it."""

    def __init__(self, data: bytes, archive: zipfile.ZipFile) -> None:
        self.data, self.archive = data, archive
        self.parts = archive.infolist()
        packed = sum(info.compress_size for info in self.parts)
        self._keeps = (
            packed <= len(data)  # else parts lie in one another, and each would be written out
            and sum(info.file_size for info in self.parts) <= _ENOUGH
        )
        self._unpacked: dict[int, bytes] = {}
        """Number of a part → what it holds."""

    def read(self, number: int) -> bytes:
        """What the part of a number holds. Raises what `ZipFile.read` does for a part that is broken."""
        info = self.parts[number]
        content = self._inflated(info)
        if content is None:
            content = self.archive.read(info)
        if self._keeps:
            self._unpacked[number] = content
        return content

    def _inflated(self, info: zipfile.ZipInfo) -> bytes | None:
        """A sound deflated part, at a third of the cost of `ZipFile.read`; None for any other."""
        packed = self._packed(info)
        if packed is None or info.compress_type != zipfile.ZIP_DEFLATED or not info.file_size:
            return None
        try:
            content = zlib.decompressobj(-15).decompress(packed, info.file_size)
        except zlib.error:
            return None
        sound = len(content) == info.file_size and zlib.crc32(content) == info.CRC
        return content if sound else None

    def _packed(self, info: zipfile.ZipInfo) -> bytes | None:
        """The bytes of a part as they lie in the package; None where they may not be where it says."""
        start = info.header_offset
        if info.flag_bits & 1 or not 0 <= start <= len(self.data) - _LOCAL.size:
            return None
        signature, *_, name_size, extra_size = _LOCAL.unpack_from(self.data, start)
        at = start + _LOCAL.size
        name = self.data[at : at + name_size]
        if signature != b"PK\x03\x04" or name != _encoded(info):
            return None
        at += name_size + extra_size
        packed = self.data[at : at + info.compress_size]
        return packed if len(packed) == info.compress_size else None

    def unpacked(self) -> bytes:
        """A package of the same parts in the same order, those that were read stored as they are.

        The package itself where that cannot be done to the letter, or is not worth the memory.
        """
        if not self._keeps or any(info.extra for info in self.parts):
            return self.data
        written, directory = bytearray(), bytearray()
        for number, info in enumerate(self.parts):
            content, method = self._unpacked.get(number), zipfile.ZIP_STORED
            if content is None:
                content, method = self._packed(info), info.compress_type
            if content is None:
                return self.data
            name = _encoded(info)
            flags = info.flag_bits & _UTF8
            sizes = info.CRC, len(content), info.file_size, len(name)
            start = len(written)
            written += _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, method, 0, 0, *sizes, 0)
            written += name
            written += content
            directory += _CENTRAL.pack(
                b"PK\x01\x02", _VERSION, _VERSION, flags, method, 0, 0, *sizes, 0, 0, 0, 0,
                info.external_attr, start,
            )  # fmt: skip
            directory += name
        count = len(self.parts)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(written), 0)
        return b"".join((written, directory, end))


def _encoded(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
