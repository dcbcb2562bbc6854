/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file The parts of the page of an HTML report that are the same in every report: the files of web/, built into the program. */
#ifndef YKC_REPORT_WEB_H
#define YKC_REPORT_WEB_H

/** The page's frame, with marks where the rest goes. */
const char *web_page(void);

/** The style sheets in their order, NULL-terminated; the first is the chart library's (third_party/uplot). */
const char *const *web_styles(void);

/** The scripts in their order, likewise. */
const char *const *web_scripts(void);

/** The text of a file that the others name. */
const char *web_file(const char *name);

#endif
