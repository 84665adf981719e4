"""The targets of Bake files, with what they inherit (https://docs.docker.com/build/bake/inheritance/).

The files that Bake finds by itself count together; each other one stands alone. Leaves out: what variables, functions
and matrices make of a value, which is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from posixpath import join

from ..syntax.dataclass import dataclass
from .build_file_names import BAKE_DEFAULTS
from .build_targets import UNSTATED, BuildTarget, Mention, dockerfile_paths, mention_of_stage, mentions_of_arguments
from .hcl_reader import read_hcl
from .placed_values import Table, Text, texts_in
from .yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is stated for a target, by itself or by those that it inherits from."""

    file: str
    context: object = UNSTATED
    dockerfile: object = UNSTATED
    stage: Mention | None = None
    arguments: Mapping[str, Mention] = field(default_factory=dict[str, Mention])
    inherits: tuple[str | None, ...] = ()
    is_inline: bool = False

    def over(self, below: _Stated) -> _Stated:
        """This laid over another one."""
        return replace(
            self,
            context=below.context if self.context is UNSTATED else self.context,
            dockerfile=below.dockerfile if self.dockerfile is UNSTATED else self.dockerfile,
            stage=self.stage or below.stage,
            arguments={**below.arguments, **self.arguments},
            inherits=self.inherits or below.inherits,
            is_inline=self.is_inline or below.is_inline,
        )


def bake_targets(folder: str, files: Mapping[str, str], roots: tuple[str, ...] = ()) -> list[BuildTarget]:
    """The targets of the Bake files of a folder, which are texts by name.

    Paths in them are relative to where Bake is started: the folder of the file, or one of ``roots``.
    """
    together = [name for name in BAKE_DEFAULTS if name in files]
    found = _targets((folder, *roots), [(join(folder, name), files[name]) for name in together])
    for name in sorted(files.keys() - set(together)):
        found += _targets((folder, *roots), [(join(folder, name), files[name])])
    return found


def _targets(folders: tuple[str, ...], files: list[tuple[str, str]]) -> list[BuildTarget]:
    stated: dict[str, _Stated] = {}
    replaced: dict[str, list[Mention]] = {}
    for path, text in files:
        for name, attributes in _tables(path, text):
            one = _stated(path, attributes)
            known = stated.get(name)
            if known is not None:
                # What an override states again still names the stage where it stood before.
                replaced.setdefault(name, []).extend(_mentions(known))
            stated[name] = one if known is None else one.over(known)
    found: list[BuildTarget] = []
    for name, one in stated.items():
        whole = _inherited(name, stated, ())
        mentions = tuple(dict.fromkeys((*_mentions(whole), *replaced.get(name, ()))))
        dockerfile = one.dockerfile
        named = dockerfile.span if isinstance(dockerfile, Text) and dockerfile.is_literal else None
        paths = () if whole.is_inline else dockerfile_paths(folders, whole.context, whole.dockerfile)
        found.append(BuildTarget(one.file, name, paths, mentions, named))
    return found


def _tables(path: str, text: str) -> list[tuple[str, Table]]:
    if not path.lower().endswith(".json"):
        blocks = read_hcl(text)
        return [
            (block.labels[0].value, block.attributes) for block in blocks if block.kind == "target" and block.labels
        ]
    root = read_yaml(text)
    targets = root.table("target") if isinstance(root, Table) else None
    entries = () if targets is None else targets.entries
    return [(key.value, value) for key, value in entries if isinstance(value, Table)]


def _stated(path: str, attributes: Table) -> _Stated:
    inherits = attributes.get("inherits")
    if attributes.has("inherits"):
        names = tuple(None if text is None else text.value for text in texts_in(inherits))
    else:
        names = ()
    return _Stated(
        path,
        attributes.text("context") if attributes.has("context") else UNSTATED,
        attributes.text("dockerfile") if attributes.has("dockerfile") else UNSTATED,
        mention_of_stage(path, attributes.get("target")),
        mentions_of_arguments(path, attributes.get("args")),
        names,
        attributes.has("dockerfile-inline"),
    )


def _inherited(name: str, stated: Mapping[str, _Stated], seen: tuple[str, ...]) -> _Stated:
    """A target with all that it inherits; from what is not there, it may inherit anything."""
    one = stated[name]
    below = _Stated(one.file)
    for base in one.inherits:
        if base is None or base not in stated or base in seen or base == name:
            below = _Stated(one.file, context=None, dockerfile=None).over(below)
        else:
            below = _inherited(base, stated, (*seen, name)).over(below)
    return replace(one.over(below), file=one.file)


def _mentions(one: _Stated) -> list[Mention]:
    stage = [] if one.stage is None else [one.stage]
    return [*stage, *one.arguments.values()]
