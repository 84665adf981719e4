"""From a tree to the program it means, and from a program to the one after an edit, stage by stage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import is_
from weakref import ref

from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction, Item
from ..syntax.tree import Tree, TreeEdit
from ..syntax.words import Word
from .environment import Environment
from .image_use import ImageUse, ImageUseKind, read_image_use
from .program import Program
from .references import StageNames, base_image
from .stage import Stage, make_stage
from .stage_contents import Kept, StageContents, read_contents
from .state import global_argument
from .step import StageRole, StageTraits


def derive(tree: Tree) -> Program:
    """The program of a tree, from scratch."""
    starts = [index for index, item in tree.instructions() if item.keyword is Keyword.FROM]
    return _build(tree, starts, None, Kept(0, 0))


def update(old: Program, edit: TreeEdit) -> Program:
    """The program after an edit; stages that it does not reach are the same objects."""
    tree = edit.tree
    old_count = len(old.tree.items)
    new_count = len(tree.items)
    tail = old_count - edit.kept_after
    before = old.starts[: bisect_left(old.starts, edit.kept_before)]
    after = [start + new_count - old_count for start in old.starts[bisect_left(old.starts, tail) :]]
    middle = [
        index
        for index in range(edit.kept_before, new_count - edit.kept_after)
        if isinstance(item := tree.items[index], Instruction) and item.keyword is Keyword.FROM
    ]
    kept = Kept(edit.kept_before, edit.kept_after)
    if before and not middle and len(before) + len(after) == len(old.starts):
        return _with_changed_stage(old, tree, before + after, len(before) - 1, kept)
    return _build(tree, before + middle + after, old, kept)


def _with_changed_stage(old: Program, tree: Tree, starts: list[int], position: int, kept: Kept) -> Program:
    """The program after an edit below the FROM of one stage: only it and the stages that begin from it are new."""
    start, old_contents = starts[position], old.stages[position].contents
    stop = starts[position + 1] if position + 1 < len(starts) else len(tree.items)
    before = kept.before - start
    after = min(kept.after - (len(tree.items) - stop), len(old_contents.items) - before, stop - start - before)
    assert old.starts[position] == start
    new: dict[int, StageContents] = {}

    def contents_of(place: int) -> StageContents:
        return new[place] if place in new else old.stages[place].contents

    def renew(place: int, items: tuple[Item, ...], kept: Kept) -> None:
        names, origin = old.stages[place].contents.names, _Origin(old.stages[place], kept)
        new[place] = _contents(items, names, contents_of, old.global_arguments, origin)

    renew(position, tree.items[start:stop], Kept(before, after))
    if new[position].needed != old_contents.needed:
        return _build(tree, starts, old, kept)
    stages = list(old.stages)
    changed = _with_descendants(old.children, position)
    for place in changed[1:]:
        items = contents_of(place).items
        renew(place, items, Kept(len(items), 0))
    for place in changed:
        stage, contents = stages[place], new[place]
        base = contents.base.stage
        parent = None if base is None else stages[base]
        traits = replace(stage.traits, facts=contents.facts, base=contents.base)
        stages[place] = make_stage(contents, traits, parent, stage)
    is_same = all(stages[place].traits == old.stages[place].traits for place in changed)
    frame = old.frame if is_same else object()
    new_stages, origin = tuple(stages), ref(old)
    return Program(tree, old.preamble, old.global_arguments, starts, new_stages, old.children, {}, frame, kept, origin)


def _with_descendants(children: Mapping[int, tuple[int, ...]], position: int) -> list[int]:
    """A stage and all that begin from it, directly or not, in the order of the file."""
    found = {position}
    waiting = [position]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            found.add(child)
            waiting.append(child)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Origin:
    """The old stage that a new one came from, and how many items at both ends are the same."""

    stage: Stage
    kept: Kept


def _build(tree: Tree, starts: list[int], old: Program | None, kept: Kept) -> Program:
    preamble = tree.items[: starts[0]] if starts else tree.items
    global_arguments = _global_arguments(preamble, old)
    origins = _origins(tree, starts, old, kept)
    contents: list[StageContents] = []
    names: StageNames = ()
    for position, start in enumerate(starts):
        stop = starts[position + 1] if position + 1 < len(starts) else len(tree.items)
        origin = origins.get(position)
        stage_contents = _contents(tree.items[start:stop], names, contents.__getitem__, global_arguments, origin)
        contents.append(stage_contents)
        name = stage_contents.name
        names = (*names, None if name is None else name.lower())
    stages = _stages(contents, origins)
    before = None if old is None else ref(old)
    return Program(tree, preamble, global_arguments, starts, stages, _children(contents), kept=kept, origin=before)


def _children(contents: list[StageContents]) -> dict[int, tuple[int, ...]]:
    children: dict[int, tuple[int, ...]] = {}
    for position, stage_contents in enumerate(contents):
        if stage_contents.base.stage is not None:
            children[stage_contents.base.stage] = (*children.get(stage_contents.base.stage, ()), position)
    return children


def _global_arguments(preamble: tuple[Item, ...], old: Program | None) -> Environment:
    if old is not None and old.preamble == preamble:
        return old.global_arguments
    environment = Environment()
    for item in preamble:
        if isinstance(item, Instruction) and item.keyword is Keyword.ARG:
            environment = global_argument(environment, item)
    return environment


def _origins(tree: Tree, starts: list[int], old: Program | None, kept: Kept) -> dict[int, _Origin]:
    """Pair stages with old ones: from the front, from the back, and the one in between if there is one on each side."""
    if old is None:
        return {}
    old_ends = [*old.starts[1:], len(old.tree.items)]
    ends = [*starts[1:], len(tree.items)]
    front = min(bisect_right(old_ends, kept.before), len(starts))
    # An item behind the last kept one may have stopped or begun to be a FROM, which moves that stage's end.
    while front and ends[front - 1] != old_ends[front - 1]:
        front -= 1
    old_tail = len(old.tree.items) - kept.after
    back = len(old.starts) - bisect_left(old.starts, old_tail)
    origins: dict[int, _Origin] = {}
    for position in range(front):
        size = ends[position] - starts[position]
        origins[position] = _Origin(old.stages[position], Kept(size, 0))
    for offset in range(1, min(back, len(starts) - len(origins)) + 1):
        position = len(starts) - offset
        size = ends[position] - starts[position]
        origins[position] = _Origin(old.stages[-offset], Kept(size, 0))
    if len(starts) - len(origins) == 1 and len(old.stages) - len(origins) == 1:
        position = front
        before = max(kept.before - starts[position], 0)
        after = max(min(kept.after - (len(tree.items) - ends[position]), ends[position] - starts[position] - before), 0)
        origins[position] = _Origin(old.stages[position], Kept(before, after))
    return origins


def _contents(
    items: tuple[Item, ...],
    names: StageNames,
    contents_of: Callable[[int], StageContents],
    global_arguments: Environment,
    origin: _Origin | None,
) -> StageContents:
    from_instruction = items[0]
    assert isinstance(from_instruction, Instruction)
    old = None if origin is None else origin.stage.contents
    if old is not None and (old.names != names or old.global_arguments is not global_arguments):
        base = None
    else:
        base = old.base if old is not None and old.items[0] is from_instruction else None
    if base is None:
        base = base_image(from_instruction, global_arguments.get_or_predefined, names) or _no_image(from_instruction)
    parent = None if base.stage is None else contents_of(base.stage)
    kept = Kept(0, 0) if origin is None else origin.kept
    # The longest stages are those of which an item changed, and then nothing has to be compared.
    may_be_old = old is not None and kept.before + kept.after >= len(items)
    if old is not None and may_be_old and _is_unchanged(old, items, base, parent, names, global_arguments):
        return old
    return read_contents(items, base, parent, global_arguments, names, old, kept)


def _is_unchanged(
    old: StageContents,
    items: tuple[Item, ...],
    base: ImageUse,
    parent: StageContents | None,
    names: StageNames,
    global_arguments: Environment,
) -> bool:
    return (
        old.global_arguments is global_arguments
        and old.names == names
        and old.base == base
        and (parent is None or (old.states[0] is parent.states[-1] and old.facts is parent.facts))
        and len(old.items) == len(items)
        and all(map(is_, old.items, items))
    )


def _no_image(instruction: Instruction) -> ImageUse:
    """A FROM without an image, as it stands while being typed."""
    empty = Word(instruction.arguments, instruction.escape)
    return read_image_use(ImageUseKind.FROM, instruction, empty, None, None, ())


def _stages(contents: list[StageContents], origins: dict[int, _Origin]) -> tuple[Stage, ...]:
    roles = _roles(contents)
    in_image = _in_image(contents)
    stages: list[Stage] = []
    for position, stage_contents in enumerate(contents):
        traits = StageTraits(
            stage_contents.name,
            roles[position],
            stage_contents.facts,
            stage_contents.base,
            len(contents) == 1,
            position in in_image,
        )
        parent = None if stage_contents.base.stage is None else stages[stage_contents.base.stage]
        origin = origins.get(position)
        old = None if origin is None else origin.stage
        if old is not None and old.contents is stage_contents and old.traits == traits and old.parent is parent:
            stages.append(old)
            continue
        stages.append(make_stage(stage_contents, traits, parent, old))
    return tuple(stages)


def _roles(contents: list[StageContents]) -> list[StageRole]:
    """The last stage is shipped; what it needs, directly or not, feeds it; all others stand apart.

    Where an argument decides which stage is begun from, any of them may be needed.
    """
    is_certain = not any(_may_vary(stage_contents.base) for stage_contents in contents)
    roles = [StageRole.APART if is_certain else StageRole.UNCERTAIN] * len(contents)
    waiting = [len(contents) - 1] if contents else []
    needed: set[int] = set()
    while waiting:
        position = waiting.pop()
        if position in needed:
            continue
        needed.add(position)
        waiting.extend(contents[position].needed)
    for position in needed:
        roles[position] = StageRole.FEEDS
    if contents:
        roles[-1] = StageRole.SHIPPED
    return roles


def _in_image(contents: list[StageContents]) -> set[int]:
    """The last stage and those it begins from, one upon the other."""
    found: set[int] = set()
    position = len(contents) - 1 if contents else None
    while position is not None:
        found.add(position)
        position = contents[position].base.stage
    return found


def _may_vary(base: ImageUse) -> bool:
    return base.value is None or (base.stage is not None and bool(base.bindings))
