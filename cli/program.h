/* SPDX-License-Identifier: MIT */
/*
 * program.h -- turnout as a whole: from a command line to an exit status.
 */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

/* Runs the command, prints what went wrong, returns the exit status (sysexits.h). */
int program_run(int argc, char **argv);

#endif
