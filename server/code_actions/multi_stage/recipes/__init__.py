"""One recipe an ecosystem: whether a file is of its kind, and what goes where."""

from __future__ import annotations

from .dotnet import plan as dotnet
from .elixir import plan as elixir
from .go import plan as go
from .java import plan as java
from .node import plan as node
from .php import plan as php
from .python import plan as python
from .ruby import plan as ruby
from .rust import plan as rust
from .website import plan as website

ALL = (go, rust, java, dotnet, elixir, ruby, php, website, node, python)
"""Every recipe, in the order in which they are asked."""
