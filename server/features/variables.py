"""Build arguments and environment variables: what is one variable, where it is set, and where it is read.

An ARG before the first FROM and the ``ARG NAME`` that takes it into a stage are one variable. Within a stage and the
stages that begin from it, all ENV of a name are one, and so are all ARG of a name; but an ENV that hides an ARG is
another variable, so ``ENV VERSION=$VERSION`` reads the one and sets the other. Which of them a place reads follows the
scope rules of https://docs.docker.com/reference/dockerfile/#scope. Leaves out: variables that live in one script only.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import field

from ..semantics.environment import Binding, BindingKind, predefined
from ..semantics.program import Program
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..syntax.bodies import From, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Instruction
from ..syntax.logical_text import Span
from ..syntax.words import KeyValue
from .occurrence import Access, Name, NameKind, Occurrence
from .variable_uses import Reader, Use, uses_in_word, uses_in_words, uses_of_step

_FROM_OUTSIDE = "`{}` is given by the builder or the base image, which would not know the new name"
_NOT_SET_HERE = "`{}` is not set in this file"


def variables(program: Program) -> list[Name]:
    """The variables of a file."""
    collector = _Collector(program)
    collector.collect()
    return collector.names()


@dataclass(slots=True)
class _Collector:
    """Puts occurrences into groups; ``parents`` leads from the key of a group to the one that it was joined with."""

    program: Program
    parents: dict[Hashable, Hashable] = field(default_factory=dict[Hashable, Hashable])
    found: list[tuple[Hashable, Occurrence]] = field(default_factory=list[tuple[Hashable, Occurrence]])
    definitions: dict[int, Span] = field(default_factory=dict[int, Span])
    given: set[Hashable] = field(default_factory=set[Hashable])
    deferred: dict[str, KeyValue] = field(default_factory=dict[str, KeyValue])

    def collect(self) -> None:
        self._preamble()
        roots: list[int] = []
        for position, (start, stage) in enumerate(zip(self.program.starts, self.program.stages, strict=True)):
            base = stage.base.stage
            roots.append(position if base is None else roots[base])
            self._from(start, stage)
            self.deferred = {}
            for offset, step in stage.all_steps():
                if offset:
                    self._step(start + offset, step, roots[position])

    def names(self) -> list[Name]:
        groups: dict[Hashable, list[Occurrence]] = {}
        for key, occurrence in self.found:
            groups.setdefault(self._root(key), []).append(occurrence)
        given = {self._root(key) for key in self.given}
        return [_name(occurrences, key in given) for key, occurrences in groups.items()]

    def _preamble(self) -> None:
        known: dict[str, KeyValue] = {}
        for index, instruction in self.program.preamble_instructions():
            if instruction.keyword is not Keyword.ARG:
                continue
            for pair in instruction.key_values:
                if pair.value is not None:
                    for use in uses_in_word(pair.value):
                        earlier = known.get(use.name)
                        self._read(index, use, ("builder", use.name) if earlier is None else id(earlier), earlier)
                self._write(index, pair, known.get(pair.key.text))
                known[pair.key.text] = pair

    def _from(self, index: int, stage: Stage) -> None:
        instruction = stage.items[0]
        assert isinstance(instruction, Instruction)
        body = body_of(instruction)
        name = body.name.span if isinstance(body, From) and body.name is not None else None
        for use in uses_in_words(instruction):
            if name is not None and name.start <= use.span.start < name.end:
                continue
            binding = self.program.lookup_global(use.name)
            self._read_binding(index, use, binding, ("builder", use.name))

    def _step(self, index: int, step: Step, root: int) -> None:
        environment = step.before.environment
        for use in uses_of_step(step):
            lookup = environment.get if use.reader is Reader.BUILD else environment.variables.get
            self._read_bound(index, use, lookup(use.name), root)
        match step.instruction.keyword:
            case Keyword.ENV if not step.is_deferred:
                self._env(index, step, root)
            case Keyword.ARG:
                self._arg(index, step, root)
            case _:
                pass

    def _env(self, index: int, step: Step, root: int) -> None:
        known = dict(step.before.environment.variables)
        for pair in step.instruction.key_values:
            name = pair.key.value or pair.key.text
            binding = known.get(name)
            self._write(index, pair, None if binding is None else binding.key_value, goes_to_earlier=False)
            if binding is None or binding.key_value is None:
                # What was read before may have been set by the base image, and then this sets it anew.
                self._join(id(pair), ("outside", root, name))
                if binding is not None:
                    self.given.add(id(pair))
            known[name] = Binding(name, None, BindingKind.ENVIRONMENT, step.instruction, pair)

    def _arg(self, index: int, step: Step, root: int) -> None:
        environment = step.before.environment
        for pair in step.instruction.key_values:
            name = pair.key.text
            if pair.value is not None:
                for use in uses_in_word(pair.value):
                    self._read_bound(index, use, environment.get(use.name), root)
            if step.is_deferred:
                self._write(index, pair, self.deferred.get(name))
                self.deferred[name] = pair
                continue
            outer = self.program.global_arguments.arguments.get(name) if pair.value is None else None
            earlier = environment.arguments.get(name)
            self._write(index, pair, None if outer is None else outer.key_value)
            if earlier is not None and earlier.key_value is not None:
                self._join(id(pair), id(earlier.key_value))
            binding = Binding(name, None, BindingKind.BUILD_ARGUMENT, step.instruction, pair)
            environment = environment.with_arguments([binding])

    def _read_bound(self, index: int, use: Use, binding: Binding | None, root: int) -> None:
        if binding is None and use.name in self.deferred:
            pair = self.deferred[use.name]
            self._read(index, use, id(pair), pair)
        else:
            self._read_binding(index, use, binding, ("outside", root, use.name))

    def _read_binding(self, index: int, use: Use, binding: Binding | None, otherwise: Hashable) -> None:
        pair = None if binding is None else binding.key_value
        self._read(index, use, otherwise if pair is None else id(pair), pair)

    def _read(self, index: int, use: Use, key: Hashable, pair: KeyValue | None) -> None:
        span = self.program.tree.absolute(index, use.span)
        definition = None if pair is None else self.definitions.get(id(pair))
        self.found.append((key, Occurrence(span, use.name, Access.READ, definition)))
        if definition is None:
            self.given.add(key)

    def _write(self, index: int, pair: KeyValue, earlier: KeyValue | None, *, goes_to_earlier: bool = True) -> None:
        if not pair.key.text:
            return
        span = self.program.tree.absolute(index, pair.key.span)
        self.definitions[id(pair)] = span
        if predefined(pair.key.text) is not None:
            self.given.add(id(pair))
        definition = self.definitions.get(id(earlier), span) if earlier is not None and goes_to_earlier else span
        self.found.append((id(pair), Occurrence(span, pair.key.text, Access.WRITE, definition)))
        if earlier is not None:
            self._join(id(pair), id(earlier))

    def _root(self, key: Hashable) -> Hashable:
        while (parent := self.parents.get(key, key)) != key:
            key = parent
        return key

    def _join(self, one: Hashable, other: Hashable) -> None:
        self.parents[self._root(one)] = self._root(other)


def _name(occurrences: list[Occurrence], is_given: bool) -> Name:
    occurrences.sort(key=lambda occurrence: occurrence.span)
    text = next((found.text for found in occurrences if found.access is Access.WRITE), occurrences[0].text)
    obstacle = None
    if not any(found.access is Access.WRITE for found in occurrences):
        obstacle = _NOT_SET_HERE.format(text)
    elif is_given:
        obstacle = _FROM_OUTSIDE.format(text)
    return Name(NameKind.VARIABLE, text, tuple(occurrences), obstacle)
