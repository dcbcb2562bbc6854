/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * `--config FILE`: options from a key file. What is in the group [options] is for every command that has such an option; the
 * groups [analyse], [frames], [decode], [import], [redact] and [rules] are for one command. Keys are the long names of options; a
 * switch is true or false; several values of one option have semicolons between them.
 */
#ifndef YKC_ANALYZER_CONFIG_FILE_H
#define YKC_ANALYZER_CONFIG_FILE_H

#include <glib.h>

#include "catalog/field.h"

/** What is wrong with a configuration. Every message names the file, the group and the key, and what to do. */
#define CONFIG_ERROR (config_error_quark())
GQuark config_error_quark(void);

typedef enum config_error {
    CONFIG_ERROR_FILE,  /**< it cannot be read, or is no key file */
    CONFIG_ERROR_GROUP, /**< a group that there is not */
    CONFIG_ERROR_KEY,   /**< an option that there is not */
    CONFIG_ERROR_VALUE  /**< a switch that is neither true nor false */
} config_error;

/** An option, as far as a configuration has to know it. */
typedef struct config_option {
    const char *name; /**< without "--" */
    gboolean is_switch;
    gboolean is_ours; /**< the command that is run has it */
} config_option;

/** The words that one group says on the command line. */
typedef struct config_group {
    char *place;  /**< "FILE: [group]", for complaints */
    char **words; /**< "--name=value", NULL-terminated */
} config_group;

/**
 * Read a configuration.
 *
 * @param command name of the command that is run: "analyse" and so on
 * @param options of config_option: those of every command
 * @return of config_group, the one for every command first; NULL with @p error set if anything is wrong
 */
GArray *config_file_read(const char *path, const char *command, const GArray *options, ykc_language language, GError **error);

#endif
