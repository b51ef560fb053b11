#!/bin/sh
# SPDX-License-Identifier: MIT
# Shell scripts are clean for shellcheck; those with #!/bin/sh use nothing but POSIX.
set -eu
cd "$(dirname "$0")/../.."

scripts/sources.sh '*.sh' run .ci/run | xargs shellcheck --external-sources
