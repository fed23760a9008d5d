#!/usr/bin/env bash
# Installs the grader into an environment of its own. Gradescope calls this once, when it builds the image.
set -euo pipefail

GRADER='coursegrade==0.1.0'
root=${AUTOGRADER_ROOT:-/autograder}

# A Python that is new enough and can make environments, by its name; nothing if there is none.
find_python() {
  local name
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

python=$(find_python)
if [ -z "$python" ]; then
  apt-get update -q
  apt-get install -yq --no-install-recommends python3-venv
  python=$(find_python)
fi
if [ -z "$python" ]; then # the python3 of Ubuntu 22.04 is 3.10
  apt-get install -yq --no-install-recommends python3.11 python3.11-venv
  python=$(find_python)
fi
if [ -z "$python" ]; then
  echo "There is no Python 3.11 or newer here, and none can be installed: take a newer base image." >&2
  exit 1
fi
"$python" -m venv "$root/venv"
"$root/venv/bin/pip" install --quiet "$GRADER" nbformat # which reads notebooks
