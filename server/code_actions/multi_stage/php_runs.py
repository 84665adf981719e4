"""What the RUN lines of a PHP image are for: packages, extensions, the work of Composer and Node, or settings.

https://hub.docker.com/_/php, https://getcomposer.org/doc/03-cli.md
"""

from __future__ import annotations

from enum import Enum

from ...semantics.file_effects import absolute_path
from ...syntax.dataclass import dataclass
from .packages import installs_of
from .run_parts import RunPart, parts_of
from .subject import Block

_EXTENSIONS = frozenset(
    (
        *("docker-php-ext-install", "docker-php-ext-configure", "docker-php-ext-enable", "docker-php-source"),
        *("pecl", "pear", "phpize"),
    )
)
_TOOLS = frozenset(("composer", "composer.phar", "npm", "npx", "yarn", "pnpm", "node", "corepack", "php"))
_FETCHED_TOOLS = ("composer", "nodesource")
_SETTINGS = frozenset(
    (
        *("a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf", "sed", "mv", "cp", "ln", "mkdir"),
        *("chmod", "chown", "chgrp", "touch", "echo", "printf", "rm", "install-php-extensions"),
        *("useradd", "groupadd", "usermod", "groupmod", "adduser", "addgroup"),
    )
)
_MANAGERS = frozenset(("apt-get", "apt", "apk"))
_THROWN_AWAY = ("/var/lib/apt/lists", "/var/cache/apt", "/var/cache/apk", "/tmp/", "/usr/src/", "/root/.composer")
_OWNERSHIP = frozenset(("chmod", "chown", "chgrp"))
_NAME_FILES = _OWNERSHIP | {"sed", "mkdir", "touch", "cp", "mv", "ln", "rm"}


class Purpose(Enum):
    """What a part of a RUN is for."""

    PACKAGES = "packages of the distribution"
    CLEANING = "cleaning up"
    EXTENSIONS = "extensions"
    TOOLS = "what Composer, Node and PHP do with the project"
    SETTINGS = "settings and files of the container"


@dataclass(frozen=True, slots=True)
class PhpRun:
    """A RUN with its parts and what each is for; ``unknown`` is the first command of which that is not known."""

    block: Block
    parts: tuple[tuple[RunPart, Purpose], ...]
    unknown: str | None = None

    def has(self, *purposes: Purpose) -> bool:
        """Whether a part has one of these purposes."""
        return any(purpose in purposes for _, purpose in self.parts)

    def texts(self, purpose: Purpose) -> list[RunPart]:
        """The parts with a purpose."""
        return [part for part, found in self.parts if found is purpose]


def php_run(block: Block) -> PhpRun:
    """What a RUN is for."""
    parts = parts_of(block)
    if parts is None:
        return PhpRun(block, (), "it")
    found: list[tuple[RunPart, Purpose]] = []
    for part in parts:
        purpose = _purpose(block, part)
        if purpose is None:
            return PhpRun(block, (), f"`{part.names[0]}`")
        found.append((part, purpose))
    return PhpRun(block, tuple(found))


def _purpose(block: Block, part: RunPart) -> Purpose | None:
    names = set(part.names)
    if names <= _MANAGERS:
        installs = {id(call.command) for call in installs_of(block.step)}
        return Purpose.PACKAGES if installs & set(map(id, part.commands)) else Purpose.CLEANING
    if names & _EXTENSIONS:
        return Purpose.EXTENSIONS
    if names == {"rm"} and all((value or "").startswith(_THROWN_AWAY) for value in part.operands):
        return Purpose.CLEANING
    if names <= _TOOLS or (not names & _OWNERSHIP and any(tool in part.text for tool in _FETCHED_TOOLS)):
        return Purpose.TOOLS
    if names <= {"set", "cd", "true", "export"}:
        return Purpose.CLEANING
    return Purpose.SETTINGS if names <= _SETTINGS else None


def is_inside(block: Block, part: RunPart, folder: str) -> bool | None:
    """Whether all files that settings are about lie in a folder; ``None`` if some do."""
    name = part.names[0]
    if name not in _NAME_FILES:
        return False
    # The first word of these is a mode, an owner, or a script.
    operands = part.operands[1:] if name in _OWNERSHIP or name == "sed" else part.operands
    paths = [absolute_path(block.step.workdir.value, value) for value in operands]
    inside = [path is not None and f"{path}/".startswith(f"{folder}/") for path in paths]
    return None if any(inside) and not all(inside) else any(inside)
