"""Platforms as BuildKit reads them: ``os/architecture/variant``, each with its other spellings.

Source: https://github.com/containerd/platforms, which BuildKit parses ``--platform`` with.
"""

from __future__ import annotations

from ....syntax.dataclass import dataclass
from ....syntax.flags import Flag
from ....syntax.items import Instruction
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span

_PART = lazy_pattern(r"[A-Za-z0-9_.-]+")
_OPERATING_SYSTEM = lazy_pattern(r"([A-Za-z0-9_.-]+)(?:\(([^()]*)\))?")
_OPERATING_SYSTEMS = frozenset(
    (
        *("aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl"),
        *("netbsd", "openbsd", "plan9", "solaris", "windows", "zos", "macos"),
    )
)
_ARCHITECTURES = {
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "armhf": "arm",
    "armel": "arm",
    "i386": "386",
}
KNOWN_ARCHITECTURES = frozenset(
    (
        *("386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64", "mips"),
        *("mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "riscv", "riscv64", "s390", "s390x"),
        *("sparc", "sparc64", "wasm"),
    )
)


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform with its names put right; ``None`` for a part that depends on where the build runs."""

    operating_system: str | None
    architecture: str | None


def read_platform(text: str) -> Platform | None:
    """The platform that a text means, or ``None`` where BuildKit would refuse it."""
    parts = text.split("/")
    first = _OPERATING_SYSTEM.fullmatch(parts[0])
    if len(parts) > 3 or first is None or not all(_PART.fullmatch(part) for part in parts[1:]):
        return None
    operating_system = first[1].lower()
    if len(parts) > 1:
        return Platform(operating_system, _architecture(parts[1]))
    if operating_system in _OPERATING_SYSTEMS:
        return Platform(operating_system, None)
    architecture = _architecture(parts[0])
    return Platform(None, architecture) if architecture in KNOWN_ARCHITECTURES else None


def _architecture(text: str) -> str:
    lowered = text.lower()
    return _ARCHITECTURES.get(lowered, lowered)


def span_with_gap(instruction: Instruction, flag: Flag) -> Span:
    """The flag and the white space behind it, a line continuation included where no comment stands in it."""
    end = next_word_start(instruction, flag.span.end)
    between = instruction.text[flag.span.end : end]
    if "#" in between:
        end = flag.span.end + len(between) - len(between.lstrip(" \t"))
    return Span(flag.span.start, end)


def next_word_start(instruction: Instruction, offset: int) -> int:
    """Where the first flag or word behind ``offset`` begins; ``offset`` if there is none."""
    starts = [flag.span.start for flag in instruction.flags] + [word.span.start for word in instruction.words]
    return min((start for start in starts if start >= offset), default=offset)
