/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <locale.h>
#include <signal.h>

#include "analyse_command.h"
#include "decode_command.h"
#include "exit_status.h"
#include "frames_command.h"
#include "import_command.h"
#include "options.h"
#include "redact_command.h"
#include "rules_command.h"

static int run(const options *options)
{
    switch (options->command) {
    case COMMAND_FRAMES:
        return frames_command(options);
    case COMMAND_DECODE:
        return decode_command(options);
    case COMMAND_IMPORT:
        return import_command(options);
    case COMMAND_REDACT:
        return redact_command(options);
    case COMMAND_RULES:
        return rules_command(options);
    case COMMAND_ANALYSE:
        break;
    }
    return analyse_command(options);
}

int main(int argc, char **argv)
{
    options options;
    int status = EXIT_UNUSABLE;

    setlocale(LC_ALL, "");
    /* A reader that went away shows as an error of the write; the program then ends as if nothing had happened. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* likewise a file that may not grow any more */
    switch (options_parse(argc, argv, &options)) {
    case OPTIONS_RUN:
        status = run(&options);
        break;
    case OPTIONS_DONE:
        status = EXIT_NOTHING_FOUND;
        break;
    case OPTIONS_WRONG:
        break;
    }
    options_clear(&options);
    return status;
}
