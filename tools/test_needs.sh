#!/bin/bash
# What the tests need beside Python: a browser, Chinese type for its pictures, PostgreSQL.
# Installs what is missing where it may (root, apt-get); otherwise says so in one line and goes on.
set -u

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || missing+=(chromium)
fc-list ':lang=zh-cn' family 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk fontconfig)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ||
    missing+=(postgresql)

[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装测试所需：${missing[*]}"
    apt-get update -qq
    for package in "${missing[@]}"; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" \
            >/dev/null 2>&1 || echo "!! 未能安装 $package：用到它的测试将跳过"
    done
else
    echo "!! 缺少 ${missing[*]}（sudo apt-get install ${missing[*]}）：用到它们的测试将跳过"
fi
exit 0
