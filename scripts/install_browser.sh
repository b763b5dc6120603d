#!/usr/bin/env bash
# Installs Chromium and a Chinese font for the tests of the review page, where apt-get and root exist; else says what to do.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    echo "browser: $(command -v "$name")"
    exit 0
  fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No browser found, and no apt-get to install one: install Chromium, or set SUMMARIZER_TEST_BROWSER to its path." >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "No browser found, and no root: run  sudo apt-get install chromium fonts-noto-cjk" >&2
    exit 1
  fi
  as_root="sudo"
fi
$as_root apt-get update --quiet
$as_root apt-get install --quiet --yes --no-install-recommends chromium fonts-noto-cjk
