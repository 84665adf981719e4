"""Rust: the program alone, with nothing but the C library, or on the bare distribution, by what it is linked to.

https://docs.docker.com/guides/rust/build-images/, https://doc.rust-lang.org/cargo/guide/build-cache.html
"""

from __future__ import annotations

import posixpath
import re

from ....project.plain_values import as_list, as_table
from ....project.recognition.facts import Ecosystem, ProjectFacts
from ....project.recognition.recognise import recognise
from ....semantics.file_effects import absolute_path
from ....shell.invocation import Invocation
from ..artefacts import CERTIFICATES, Output, program_copies, started_output
from ..bases import RuntimeBase, distribution_of, scratch, shell_notes, without_shell
from ..compiled import CompiledProject, plan_compiled
from ..packages import install_line
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..shells import needs_distribution, needs_shell
from ..subject import Block, Subject, directory_of, path_of, start_words
from ..system_needs import system_needs

_BUILT_IN = frozenset(("ring", "aws-lc-sys", "tikv-jemalloc-sys"))
"""Crates that compile C of their own into the program."""
_BUILD_ONLY = re.compile(r"(?:CARGO_\w+|RUSTFLAGS|RUSTUP_\w+|DEBIAN_FRONTEND|SQLX_OFFLINE)\Z")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that compiles, and one with the program."""
    builds = [(block, call) for block, call in subject.calls("cargo") if _makes_program(call)]
    if not builds:
        return NOT_MINE
    outputs = tuple(output for block, call in builds for output in _outputs(subject, block, call))
    started = started_output(subject, outputs, path_of(subject))
    if started is None:
        words = start_words(subject)
        return refuse(
            f"the container starts `{words[0]}`, which is not what Cargo makes" if words else "nothing starts"
        )
    base = _base(subject, builds)
    if base is None:
        return refuse("the distribution that the program is built on is not known")
    before = [] if base.has_shell is False else _runtime_lines(subject, base)
    copies = list(program_copies(subject, (started,)))
    if base.facts.has_program("ca-certificates") is not True:
        copies.append((CERTIFICATES, CERTIFICATES, "the authorities of TLS connections"))
    project = CompiledProject(
        recipe="rust",
        base=base,
        build_calls=tuple(block.position for block, _ in builds),
        copies=tuple(copies),
        source_ends=(".rs",),
        before_copies=tuple(before),
        is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
        notes=shell_notes(base),
    )
    return plan_compiled(subject, project)


def _base(subject: Subject, builds: list[tuple[Block, Invocation]]) -> RuntimeBase | None:
    if any("linux-musl" in block.text for block, _ in builds) and not needs_shell(subject):
        return scratch()
    last = max(block.position for block, _ in builds)
    alone = without_shell(subject)
    if alone is not None and _links_nothing(subject) and not needs_distribution(subject, last):
        return alone
    return distribution_of(subject)


def _links_nothing(subject: Subject) -> bool:
    """Whether the lock files tell that no program is linked to a library of the system but that of C."""
    found = [facts for facts in recognise(subject.context) if facts.ecosystem is Ecosystem.RUST and facts.lock_file]
    return bool(found) and all(map(links_nothing, found))


def links_nothing(facts: ProjectFacts) -> bool:
    """Whether a project is known to be linked to no library of the system but that of C."""
    native = facts.native_modules
    return native.is_no or (native.is_yes and all(reason.origin.key in _BUILT_IN for reason in native.reasons))


def _makes_program(call: Invocation) -> bool:
    if call.subcommand == "install":
        return call.has("--path")
    return call.subcommand == "build"


def _outputs(subject: Subject, block: Block, call: Invocation) -> list[Output]:
    folder = directory_of(block, call)
    if call.subcommand == "install":
        root = call.option("--root")
        home = absolute_path(folder, root.value) if root is not None else block.step.value_of("CARGO_HOME")
        folders = [posixpath.join(home or "/usr/local/cargo", "bin")]
    else:
        target = absolute_path(folder, block.step.value_of("CARGO_TARGET_DIR") or "target")
        triple, profile = call.option("--target"), call.option("--profile")
        name = profile.value if profile is not None else "release" if call.has("--release") else "debug"
        if target is None or name is None:
            return []
        folders = [posixpath.join(target, (triple.value or "") if triple is not None else "", name)]
    names = _names(subject) or (None,)
    return [Output(posixpath.normpath(one), name) for one in folders for name in names]


def _names(subject: Subject) -> tuple[str, ...]:
    table = as_table(subject.context.toml("Cargo.toml"))
    if table is None or "workspace" in table:
        return ()
    programs = [as_table(each) or {} for each in as_list(table.get("bin")) or ()]
    found = [each.get("name") for each in programs] + [(as_table(table.get("package")) or {}).get("name")]
    return tuple(name for name in found if isinstance(name, str))


def _runtime_lines(subject: Subject, base: RuntimeBase) -> list[tuple[str, str]]:
    if not subject.context.texts.get("Cargo.lock"):
        text = "# CHECK: libraries that the program is linked with (`ldd` lists them) have to be installed here\n"
        return [(text, "the lock file was not read, so this is not known")]
    needs = system_needs(subject, Ecosystem.RUST, base, ())
    line = install_line(subject, base.facts.package_manager, needs.packages)
    found = [] if line is None else [(line, "libraries that crates of the lock file are linked with")]
    return found if needs.comment is None else [*found, (needs.comment, "this could not be known")]
