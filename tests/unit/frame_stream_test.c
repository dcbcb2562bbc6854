/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/frame_stream.h"

#include <glib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "suite.h"

/* What a sink was told, as text: types of frames, "g" and the length of a run of garbage. */
typedef struct story_so_far {
    GString *text;
    size_t garbage;
} story_so_far;

static void end_garbage(story_so_far *story)
{
    if (story->garbage > 0)
        g_string_append_printf(story->text, "g%zu ", story->garbage);
    story->garbage = 0;
}

static void on_frame(void *user, const ykc_frame *frame)
{
    end_garbage(user);
    g_string_append_printf(((story_so_far *)user)->text, "%02X/%04X%s ", frame->type, frame->sequence,
                           frame->crc_status == YKC_CRC_BAD ? "!" : "");
}

static void on_garbage(void *user, size_t count)
{
    ((story_so_far *)user)->garbage += count;
}

static const frame_stream_sink sink = {on_frame, on_garbage};

static size_t append_frame(uint8_t *bytes, uint8_t type, uint16_t sequence, size_t body_length)
{
    uint8_t body[YKC_FRAME_BODY_MAX];
    ykc_frame frame = {.type = type, .sequence = sequence, .body = body, .body_length = (uint8_t)body_length};

    memset(body, 0x68, sizeof body);
    return ykc_frame_encode(bytes, &frame);
}

/* Frames of all sizes, damaged ones and garbage between them. */
static size_t make_stream(GRand *rand, uint8_t *bytes, size_t room)
{
    static const uint8_t types[] = {0x03, 0x13, 0x3B, 0x44};
    size_t length = 0;

    for (uint16_t sequence = 0; length + 2 * YKC_FRAME_SIZE_MAX < room; sequence++) {
        ykc_fit fit;
        uint8_t type = types[g_rand_int_range(rand, 0, G_N_ELEMENTS(types))];
        size_t size = append_frame(bytes + length, type, sequence, ykc_catalog_find(YKC_V1_6, type, 0, &fit)->body);

        if (g_rand_int_range(rand, 0, 5) == 0)
            bytes[length + (size_t)g_rand_int_range(rand, 0, (gint32)size)] ^= 0x10;
        length += size;
        if (g_rand_int_range(rand, 0, 5) == 0)
            bytes[length++] = 0x68;
    }
    return length;
}

static char *tell(const uint8_t *bytes, size_t length, GRand *segments)
{
    frame_stream stream = {0};
    story_so_far story = {.text = g_string_new(NULL)};

    for (size_t at = 0; at < length;) {
        size_t segment = segments == NULL ? length : (size_t)g_rand_int_range(segments, 1, 400);

        segment = MIN(segment, length - at);
        frame_stream_feed(&stream, bytes + at, segment, &sink, &story);
        at += segment;
    }
    end_garbage(&story);
    g_string_append_printf(story.text, "+%zu", frame_stream_break(&stream));
    frame_stream_clear(&stream);
    return g_string_free(story.text, FALSE);
}

static void test_any_segmentation_gives_the_same_frames(void)
{
    static uint8_t bytes[20000];

    for (guint32 seed = 0; seed < 200; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        size_t length = make_stream(rand, bytes, sizeof bytes);
        g_autofree char *whole = tell(bytes, length, NULL);
        g_autofree char *cut = tell(bytes, length, rand);

        if (strcmp(whole, cut) != 0)
            printf("\n    seed %u\n    whole: %s\n    cut:   %s\n", seed, whole, cut);
        CU_ASSERT_STRING_EQUAL_FATAL(whole, cut);
    }
}

static void test_a_break_drops_what_waits_and_nothing_else(void)
{
    uint8_t bytes[3 * YKC_FRAME_SIZE_MAX];
    size_t first = append_frame(bytes, 0x03, 1, 9);
    size_t both = first + append_frame(bytes + first, 0x03, 2, 9);
    frame_stream stream = {0};
    story_so_far story = {.text = g_string_new(NULL)};

    frame_stream_feed(&stream, bytes, both - 5, &sink, &story);
    CU_ASSERT_EQUAL(frame_stream_break(&stream), both - first - 5);
    frame_stream_feed(&stream, bytes, first, &sink, &story);
    CU_ASSERT_STRING_EQUAL(story.text->str, "03/0001 03/0001 ");
    frame_stream_clear(&stream);
    g_string_free(story.text, TRUE);
}

static void test_frames_inside_a_segment_are_never_copied(void)
{
    uint8_t bytes[3 * YKC_FRAME_SIZE_MAX];
    size_t length = append_frame(bytes, 0x03, 1, 9);
    frame_stream stream = {0};
    story_so_far story = {.text = g_string_new(NULL)};

    length += append_frame(bytes + length, 0x3B, 2, 158);
    frame_stream_feed(&stream, bytes, length, &sink, &story);
    CU_ASSERT_PTR_NULL(stream.held);
    CU_ASSERT_STRING_EQUAL(story.text->str, "03/0001 3B/0002 ");
    g_string_free(story.text, TRUE);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_any_segmentation_gives_the_same_frames),
        STORY(test_a_break_drops_what_waits_and_nothing_else),
        STORY(test_frames_inside_a_segment_are_never_copied),
    };

    return run_suite("frame_stream", stories, G_N_ELEMENTS(stories));
}
