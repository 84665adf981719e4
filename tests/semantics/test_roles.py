"""Which stages make up the image that is shipped."""

from __future__ import annotations

from dockwright.semantics.derivation import derive
from dockwright.syntax.tree import parse


def test_layers_of_the_last_stage_and_of_those_it_begins_from_are_in_the_image() -> None:
    text = "FROM a AS one\nFROM one AS two\nFROM a AS apart\nFROM two\nCOPY --from=apart x y\n"
    assert [stage.traits.is_in_image for stage in derive(parse(text)).stages] == [True, True, False, True]
