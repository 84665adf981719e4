"""What a ``pom.xml`` says (https://maven.apache.org/pom.html), properties of the same file filled in.

A document with a DOCTYPE is not read, since entities can make a small file large. Leaves out: parents that are fetched,
profiles.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from ...syntax.dataclass import dataclass
from ..build_context import BuildContext
from ..manifests import ManifestProblem
from .facts import Known, Note, Origin
from .reading import line_at, lost_text, problem_note, text_of


@dataclass(frozen=True, slots=True)
class Pom:
    """``coordinates`` has ``group:artifact`` of the parent, the dependencies and the plugins, test ones left out;
    ``is_fat`` tells that a jar with all dependencies and a main class is made."""

    name: Known | None = None
    artifact: str | None = None
    version: str | None = None
    packaging: str | None = None
    final_name: str | None = None
    java_version: Known | None = None
    main_class: Known | None = None
    modules: tuple[str, ...] = ()
    plugins: frozenset[str] = frozenset()
    is_fat: bool = False
    local_parent: Origin | None = None
    coordinates: Mapping[str, Origin] = field(default_factory=dict[str, Origin])
    notes: tuple[Note, ...] = ()


def read_pom(context: BuildContext, path: str) -> Pom:
    """The facts of a ``pom.xml``; with nothing but a note where it cannot be read."""
    text = text_of(context, path)
    if text is None:
        return Pom(notes=lost_text(context, path))
    root = parse_xml(text)
    if isinstance(root, ManifestProblem):
        return Pom(notes=(problem_note(path, root),))
    return _pom(root, text, path)


@lru_cache(maxsize=16)
def parse_xml(text: str) -> ElementTree.Element | ManifestProblem:
    """The document element with namespaces left out, or why there is none."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return ManifestProblem(None, "it has a document type")
    try:
        root = ElementTree.fromstring(text.removeprefix("\ufeff").encode("utf-8", "replace"))
    except ElementTree.ParseError as error:
        return ManifestProblem(error.position[0], str(error).partition(":")[0])
    except (ValueError, LookupError) as error:
        return ManifestProblem(None, str(error))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


_REFERENCE = re.compile(r"\$\{([^}\s]++)\}")


def _pom(root: ElementTree.Element, text: str, path: str) -> Pom:
    properties = {each.tag: (each.text or "").strip() for each in root.find("properties") or ()}
    artifact = value_in(root, "artifactId")
    version = value_in(root, "version") or value_in(root, "parent/version")
    properties |= {"project.artifactId": artifact or "", "project.version": version or ""}

    def filled(value: str | None) -> str | None:
        for _ in range(4):
            if value is None or "${" not in value or len(value) > 1000:
                break
            value = _REFERENCE.sub(lambda found: properties.get(found[1], found[0]), value)
        return value if value and "${" not in value else None

    plugins = list(root.iterfind("build/plugins/plugin"))
    coordinates = _coordinates(root, plugins, properties, text, path)
    final = root.find("build/finalName")
    parent = root.find("parent")
    relative = None if parent is None else parent.find("relativePath")
    names = frozenset(name for plugin in plugins if (name := value_in(plugin, "artifactId")))
    main = next(
        (
            filled((each.text or "").strip())
            for each in root.iter()
            if each.tag in ("mainClass", "Main-Class", "start-class")
        ),
        None,
    )
    java = next(
        (
            (key, value)
            for key in ("java.version", "maven.compiler.release", "maven.compiler.source")
            if (value := filled(properties.get(key)))
        ),
        None,
    )
    compiler = next((plugin for plugin in plugins if value_in(plugin, "artifactId") == "maven-compiler-plugin"), None)
    if java is None and compiler is not None:
        source = filled(value_in(compiler, "configuration/release") or value_in(compiler, "configuration/source"))
        java = ("release" if value_in(compiler, "configuration/release") else "source", source) if source else None
    return Pom(
        name=Known(artifact, Origin(path, _line(text, f"<artifactId>{artifact}<"), "artifactId")) if artifact else None,
        artifact=artifact,
        version=filled(version),
        packaging=value_in(root, "packaging"),
        final_name=filled((final.text or "").strip()) if final is not None else _assembled_name(plugins),
        java_version=Known(java[1], Origin(path, _line(text, f"<{java[0]}>"), java[0])) if java else None,
        main_class=Known(main, Origin(path, _line(text, f">{main}<"))) if main else None,
        modules=tuple((each.text or "").strip() for each in root.iterfind("modules/module"))[:100],
        plugins=names,
        is_fat=main is not None and "maven-assembly-plugin" in names,
        local_parent=Origin(path, _line(text, "<parent>"), "parent") if _is_local(parent, relative) else None,
        coordinates=coordinates,
    )


def _is_local(parent: ElementTree.Element | None, relative: ElementTree.Element | None) -> bool:
    """Maven looks for the parent in ``..`` unless told otherwise; only a path that is written down is taken as said."""
    return parent is not None and relative is not None and bool((relative.text or "").strip())


def _assembled_name(plugins: list[ElementTree.Element]) -> str | None:
    for plugin in plugins:
        if value_in(plugin, "artifactId") == "maven-assembly-plugin":
            return next(((each.text or "").strip() for each in plugin.iter("finalName")), None)
    return None


def value_in(element: ElementTree.Element, path: str) -> str | None:
    """What stands in the first element at a path below another one; ``None`` where nothing does."""
    return (element.findtext(path) or "").strip() or None


def _coordinates(
    root: ElementTree.Element, plugins: list[ElementTree.Element], properties: Mapping[str, str], text: str, path: str
) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    parent = root.find("parent")
    wanted = [*([parent] if parent is not None else []), *root.iterfind("dependencies/dependency"), *plugins]
    for element in wanted[:2_000]:
        artifact = value_in(element, "artifactId")
        if artifact is None or value_in(element, "scope") == "test":
            continue
        group = _REFERENCE.sub(lambda each: properties.get(each[1], each[0]), value_in(element, "groupId") or "")
        found.setdefault(f"{group}:{artifact}", Origin(path, _line(text, f"<artifactId>{artifact}<"), artifact))
    return found


def _line(text: str, needle: str) -> int | None:
    offset = text.find(needle)
    return None if offset < 0 else line_at(text, offset)
