/* SPDX-License-Identifier: MIT */
#include "lib/engine/row_list.h"

void
row_list_add(struct row_list *list, uint64_t seq)
{
    buf_put_number(&list->steps, seq - list->last);
    list->last = seq;
}

struct str
row_list_bytes(const struct row_list *list)
{
    return buf_str(&list->steps);
}

void
row_list_free(struct row_list *list)
{
    buf_free(&list->steps);
}

struct row_list_reader
row_list_read(struct str bytes)
{
    return (struct row_list_reader){ .bytes = { bytes.ptr, bytes.ptr + bytes.len, false } };
}

bool
row_list_next(struct row_list_reader *reader, uint64_t *seq)
{
    uint64_t step;

    if (reader->bytes.bad || reader->bytes.at == reader->bytes.end)
        return false;
    step = buf_read_number(&reader->bytes);
    if (reader->bytes.bad || step == 0)
        return false;
    *seq = reader->last += step;
    return true;
}
