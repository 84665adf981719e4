"""What there is once a client has introduced itself: documents, diagnostics, settings, and who answers what.

Everything that handles messages, here and in the features behind pygls, gets at the state of the session through the
workbench. Leaves out: the life cycle, which is the session's.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .abilities import ClientAbilities
from .client_settings import ClientSettings
from .connection import Connection
from .documents import Document, Documents
from .environments import Environments
from .feature_host import FeatureHost
from .folders import Folders
from .json_rpc import Identifier, JsonObject
from .late_findings import LateFindings
from .publishing import Publisher
from .refreshes import Refreshes
from .scheduler import Scheduler
from .workspace_reports import WorkspaceReports


class Workbench(NamedTuple):
    """The parts of a running session. ``waiting`` are the requests answered here that wait for an analysis."""

    connection: Connection
    scheduler: Scheduler
    abilities: ClientAbilities
    folders: Folders
    documents: Documents
    publisher: Publisher
    refreshes: Refreshes
    environments: Environments
    reports: WorkspaceReports
    features: FeatureHost
    waiting: set[Identifier]


def open_workbench(
    connection: Connection, scheduler: Scheduler, abilities: ClientAbilities, initialize: JsonObject
) -> Workbench:
    """The workbench for a client; ``initialize`` are the parameters by which it introduced itself."""
    refreshes = Refreshes(connection, abilities)
    publisher = Publisher(connection, abilities, refreshes)

    def analysed(document: Document) -> None:
        publisher.analysed(document)
        refreshes.analysed(document)
        late_findings.analysed(document)
        features.warm_up_when_idle()

    documents = Documents(scheduler, abilities.encoding, analysed)
    late_findings = LateFindings(scheduler, documents.refresh)
    folders = Folders(initialize)
    settings = ClientSettings(connection, abilities, initialize.get("initializationOptions"))
    environments = Environments(scheduler, settings, folders, documents, abilities.registers_watchers)

    reports = WorkspaceReports(connection, scheduler, abilities, folders, documents, settings)

    def make_server() -> Any:
        from .language_server import make_server

        return make_server(workbench, initialize)

    features = FeatureHost(scheduler, connection, make_server)
    workbench = Workbench(
        connection,
        scheduler,
        abilities,
        folders,
        documents,
        publisher,
        refreshes,
        environments,
        reports,
        features,
        set(),
    )
    return workbench
