#!/bin/sh
# The browser for the explorer's tests, from Debian; without it those tests are skipped by name.
command -v chromium >/dev/null 2>&1 && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || { echo "no chromium: the explorer's browser tests are skipped"; exit 0; }
(apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk) >/dev/null 2>&1 ||
  echo "chromium could not be installed: the explorer's browser tests are skipped"
exit 0
