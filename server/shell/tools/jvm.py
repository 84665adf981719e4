"""Build tools of the JVM: mvn, gradle, and their wrappers."""

from __future__ import annotations

from ..specification import Tool

_MAVEN = """
-am --also-make
-amd --also-make-dependents
-B --batch-mode
-b --builder NAME
-C --strict-checksums
-c --lax-checksums
-cpu --check-plugin-updates
-D --define PROPERTY
-e --errors
-emp --encrypt-master-password PASSWORD
-ep --encrypt-password PASSWORD
-f --file FILE
-fae --fail-at-end
-ff --fail-fast
-fn --fail-never
-gs --global-settings FILE
-gt --global-toolchains FILE
-h --help
-is --install-settings FILE
-itr --ignore-transitive-repositories
-l --log-file FILE
-llr --legacy-local-repository
-N --non-recursive
-ntp --no-transfer-progress
-npr --no-plugin-registry
-npu --no-plugin-updates
-nsu --no-snapshot-updates
-o --offline
-P --activate-profiles PROFILES
-pl --projects PROJECTS
-ps --project-settings FILE
-q --quiet
-rf --resume-from PROJECT
-r --resume
-s --settings FILE
-t --toolchains FILE
-T --threads COUNT
-U --update-snapshots
-up --update-plugins
-v --version
-V --show-version
-X --debug
--color WHEN
"""

_GRADLE = """
-? -h --help
-a --no-rebuild
-b --build-file FILE
-c --settings-file FILE
-C --configure-on-demand
-D --system-prop PROPERTY
-d --debug
-g --gradle-user-home DIRECTORY
-I --init-script FILE
-i --info
-m --dry-run
-M --write-verification-metadata ALGORITHMS
-F --dependency-verification MODE
-P --project-prop PROPERTY
-p --project-dir DIRECTORY
-q --quiet
-S --full-stacktrace
-s --stacktrace
-t --continuous
-U --update-locks COORDINATES
-v --version
-V --show-version
-w --warn
-x --exclude-task TASK
--build-cache
--no-build-cache
--configuration-cache
--no-configuration-cache
--configuration-cache-problems MODE
--console MODE
--continue
--no-continue
--daemon
--no-daemon
--foreground
--stop
--status
--gui
--include-build DIRECTORY
--max-workers COUNT
--offline
--parallel
--no-parallel
--priority LEVEL
--profile
--project-cache-dir DIRECTORY
--refresh-dependencies
--refresh-keys
--export-keys
--rerun
--rerun-tasks
--scan
--no-scan
--task-graph
--no-watch-fs
--watch-fs
--warning-mode MODE
--write-locks
--tests FILTER
--args ARGUMENTS
"""

TOOLS = (
    Tool("mvn", ("mvn", "mvnw", "mvnd"), _MAVEN, clusters=False),
    Tool("gradle", ("gradle", "gradlew"), _GRADLE, clusters=False),
)
