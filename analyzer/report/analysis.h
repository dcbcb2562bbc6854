/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * The reports of one analysis: what is told here is counted, and every report that was asked for writes it, from one pass over
 * the captures. What --pile, --gun and --transaction leave out is neither counted nor written.
 */
#ifndef YKC_REPORT_ANALYSIS_H
#define YKC_REPORT_ANALYSIS_H

#include "report.h"

/** Reports being written; opaque. */
typedef struct analysis analysis;

/**
 * Open the reports of @p options, which have to outlive the analysis.
 *
 * @return to be released with analysis_free(); NULL, after a complaint on standard error, if one of them cannot be written
 */
analysis *analysis_new(const options *options);

/** Release it; reports that were not finished do not appear. NULL is allowed. */
void analysis_free(analysis *analysis);

/** A capture is reached; its first packet is in @p info, unless it has none. */
void analysis_capture_begins(analysis *analysis, uint32_t file, const capture_info *info);

/** A capture is read as far as it can be. */
void analysis_capture_ends(analysis *analysis, uint32_t file, const capture_info *info);

/** A frame was read; to be told before the engine is, which may find something in it. */
void analysis_frame(analysis *analysis, uint32_t connection, const ykc_frame *frame, const ykc_place *place);

void analysis_finding(analysis *analysis, const ykc_finding *finding, ykc_finding_event event);
void analysis_session(analysis *analysis, const ykc_session *session);
void analysis_connection(analysis *analysis, const report_connection *connection);

/**
 * Complete the reports.
 *
 * @param read what the intake tells of it
 * @return false, after a complaint on standard error, if one of them could not be written; it does not appear then
 */
bool analysis_finish(analysis *analysis, const intake_totals *read);

/** True if options left out every session and every finding. */
bool analysis_filtered_out(const analysis *analysis);

/** The worst severity that was reported; YKC_OFF if nothing was. */
ykc_severity analysis_worst(const analysis *analysis);

#endif
