/* SPDX-License-Identifier: MIT */
/*
 * fault_object.h -- a fault as it is told to programs: docs/control.md, method "faults".
 */
#ifndef LIB_ENGINE_FAULT_OBJECT_H
#define LIB_ENGINE_FAULT_OBJECT_H

struct fault_row;
struct json_t;

struct json_t *fault_object(const struct fault_row *fault);

#endif
