# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2154
# What the figures were measured on, as members of a JSON object: no name of a host, no path.  Read with `.`.

version_of() { dpkg-query -W -f '${Version}' "$1" 2> /dev/null || true; }

# machine FOLDER: of the disk that holds it
machine() {
    cat << END
"cpu": "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)", "cores": $(nproc), "memory_mib": $(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo),
  "file_system": "$(stat -f -c %T "$1")", "kernel": "$(uname -sr)", "load_average_before": "$load_before", "load_average_after": "$(cut -d' ' -f1-3 /proc/loadavg)",
  "packages": {"libsqlite3-0": "$(version_of libsqlite3-0)", "libsimdjson": "$(version_of libsimdjson-dev)", "redis-server": "$(version_of redis-server)", "postgresql-15": "$(version_of postgresql-15)", "gcc": "$(version_of gcc)"}
END
}

# A name for the copy of the results: the day, the processor, the cores
machine_name() {
    printf '%s-%s-%s-cores' "$(date +%Y-%m-%d)" "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1 | tr -cs 'A-Za-z0-9' '-' | tr '[:upper:]' '[:lower:]' | sed 's/^-*//; s/-*$//')" "$(nproc)"
}
