/* SPDX-License-Identifier: MIT */
#include "lib/model/rule_fault.h"

const struct str fault_cause_names[FAULT_CAUSES] = {
    [FAULT_ERROR] = STR_INIT("error"),         [FAULT_INSTRUCTIONS] = STR_INIT("instructions"),
    [FAULT_TIME] = STR_INIT("time"),           [FAULT_MEMORY] = STR_INIT("memory"),
    [FAULT_ALLOCATED] = STR_INIT("allocated"), [FAULT_STRING] = STR_INIT("string"),
    [FAULT_BUDGET] = STR_INIT("budget"),       [FAULT_EVENTS] = STR_INIT("events"),
    [FAULT_WORKER] = STR_INIT("worker"),       [FAULT_LOADING] = STR_INIT("loading"),
};
