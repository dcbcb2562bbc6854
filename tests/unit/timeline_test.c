/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input/timeline.h"

#include <glib/gstdio.h>
#include <pcap/pcap.h>
#include <string.h>

#include "suite.h"

/* A folder with captures of empty Ethernet packets at given seconds. */
static char *folder;

static char *path_of(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void write_capture(const char *name, const int *seconds, size_t count)
{
    static const uint8_t packet[60];
    g_autofree char *path = path_of(name);
    pcap_t *pcap = pcap_open_dead(DLT_EN10MB, 65535);
    pcap_dumper_t *dumper = pcap_dump_open(pcap, path);

    CU_ASSERT_PTR_NOT_NULL_FATAL(dumper);
    for (size_t i = 0; i < count; i++) {
        struct pcap_pkthdr header = {.ts = {.tv_sec = seconds[i]}, .caplen = sizeof packet, .len = sizeof packet};

        pcap_dump((u_char *)dumper, &header, packet);
    }
    pcap_dump_close(dumper);
    pcap_close(pcap);
}

static void count_complaint(void *user, const GError *error)
{
    (void)error;
    (*(int *)user)++;
}

/* The timeline of the captures as "file:packet@second …". */
static char *tell(const char *const *names, int *complaints)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) told = g_string_new(NULL);
    capture_packet packet;
    uint32_t file;

    for (size_t i = 0; names[i] != NULL; i++)
        g_ptr_array_add(paths, path_of(names[i]));
    g_ptr_array_add(paths, NULL);
    *complaints = 0;

    g_autoptr(timeline) timeline = timeline_new((char **)paths->pdata, YKC_ENGLISH, count_complaint, complaints);

    while (timeline_next(timeline, &file, &packet))
        g_string_append_printf(told, "%s%u:%u@%d", told->len > 0 ? " " : "", file, (unsigned)packet.number,
                               (int)(packet.time_ns / 1000000000));
    CU_ASSERT_EQUAL(timeline_complained(timeline), *complaints > 0);
    return g_string_free(g_steal_pointer(&told), FALSE);
}

static void assert_tells(const char *const *names, const char *expected, int expected_complaints)
{
    int complaints;
    g_autofree char *told = tell(names, &complaints);

    CU_ASSERT_STRING_EQUAL(told, expected);
    CU_ASSERT_EQUAL(complaints, expected_complaints);
}

static void test_rotated_captures_are_put_in_order_however_they_are_named(void)
{
    write_capture("a", (const int[]){100, 101}, 2);
    write_capture("b", (const int[]){102, 103}, 2);
    write_capture("c", (const int[]){104}, 1);
    assert_tells((const char *const[]){"c", "a", "b", NULL}, "1:1@100 1:2@101 2:1@102 2:2@103 0:1@104", 0);
}

static void test_captures_that_overlap_are_interleaved(void)
{
    write_capture("left", (const int[]){100, 104, 108}, 3);
    write_capture("right", (const int[]){102, 106}, 2);
    assert_tells((const char *const[]){"left", "right", NULL}, "0:1@100 1:1@102 0:2@104 1:2@106 0:3@108", 0);
}

static void test_packets_of_one_capture_keep_their_order(void)
{
    write_capture("jumping", (const int[]){100, 90, 110}, 3);
    assert_tells((const char *const[]){"jumping", NULL}, "0:1@100 0:2@90 0:3@110", 0);
}

static void test_a_capture_that_is_missing_is_complained_about_once_and_left_out(void)
{
    write_capture("there", (const int[]){100}, 1);
    assert_tells((const char *const[]){"missing", "there", NULL}, "1:1@100", 1);
    assert_tells((const char *const[]){"missing", NULL}, "", 1);
}

static void test_a_capture_without_packets_is_nothing_to_complain_about(void)
{
    write_capture("empty", NULL, 0);
    assert_tells((const char *const[]){"empty", "there", NULL}, "1:1@100", 0);
}

static void test_a_capture_that_breaks_off_gives_what_it_has(void)
{
    g_autofree char *path = path_of("cut"), *contents = NULL;
    gsize length;

    write_capture("cut", (const int[]){100, 101}, 2);
    CU_ASSERT_TRUE_FATAL(g_file_get_contents(path, &contents, &length, NULL));
    CU_ASSERT_TRUE_FATAL(g_file_set_contents(path, contents, (gssize)length - 10, NULL));
    assert_tells((const char *const[]){"cut", NULL}, "0:1@100", 1);
    write_capture("later", (const int[]){200}, 1);
    assert_tells((const char *const[]){"later", "cut", NULL}, "1:1@100 0:1@200", 1);
}

static void remove_folder(void)
{
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(directory)) != NULL) {
        g_autofree char *path = path_of(name);

        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_rotated_captures_are_put_in_order_however_they_are_named),
        STORY(test_captures_that_overlap_are_interleaved),
        STORY(test_packets_of_one_capture_keep_their_order),
        STORY(test_a_capture_that_is_missing_is_complained_about_once_and_left_out),
        STORY(test_a_capture_without_packets_is_nothing_to_complain_about),
        STORY(test_a_capture_that_breaks_off_gives_what_it_has),
    };
    int status;

    folder = g_dir_make_tmp("ykc-timeline-XXXXXX", NULL);
    status = run_suite("timeline", stories, G_N_ELEMENTS(stories));
    remove_folder();
    return status;
}
