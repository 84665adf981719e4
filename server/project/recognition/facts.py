"""What can be said of a project from the files beside its Dockerfile: the values that recognition hands out.

Values only; ``recognise`` in ``recognition`` makes them. A fact that nobody wrote down is absent, a question has the
answers yes (True), no (False) and unknown (None), and each fact says where it was read. Paths are relative to the root
of the build context, separated by ``/``, and the root itself is the empty string. Leaves out: what the Dockerfile says,
and what it should say.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ...syntax.dataclass import dataclass


class Ecosystem(Enum):
    """The world of tools that a project belongs to."""

    NODE = "node"
    BUN = "bun"
    DENO = "deno"
    PYTHON = "python"
    GO = "go"
    RUST = "rust"
    JVM = "jvm"
    DOTNET = "dotnet"
    PHP = "php"
    RUBY = "ruby"
    ELIXIR = "elixir"
    STATIC = "static"
    """Files for a web server, with nothing to build."""


class Product(Enum):
    """What comes out of a project."""

    PROGRAM = "program"
    """A process: a server, a worker or a tool."""
    WEBSITE = "website"
    """Files that any web server hands out: nothing of the ecosystem is needed to run it."""
    ASSETS = "assets"
    """Files that another project of the same context takes in, such as the styles of a Rails application."""
    LIBRARY = "library"
    """Code for other projects of the same context."""
    WORKSPACE = "workspace"
    """Nothing of its own: the root of several projects."""


class Part(Enum):
    """What a path at run time stands for."""

    BUILT = "built"
    """Made by the build command."""
    DEPENDENCIES = "dependencies"
    """Made by the install command for production."""
    SOURCES = "sources"
    """In the build context; a program in an interpreted language needs it."""
    MANIFEST = "manifest"
    """A manifest or settings file that is read when the program starts."""
    ASSETS = "assets"
    """In the build context, and read or handed out at run time: templates, migrations, public files."""


class NeedKind(Enum):
    """What a program needs of the image that it runs in."""

    CERTIFICATES = "certificates"
    """The authorities that TLS connections are checked against."""
    TIME_ZONES = "time-zones"
    LIBRARY = "library"
    """A shared library; ``name`` is that of the library, the packages that bring it are in the need."""
    COMMAND = "command"
    """A program that is started by this one; ``name`` is the command."""
    C_LIBRARY = "c-library"
    """The C library and what belongs to it: an image without any (``scratch``, distroless static) cannot run it."""
    WRITABLE_FOLDER = "writable-folder"
    """A folder that the program writes to; ``name`` is its path."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact was read.

    ``path`` is a file or folder of the context, ``line`` 1-based or None where it stands for the file as a whole.
    ``key`` is the name within the file, such as ``scripts.build``; empty where there is none.
    """

    path: str
    line: int | None = None
    key: str = ""

    @property
    def place(self) -> str:
        """The path, and the line where there is one, as programs write it."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Known:
    """A text that somebody wrote down, or that follows from what is there, and where."""

    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer is what it is: a sentence without a full stop, for people."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question with three answers. Without reasons and unknown, nothing was found that speaks for either."""

    answer: bool | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def is_yes(self) -> bool:
        """Whether the answer is known to be yes."""
        return self.answer is True

    @property
    def is_no(self) -> bool:
        """Whether the answer is known to be no."""
        return self.answer is False


@dataclass(frozen=True, slots=True)
class Command:
    """A command line as a list of arguments, to be run in the folder of the project.

    ``arguments`` need no shell, unless they begin with ``sh -c``. ``environment`` has variables that the command has
    to be given. ``script`` is the name under which a package manager knows the command (``build`` for ``npm run
    build``), ``script_text`` what stands there, which may need a shell. ``origin`` is where it was read; where it is
    the tool's own custom rather than anybody's words, ``is_custom`` is set, and ``origin`` names the file that speaks
    for the tool.
    """

    arguments: tuple[str, ...]
    origin: Origin
    environment: tuple[tuple[str, str], ...] = ()
    script: str | None = None
    script_text: str | None = None
    is_custom: bool = False


@dataclass(frozen=True, slots=True)
class PackageManager:
    """The program that installs what a project needs.

    ``name`` is one of ``npm``, ``yarn`` (version 1), ``yarn-berry`` (version 2 and later), ``pnpm``, ``bun``,
    ``deno``, ``pip``, ``pip-tools``, ``poetry``, ``uv``, ``pipenv``, ``pdm``, ``conda``, ``go``, ``cargo``, ``maven``,
    ``gradle``, ``nuget``, ``composer``, ``bundler``, ``mix``. ``version`` is the version asked for. ``wrapper`` is the
    script in the context that fetches and runs it, such as ``gradlew``. ``cache_folders`` are absolute paths in which
    it keeps downloads when root runs it, for cache mounts.
    """

    name: str
    origin: Origin
    version: Known | None = None
    wrapper: str | None = None
    cache_folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Artefact:
    """A path that has to be there at run time; ``path`` may have wildcards of COPY in its last name.

    ``part`` says which command makes it, or that it is in the context. ``is_certain`` is False where the project
    may do without, or where the name is a tool's default that a settings file may have changed.
    """

    path: str
    part: Part
    origin: Origin
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """Something the image has to bring at run time.

    ``is_certain`` is False where the code may do without. ``debian_…`` and ``alpine_…`` are names of packages:
    those to build against it, not needed afterwards, and those to run with it. Where a library's version is part of
    its package's name (``libssl3``), the name is that of Debian 12; other releases may have another.
    """

    kind: NeedKind
    name: str
    origin: Origin
    is_certain: bool = True
    debian_build: tuple[str, ...] = ()
    debian_run: tuple[str, ...] = ()
    alpine_build: tuple[str, ...] = ()
    alpine_run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that kept recognition from knowing more, for people: a place, and a sentence without a full stop."""

    origin: Origin
    message: str

    @property
    def said(self) -> str:
        """Place and message on one line."""
        return f"{self.origin.place}: {self.message[:1].lower()}{self.message[1:]}"


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """One project of a build context, seen with the eyes of one ecosystem.

    - ``ecosystem``, ``folder``: what it is and where, relative to the root of the context. ``evidence`` is what speaks
      for it, and ``is_certain`` False where a file with that name may belong to somebody else.
    - ``name``: what the project calls itself. ``framework``: in small letters, such as ``express``, ``spring-boot``;
      its value is the most telling one where several are in use. ``language``: where an ecosystem has several
      (``kotlin``, ``typescript``, ``fsharp``).
    - ``product``: what comes out, None where unknown.
    - ``package_manager``, ``lock_file``: the tool that installs, and its lock file.
    - ``manifests``: all paths that an install needs, lock file included, in the order in which to copy them: copied
      alone before ``install``, they make its layer independent of the sources. ``install_needs_sources`` says
      whether that is not enough, since installing runs scripts of the project or builds the project itself.
    - ``install``: everything, with development dependencies. ``install_production``: what is needed at run time, into a
      fresh folder. ``prune``: throws out development dependencies after the build. Absent where the tool has no such
      thing.
    - ``build``: from sources to what runs; None where nothing is built or nobody says how; ``needs_build`` tells those
      apart.
    - ``output_folder``: where the build puts what is shipped: a folder, or the binary of a compiled program.
    - ``start``: the program in production. ``entry_point``: the source file or module it begins with.
    - ``port``: where the program listens, if nothing else is said.
    - ``language_version``: the version asked for, as written.
    - ``native_modules``: whether native code is built at install or build time, so that a compiler is needed and the
      result runs only with the C library that it was built with.
    - ``is_monorepo_part``: whether it needs other projects of the context or lies in a workspace.
      ``workspace_root`` is the folder of that workspace, ``workspace_members`` the folders below it, as far as known.
    - ``artefacts``: what must be present at run time, relative to the root of the context, or absolute where a tool
      puts it elsewhere. ``sources_at_run_time``: whether the sources themselves are among it.
    - ``needs``: what the image must bring. ``run_environment``: variables with their values that are usual in
      production.
    - ``notes``: what could not be read.
    """

    ecosystem: Ecosystem
    folder: str
    evidence: tuple[Origin, ...]
    is_certain: bool = True
    name: Known | None = None
    framework: Known | None = None
    language: Known | None = None
    product: Product | None = None
    package_manager: PackageManager | None = None
    lock_file: str | None = None
    manifests: tuple[str, ...] = ()
    install_needs_sources: Judgement = Judgement()
    install: Command | None = None
    install_production: Command | None = None
    prune: Command | None = None
    needs_build: Judgement = Judgement()
    build: Command | None = None
    output_folder: Known | None = None
    start: Command | None = None
    entry_point: Known | None = None
    port: Known | None = None
    language_version: Known | None = None
    native_modules: Judgement = Judgement()
    is_monorepo_part: Judgement = Judgement()
    workspace_root: str | None = None
    workspace_members: tuple[str, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    sources_at_run_time: bool | None = None
    needs: tuple[Need, ...] = ()
    run_environment: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    def path(self, name: str) -> str:
        """The path of a name in the project's folder, relative to the root of the context."""
        return f"{self.folder}/{name}" if self.folder else name


def yes(*reasons: Reason) -> Judgement:
    """The answer yes, and why."""
    return Judgement(True, reasons)


def no(*reasons: Reason) -> Judgement:
    """The answer no, and why."""
    return Judgement(False, reasons)


def unknown(*reasons: Reason) -> Judgement:
    """No answer, and what stands in the way."""
    return Judgement(None, reasons)


def either(judgements: Iterable[Judgement]) -> Judgement:
    """Yes if one of them is yes, no if all of them are no; with the reasons of those that decide."""
    known = list(judgements)
    for answer in (True, None):
        deciding = [judgement for judgement in known if judgement.answer is answer]
        if deciding:
            return Judgement(answer, tuple(reason for judgement in deciding for reason in judgement.reasons))
    return Judgement(False if known else None, tuple(reason for judgement in known for reason in judgement.reasons))
