/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ladder.h"

#include "catalog/catalog.h"
#include "flow/flows.h"
#include "side.h"

static void clear_rung(void *data)
{
    ladder_rung *rung = data;

    if (rung->findings != NULL)
        g_array_unref(rung->findings);
}

static bool is_before(const ykc_place *one, const ykc_place *other)
{
    if (one->time != other->time)
        return one->time < other->time;
    if (one->file != other->file)
        return one->file < other->file;
    return one->packet != other->packet ? one->packet < other->packet : one->index < other->index;
}

static bool is_same_frame(const ykc_place *one, const ykc_place *other)
{
    return one->file == other->file && one->packet == other->packet && one->index == other->index;
}

/* True if a kind of frame that came only once came between the first and the last of this one: drawing the last says something.
 */
static bool is_interrupted(const ykc_session *session, const ykc_session_step *step)
{
    for (unsigned i = 0; i < session->step_count; i++) {
        const ykc_session_step *other = &session->steps[i];

        if (other->count == 1 && is_before(&step->first, &other->first) && is_before(&other->first, &step->last))
            return true;
    }
    return false;
}

static void add_frames(GArray *ladder, const ykc_session *session)
{
    for (unsigned i = 0; i < session->step_count; i++) {
        const ykc_session_step *step = &session->steps[i];
        ladder_rung rung = {
            .kind = LADDER_FRAME,
            .step = step->step,
            .code = step->code,
            .direction = ykc_catalog_direction(0, step->code),
            .place = step->first,
            .count = step->count,
            .last = step->last,
        };

        g_array_append_val(ladder, rung);
        if (step->count == 1 || !is_interrupted(session, step))
            continue;
        rung.kind = LADDER_LAST;
        rung.place = step->last;
        rung.count = 1;
        g_array_append_val(ladder, rung);
    }
}

static int by_place(const void *one, const void *other)
{
    const ladder_rung *left = one, *right = other;

    if (is_before(&left->place, &right->place))
        return -1;
    return is_before(&right->place, &left->place) ? 1 : 0;
}

/* Where a missing frame should have been: before the step that came instead of it, else behind the frame that it is told at. */
static guint place_of_missing(const GArray *ladder, const ykc_finding *finding)
{
    bool instead = finding->expected.id == YKC_PHRASE_STEP_BEFORE;
    guint i;

    for (i = 0; i < ladder->len; i++) {
        const ykc_place *place = &g_array_index(ladder, ladder_rung, i).place;

        if (is_before(&finding->place, place) || (instead && !is_before(place, &finding->place)))
            break;
    }
    return i;
}

/* The diagram's number of a frame type; 0 if it is in no diagram. */
static uint8_t number_of(const ykc_finding *finding, uint8_t code)
{
    const ykc_flow_table *table = ykc_flow_steps(finding->flow, finding->dialect);

    for (size_t i = 0; i < table->count; i++)
        if (table->steps[i].code == ykc_catalog_role(code))
            return table->steps[i].number;
    return 0;
}

static void add_missing(GArray *ladder, const ykc_finding *finding, const side *side, guint index)
{
    ladder_rung rung = {
        .kind = LADDER_MISSING,
        .step = finding->step,
        .code = side->code,
        .direction = side->kind == SIDE_PILE ? YKC_UP : YKC_DOWN,
        .place = finding->place,
        .last = finding->place,
        .count = 1,
        .finding = index,
    };

    /* Of a flow that broke off the finding names the last step; the frame that is missing may be an earlier one. */
    if (finding->seen.id == YKC_PHRASE_NEVER_CAME)
        rung.step = number_of(finding, side->code);
    g_array_insert_val(ladder, place_of_missing(ladder, finding), rung);
}

static void attach(GArray *ladder, const ykc_finding *finding, guint index)
{
    for (guint i = 0; i < ladder->len; i++) {
        ladder_rung *rung = &g_array_index(ladder, ladder_rung, i);

        if (rung->kind == LADDER_MISSING || rung->code != finding->code)
            continue;
        /* One of folded frames: the first rung of its kind stands for it. */
        if (!is_same_frame(&rung->place, &finding->place) && (rung->count == 1 || is_before(&rung->last, &finding->place)))
            continue;
        if (rung->findings == NULL)
            rung->findings = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(rung->findings, index);
        return;
    }
}

GArray *ladder_new(const ykc_session *session, const GArray *findings)
{
    GArray *ladder = g_array_new(FALSE, FALSE, sizeof(ladder_rung));

    g_array_set_clear_func(ladder, clear_rung);
    add_frames(ladder, session);
    g_array_sort(ladder, by_place);
    for (guint i = 0; findings != NULL && i < findings->len; i++) {
        const ykc_finding *finding = &g_array_index(findings, held_finding, i).finding;
        side side = side_of(finding);

        if (side.absent && side.code != 0)
            add_missing(ladder, finding, &side, i);
        else
            attach(ladder, finding, i);
    }
    return ladder;
}
