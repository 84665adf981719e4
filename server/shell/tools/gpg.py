"""gpg."""

from __future__ import annotations

from ..specification import Tool

TOOLS = (
    Tool(
        "gpg",
        ("gpg", "gpg2"),
        """
-a --armor
-b --detach-sign
-c --symmetric
-d --decrypt
-e --encrypt
-h --help
-k --list-keys --list-public-keys
-K --list-secret-keys
-n --dry-run
-o --output FILE
-q --quiet
-r --recipient USER
-R --hidden-recipient USER
-s --sign
-u --local-user USER
-v --verbose
-z LEVEL
-N --set-notation PAIR
--allow-secret-key-import
--always-trust
--batch
--no-batch
--check-sigs
--clear-sign --clearsign
--command-fd DESCRIPTOR
--dearmor
--enarmor
--default-key NAME
--delete-key
--delete-keys
--delete-secret-keys
--display-charset NAME
--edit-key
--export
--export-options OPTIONS
--export-ownertrust
--export-secret-keys
--fetch-keys
--fingerprint
--gen-key
--generate-key --full-generate-key --full-gen-key
--quick-generate-key --quick-gen-key
--homedir DIRECTORY
--import
--import-options OPTIONS
--import-ownertrust
--keyring FILE
--keyserver URL
--keyserver-options OPTIONS
--keyid-format FORMAT
--list-options OPTIONS
--locate-keys
--auto-key-locate METHODS
--logger-fd DESCRIPTOR
--lock-never
--no-auto-check-trustdb
--no-default-keyring
--no-options
--no-permission-warning
--no-random-seed-file
--no-symkey-cache
--no-tty
--options FILE
--passphrase TEXT
--passphrase-fd DESCRIPTOR
--passphrase-file FILE
--pinentry-mode MODE
--primary-keyring FILE
--recv-keys --receive-keys --recv-key --recv
--refresh-keys
--search-keys
--secret-keyring FILE
--send-keys
--show-keys
--status-fd DESCRIPTOR
--status-file FILE
--trust-model MODEL
--trustdb-name FILE
--update-trustdb
--use-agent
--no-use-agent
--verify
--verify-options OPTIONS
--version
--with-colons
--with-fingerprint
--with-subkey-fingerprint
--yes
""",
        abbreviations=True,
    ),
)
