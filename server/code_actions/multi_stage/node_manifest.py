"""What a `package.json` says of installing: whether it needs more of the project than its manifests."""

from __future__ import annotations

from ...project.manifests import PackageJson

_AFTER_INSTALL = ("preinstall", "install", "postinstall", "prepare")
_BESIDE = ("file:", "link:", "portal:", "workspace:")


def reads_more_than_manifests(package: PackageJson) -> bool:
    """Whether installing runs scripts of the project, or takes packages that lie beside it."""
    if package.workspaces or any(name in package.scripts for name in _AFTER_INSTALL):
        return True
    versions = (*package.dependencies.values(), *package.development_dependencies.values())
    return any(version.startswith(_BESIDE) for version in versions)
