"""What fetches and unpacks: curl, wget, tar, unzip, git, gpg, ssh."""

from __future__ import annotations

from ..specification import Subcommand, Tool

_CURL = """
-0 --http1.0
-1 --tlsv1
-2 --sslv2
-3 --sslv3
-4 --ipv4
-6 --ipv6
-a --append
-A --user-agent NAME
-b --cookie DATA
-B --use-ascii
-c --cookie-jar FILE
-C --continue-at OFFSET
-d --data --data-ascii DATA
-D --dump-header FILE
-e --referer URL
-E --cert CERTIFICATE
-f --fail
-F --form PAIR
-g --globoff
-G --get
-h --help
-H --header LINE
-i --include --show-headers
-I --head
-j --junk-session-cookies
-J --remote-header-name
-k --insecure
-K --config FILE
-l --list-only
-L --location
-m --max-time SECONDS
-M --manual
-n --netrc
-N --no-buffer
-o --output FILE
-O --remote-name
-p --proxytunnel
-P --ftp-port ADDRESS
-q --disable
-Q --quote COMMAND
-r --range RANGE
-R --remote-time
-s --silent
-S --show-error
-t --telnet-option OPTION
-T --upload-file FILE
-u --user USER
-U --proxy-user USER
-v --verbose
-V --version
-w --write-out FORMAT
-x --proxy URL
-X --request METHOD
-y --speed-time SECONDS
-Y --speed-limit SPEED
-z --time-cond TIME
-Z --parallel
-# --progress-bar
-: --next
--cacert FILE
--capath DIRECTORY
--cert-type TYPE
--ciphers LIST
--compressed
--connect-timeout SECONDS
--connect-to ADDRESSES
--create-dirs
--create-file-mode MODE
--data-binary DATA
--data-raw DATA
--data-urlencode DATA
--dns-servers ADDRESSES
--doh-url URL
--engine NAME
--etag-compare FILE
--etag-save FILE
--fail-early
--fail-with-body
--form-string PAIR
--ftp-create-dirs
--ftp-pasv
--ftp-ssl
--happy-eyeballs-timeout-ms MILLISECONDS
--http1.1
--http2
--http2-prior-knowledge
--http3
--interface NAME
--json DATA
--keepalive-time SECONDS
--key FILE
--key-type TYPE
--limit-rate SPEED
--local-port RANGE
--location-trusted
--max-filesize BYTES
--max-redirs COUNT
--negotiate
--netrc-file FILE
--netrc-optional
--no-keepalive
--no-progress-meter
--no-sessionid
--no-location
--no-fail
--noproxy HOSTS
--ntlm
--oauth2-bearer TOKEN
--output-dir DIRECTORY
--parallel-max COUNT
--pass PHRASE
--path-as-is
--pinnedpubkey HASHES
--post301
--post302
--post303
--proto PROTOCOLS
--proto-default PROTOCOL
--proto-redir PROTOCOLS
--proxy-header LINE
--proxy-insecure
--proxy-cacert FILE
--pubkey KEY
--remote-name-all
--remove-on-error
--resolve ADDRESSES
--retry COUNT
--retry-all-errors
--retry-connrefused
--retry-delay SECONDS
--retry-max-time SECONDS
--skip-existing
--socks5 HOST
--socks5-hostname HOST
--ssl
--ssl-no-revoke
--ssl-reqd
--stderr FILE
--styled-output
--tcp-nodelay
--tls-max VERSION
--tls13-ciphers LIST
--tlsv1.0
--tlsv1.1
--tlsv1.2
--tlsv1.3
--trace FILE
--unix-socket PATH
--url URL
--url-query DATA
--variable PAIR
--aws-sigv4 PROVIDER
--basic
--digest
--anyauth
--no-alpn
--no-npn
--tcp-fastopen
--raw
--rate RATE
--preproxy URL
"""

_WGET = """
-4 --inet4-only
-6 --inet6-only
-a --append-output FILE
-A --accept LIST
-b --background
-B --base URL
-c --continue
-d --debug
-D --domains LIST
-e --execute COMMAND
-E --adjust-extension --html-extension
-F --force-html
-h --help
-H --span-hosts
-i --input-file FILE
-I --include-directories LIST
-k --convert-links
-K --backup-converted
-l --level DEPTH
-L --relative
-m --mirror
-N --timestamping
-nc --no-clobber
-nd --no-directories
-nH --no-host-directories
-np --no-parent
-nv --no-verbose
-o --output-file FILE
-O --output-document FILE
-p --page-requisites
-P --directory-prefix DIRECTORY
-q --quiet
-Q --quota SIZE
-r --recursive
-R --reject LIST
-S --server-response
-t --tries COUNT
-T --timeout SECONDS
-U --user-agent NAME
-v --verbose
-V --version
-w --wait SECONDS
-x --force-directories
-X --exclude-directories LIST
-Y --use-proxy VALUE
--no-check-certificate
--check-certificate [MODE]
--no-cache
--no-cookies
--no-dns-cache
--no-hsts
--no-http-keep-alive
--no-iri
--no-netrc
--no-passive-ftp
--no-proxy
--no-use-server-timestamps
--auth-no-challenge
--bind-address ADDRESS
--body-data DATA
--body-file FILE
--ca-certificate FILE
--ca-directory DIRECTORY
--certificate FILE
--certificate-type TYPE
--ciphers LIST
--compression TYPE
--config FILE
--connect-timeout SECONDS
--content-disposition
--content-on-error
--crl-file FILE
--cut-dirs COUNT
--default-page NAME
--dns-timeout SECONDS
--ftp-password PASSWORD
--ftp-user USER
--header LINE
--http-password --http-passwd PASSWORD
--http-user USER
--https-only
--ignore-length
--keep-session-cookies
--limit-rate RATE
--load-cookies FILE
--max-redirect COUNT
--method METHOD
--password PASSWORD
--pinnedpubkey HASHES
--post-data DATA
--post-file FILE
--prefer-family FAMILY
--private-key FILE
--progress TYPE
--proxy-password PASSWORD
--proxy-user USER
--random-wait
--read-timeout SECONDS
--referer URL
--reject-regex PATTERN
--accept-regex PATTERN
--report-speed TYPE
--restrict-file-names MODES
--retry-connrefused
--retry-on-host-error
--retry-on-http-error LIST
--save-cookies FILE
--save-headers
--secure-protocol PROTOCOL
--show-progress
--spider
--start-pos OFFSET
--trust-server-names
--unlink
--user USER
--waitretry SECONDS
--xattr
"""

_TAR = """
-A --catenate --concatenate
-c --create
-d --diff --compare
-r --append
-t --list
-u --update
-x --extract --get
--delete
-a --auto-compress
-b --blocking-factor BLOCKS
-B --read-full-records
-C --directory DIRECTORY
-E
-f --file ARCHIVE
-F --info-script SCRIPT
-g --listed-incremental FILE
-G --incremental
-h --dereference
-H --format FORMAT
-i --ignore-zeros
-I --use-compress-program PROGRAM
-j --bzip2
-J --xz
-k --keep-old-files
-K --starting-file NAME
-l --check-links
-L --tape-length LENGTH
-m --touch
-M --multi-volume
-n --seek
-N --newer --after-date DATE
-o
-O --to-stdout
-p --preserve-permissions --same-permissions
-P --absolute-names
-R --block-number
-s --preserve-order --same-order
-S --sparse
-T --files-from FILE
-U --unlink-first
-v --verbose
-V --label TEXT
-w --interactive --confirmation
-W --verify
-X --exclude-from FILE
-z --gzip --gunzip --ungzip
-Z --compress --uncompress
--zstd
--lzip
--lzma
--lzop
--acls
--anchored
--atime-preserve [METHOD]
--backup [CONTROL]
--check-device
--checkpoint [COUNT]
--checkpoint-action ACTION
--clamp-mtime
--delay-directory-restore
--exclude PATTERN
--exclude-caches
--exclude-vcs
--force-local
--full-time
--group NAME
--group-map FILE
--hard-dereference
--ignore-command-error
--ignore-failed-read
--keep-directory-symlink
--keep-newer-files
--mode CHANGES
--mtime DATE
--new-volume-script SCRIPT
--no-acls
--no-anchored
--no-check-device
--no-ignore-case
--ignore-case
--no-null
--no-overwrite-dir
--no-quote-chars TEXT
--no-recursion
--recursion
--no-same-owner
--no-same-permissions
--no-selinux
--no-wildcards
--no-xattrs
--null
--numeric-owner
--occurrence [NUMBER]
--old-archive --portability
--one-file-system
--one-top-level [DIRECTORY]
--overwrite
--overwrite-dir
--owner NAME
--owner-map FILE
--pax-option LIST
--posix
--quote-chars TEXT
--quoting-style STYLE
--record-size BYTES
--recursive-unlink
--remove-files
--restrict
--rmt-command COMMAND
--rsh-command COMMAND
--same-owner
--selinux
--show-defaults
--show-omitted-dirs
--show-transformed-names
--skip-old-files
--sort ORDER
--strip-components --strip COUNT
--suffix TEXT
--to-command COMMAND
--totals [SIGNAL]
--transform --xform EXPRESSION
--utc
--verbatim-files-from
--volno-file FILE
--warning KEYWORD
--wildcards
--wildcards-match-slash
--xattrs
--xattrs-exclude PATTERN
--xattrs-include PATTERN
-? --help
--usage
--version
"""

_GIT = """
-v --version
-h --help
-C PATH
-c SETTING
--exec-path [PATH]
--html-path
-p --paginate
-P --no-pager
--no-replace-objects
--bare
--git-dir PATH
--work-tree PATH
--namespace NAME
--config-env PAIR
--super-prefix PATH
--no-optional-locks
--literal-pathspecs
--attr-source TREE
"""

_GIT_COMMANDS = {
    "clone": Subcommand(
        """
-l --local
--no-hardlinks
-s --shared
--reference REPOSITORY
--reference-if-able REPOSITORY
--dissociate
-q --quiet
-v --verbose
--progress
--server-option OPTION
-n --no-checkout
--reject-shallow
--bare
--sparse
--filter SPECIFICATION
--also-filter-submodules
--mirror
-o --origin NAME
-b --branch NAME
--revision REVISION
-u --upload-pack PATH
--template DIRECTORY
-c --config SETTING
--depth DEPTH
--shallow-since DATE
--shallow-exclude REFERENCE
--single-branch
--no-single-branch
--tags
--no-tags
--recurse-submodules --recursive [PATHS]
--shallow-submodules
--no-shallow-submodules
--remote-submodules
--separate-git-dir DIRECTORY
--ref-format FORMAT
-j --jobs COUNT
-4 --ipv4
-6 --ipv6
"""
    ),
    "checkout": Subcommand(
        "-q --quiet\n--progress\n-f --force\n-b BRANCH\n-B BRANCH\n-t --track [=MODE]\n--no-track\n-d --detach\n"
        "--orphan BRANCH\n-m --merge\n--recurse-submodules\n--ours\n--theirs\n-p --patch\n"
    ),
    "switch": Subcommand("-c --create BRANCH\n-C --force-create BRANCH\n-d --detach\n-q --quiet\n-f --force\n"),
    "fetch": Subcommand(
        "--all\n-a --append\n--depth DEPTH\n--deepen DEPTH\n--shallow-since DATE\n--unshallow\n-f --force\n-t --tags\n"
        "-n --no-tags\n-p --prune\n-q --quiet\n-v --verbose\n-j --jobs COUNT\n--recurse-submodules [MODE]\n"
        "--filter SPECIFICATION\n-u --update-head-ok\n"
    ),
    "pull": Subcommand(
        "-q --quiet\n--rebase [MODE]\n--ff-only\n--depth DEPTH\n--recurse-submodules [MODE]\n--no-rebase\n"
    ),
    "submodule": Subcommand(
        "-q --quiet\n",
        subcommands={
            "update": Subcommand(
                "--init\n--recursive\n--depth DEPTH\n--remote\n-f --force\n-j --jobs COUNT\n--progress\n"
            ),
            "init": Subcommand(),
            "add": Subcommand("-b BRANCH\n-f --force\n--name NAME\n--depth DEPTH\n"),
            "sync": Subcommand("--recursive\n"),
            "foreach": Subcommand("--recursive\n", options_end_at_operand=True),
            "status": Subcommand(),
        },
    ),
    "config": Subcommand(
        "--global\n--system\n--local\n--worktree\n-f --file FILE\n--add\n--replace-all\n--get\n--get-all\n--unset\n"
        "--unset-all\n-l --list\n--type TYPE\n--bool\n--int\n-e --edit\n"
    ),
    "reset": Subcommand("--hard\n--soft\n--mixed\n--keep\n-q --quiet\n"),
    "lfs": Subcommand(subcommands={name: Subcommand() for name in ("install", "pull", "fetch", "checkout", "clone")}),
    "init": Subcommand("-q --quiet\n--bare\n-b --initial-branch NAME\n--template DIRECTORY\n"),
    "apply": Subcommand("-p NUMBER\n--check\n--reject\n-v --verbose\n--directory DIRECTORY\n--3way -3\n"),
    "am": Subcommand("-3 --3way\n-q --quiet\n-p NUMBER\n"),
    "add": Subcommand("-A --all\n-f --force\n-u --update\n-v --verbose\n"),
    "commit": Subcommand(
        "-m --message TEXT\n-a --all\n-q --quiet\n--allow-empty\n--amend\n--no-verify -n\n--author AUTHOR\n"
    ),
    "archive": Subcommand("--format FORMAT\n--prefix PREFIX\n-o --output FILE\n--remote REPOSITORY\n"),
    "remote": Subcommand(
        subcommands={name: Subcommand() for name in ("add", "remove", "set-url", "get-url", "update")}
    ),
    "log": Subcommand("-n --max-count COUNT\n--oneline\n--format FORMAT\n--pretty [FORMAT]\n"),
    "rev-parse": Subcommand("--short [LENGTH]\n--abbrev-ref\n--show-toplevel\n--verify\n"),
    "describe": Subcommand("--tags\n--always\n--dirty [MARK]\n--abbrev [LENGTH]\n--long\n--all\n"),
    "clean": Subcommand("-d\n-f --force\n-x\n-X\n-q --quiet\n-n --dry-run\n-e --exclude PATTERN\n"),
    "gc": Subcommand("--prune [DATE]\n--aggressive\n--auto\n-q --quiet\n"),
    "sparse-checkout": Subcommand(),
    "cherry-pick": Subcommand(),
    "merge": Subcommand(),
    "branch": Subcommand(),
    "tag": Subcommand(),
    "ls-remote": Subcommand(),
    "show": Subcommand(),
    "status": Subcommand(),
    "diff": Subcommand(),
    "worktree": Subcommand(),
    "bundle": Subcommand(),
}

TOOLS = (
    Tool("curl", ("curl",), _CURL, abbreviations=True),
    Tool("wget", ("wget",), _WGET, abbreviations=True),
    Tool("tar", ("tar", "gtar", "bsdtar"), _TAR, abbreviations=True, bundled_first=True),
    Tool(
        "unzip",
        ("unzip",),
        "-a\n-b\n-B\n-c\n-C\n-d DIRECTORY\n-D\n-f\n-j\n-K\n-l\n-L\n-M\n-n\n-o\n-p\n-P PASSWORD\n-q\n-s\n-t\n"
        "-T\n-u\n-U\n"
        "-v\n-V\n-W\n-x\n-X\n-z\n-Z\n-:\n-^\n-/\n",
    ),
    Tool("git", ("git",), _GIT, _GIT_COMMANDS),
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
    Tool(
        "ssh",
        ("ssh",),
        "-4\n-6\n-A\n-a\n-C\n-f\n-G\n-g\n-K\n-k\n-M\n-N\n-n\n-q\n-s\n-T\n-t\n-V\n-v\n-X\n-x\n-Y\n-y\n-B INTERFACE\n"
        "-b ADDRESS\n-c CIPHER\n-D ADDRESS\n-E FILE\n-e CHARACTER\n-F FILE\n-I LIBRARY\n-i FILE\n-J DESTINATION\n"
        "-L ADDRESS\n-l NAME\n-m MACS\n-O COMMAND\n-o OPTION\n-p PORT\n-Q QUERY\n-R ADDRESS\n-S PATH\n"
        "-W HOST\n-w TUNNEL\n",
    ),
    Tool(
        "ssh-keyscan",
        ("ssh-keyscan",),
        "-4\n-6\n-c\n-D\n-H\n-q\n-v\n-f FILE\n-O OPTION\n-p PORT\n-T SECONDS\n-t TYPE\n",
    ),
    Tool(
        "ssh-keygen",
        ("ssh-keygen",),
        "-q\n-A\n-B\n-c\n-e\n-H\n-i\n-l\n-p\n-v\n-y\n-t TYPE\n-b BITS\n-C COMMENT\n-E HASH\n-F HOST\n"
        "-f FILE\n-N PASSPHRASE\n"
        "-P PASSPHRASE\n-R HOST\n-m FORMAT\n-o\n",
    ),
)
