# SPDX-License-Identifier: MIT
# The check of layers.sh, which holds the tables.
function complain(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; failed = 1 }
function folder_of(path, best, f) {
    best = ""
    for (f in may)
        if (index(path, f "/") == 1 && length(f) > length(best))
            best = f
    return best
}
function has_word(list, word) { return index(" " list " ", " " word " ") > 0 }
BEGIN {
    n = split(folders, rows, "\n")
    for (i = 1; i <= n; i++) {
        at = index(rows[i], ":")
        if (at) may[substr(rows[i], 1, at - 1)] = substr(rows[i], at + 1)
    }
    n = split(foreign, rows, "\n")
    for (i = 1; i <= n; i++) {
        at = index(rows[i], ":")
        if (at) home[substr(rows[i], 1, at - 1)] = substr(rows[i], at + 1)
    }
    gsub("\n", " ", libc)
}
FNR == 1 {
    here = folder_of(FILENAME)
    anything = may[here] ~ /\*/
    own = FILENAME
    sub(/\.[a-z]+$/, ".h", own)
    own_expected = FILENAME !~ /\.h$/ && (getline line < own) >= 0
    close(own)
    first = 1
}
/^#[ \t]*include[ \t]*"/ {
    split($0, part, "\"")
    target = part[2]
    if (first && own_expected && target != own)
        complain("includes \"" target "\" before its own header \"" own "\"")
    first = 0
    there = folder_of(target)
    if (there == "")
        complain("\"" target "\" is not written from the root of the tree")
    else if (here == "")
        complain("lies in a folder that scripts/lint/layers.sh does not know")
    else if (!anything && there != here && !has_word(may[here], there))
        complain(here " may not include " there " (\"" target "\")")
}
/^#[ \t]*include[ \t]*</ {
    split($0, part, /[<>]/)
    header = part[2]
    if (first && own_expected)
        complain("includes <" header "> before its own header \"" own "\"")
    first = 0
    if (header in home) {
        if (anything)
            next
        if (!has_word(home[header], here))
            complain(here " may not include <" header ">")
        else if (home[header] ~ /^ one / && (header in user) && user[header] != FILENAME)
            complain("<" header "> is already wrapped by " user[header])
        user[header] = FILENAME
        next
    }
    stem = header
    sub(/\.h$/, "", stem)
    if (header ~ /^(sys|linux|arpa|netinet|net)\//)
        next
    if (FILENAME ~ /\.(cpp|hpp)$/ && header !~ /\./)
        next
    if (!anything && !has_word(libc, stem))
        complain("<" header "> is a library that scripts/lint/layers.sh does not know")
}
END { exit failed }
