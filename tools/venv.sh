#!/bin/bash
# usage: tools/venv.sh FOLDER: a virtual environment with pip, from the first Python >= 3.11 found.
set -eu

folder=$1
wanted='import sys; sys.exit(sys.version_info < (3, 11))'

python=
for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c "$wanted" 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "需要 Python 3.11 或更高版本（apt-get install python3 python3-venv）" >&2
    exit 1
fi

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "安装 python3-venv"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        echo "缺少 python3-venv，请先运行：sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi

rm -rf "$folder"
"$python" -m venv "$folder"
