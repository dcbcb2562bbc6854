/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "output/pcapng_writer.h"

#include <errno.h>
#include <glib.h>
#include <pcap/pcap.h>
#include <string.h>

#include "suite.h"

static const pcapng_options no_options = {0};

/* What was written so far, as bytes; to be freed. */
static uint8_t *bytes_of(FILE *file, size_t *length)
{
    uint8_t *bytes;

    fflush(file);
    *length = (size_t)ftell(file);
    bytes = g_malloc(*length + 1);
    rewind(file);
    CU_ASSERT_EQUAL_FATAL(fread(bytes, 1, *length, file), *length);
    return bytes;
}

static void assert_bytes(FILE *file, const void *expected, size_t expected_length)
{
    size_t length;
    g_autofree uint8_t *bytes = bytes_of(file, &length);

    CU_ASSERT_EQUAL_FATAL(length, expected_length);
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != ((const uint8_t *)expected)[i]) {
            printf("\n    byte %zu is %02X, should be %02X\n", i, bytes[i], ((const uint8_t *)expected)[i]);
            CU_FAIL("other bytes");
            break;
        }
    fclose(file);
}

static pcapng_writer begin(void)
{
    pcapng_writer writer;

    pcapng_writer_init(&writer, tmpfile());
    CU_ASSERT_PTR_NOT_NULL_FATAL(writer.file);
    return writer;
}

/* Layouts: draft-ietf-opsawg-pcapng sections 4.1, 4.2, 4.3 and 3.5. */

static void test_a_section_is_of_unknown_length(void)
{
    static const uint8_t expected[] = {
        0x0A, 0x0D, 0x0D, 0x0A, 28,   0,    0,    0,    0x4D, 0x3C, 0x2B, 0x1A, 1, 0,
        0,    0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 28,   0,    0, 0,
    };
    pcapng_writer writer = begin();

    CU_ASSERT_EQUAL(pcapng_write_section(&writer, no_options), PCAPNG_WRITTEN);
    assert_bytes(writer.file, expected, sizeof expected);
}

static void test_options_are_padded_and_end(void)
{
    static const uint8_t nine = PCAPNG_NANOSECONDS;
    const pcapng_option list[] = {pcapng_text_option(PCAPNG_IF_NAME, "eth0"), {PCAPNG_IF_RESOLUTION, 1, &nine}};
    static const uint8_t expected[] = {
        1,   0,   0,   0,   40, 0, 0, 0, 101, 0, 0, 0, 0, 0, 4, 0, 2,  0, 4, 0,
        'e', 't', 'h', '0', 9,  0, 1, 0, 9,   0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0,
    };
    pcapng_writer writer = begin();

    CU_ASSERT_EQUAL(pcapng_write_interface(&writer, 101, 0x40000, (pcapng_options){list, 2}), PCAPNG_WRITTEN);
    assert_bytes(writer.file, expected, sizeof expected);
}

static void test_a_packet_keeps_its_length_on_the_wire(void)
{
    const pcapng_option comment = pcapng_text_option(PCAPNG_COMMENT, "桩");
    static const uint8_t expected[] = {
        6,  0, 0, 0, 48,  0,   0,   0, 0, 0, 0, 0, 1,    0,    0,    0, 2, 0, 0, 0, 3,  0, 0, 0,
        60, 0, 0, 0, 'a', 'b', 'c', 0, 1, 0, 3, 0, 0xE6, 0xA1, 0xA9, 0, 0, 0, 0, 0, 48, 0, 0, 0,
    };
    pcapng_writer writer = begin();
    pcapng_packet packet = {.ticks = (UINT64_C(1) << 32) + 2, .bytes = (const uint8_t *)"abc", .captured = 3, .original = 60};

    writer.interfaces = 1;
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, (pcapng_options){&comment, 1}), PCAPNG_WRITTEN);
    assert_bytes(writer.file, expected, sizeof expected);
}

static void test_a_custom_option_goes_through_as_it_is(void)
{
    static const uint8_t value[] = {0, 0, 0x80, 0xC9, 'x'}; /* number of an enterprise, data */
    const pcapng_option custom = {2989, sizeof value, value};
    static const uint8_t expected[] = {0xAD, 0x0B, 5, 0, 0, 0, 0x80, 0xC9, 'x', 0, 0, 0, 0, 0, 0, 0};
    pcapng_writer writer = begin();
    size_t length;

    CU_ASSERT_EQUAL(pcapng_write_section(&writer, (pcapng_options){&custom, 1}), PCAPNG_WRITTEN);
    g_autofree uint8_t *bytes = bytes_of(writer.file, &length);

    CU_ASSERT_EQUAL_FATAL(length, 28 + sizeof expected);
    CU_ASSERT_EQUAL(memcmp(bytes + 24, expected, sizeof expected), 0);
    fclose(writer.file);
}

static void test_libpcap_reads_what_was_written(void)
{
    static const uint8_t nine = PCAPNG_NANOSECONDS;
    const pcapng_option resolution = {PCAPNG_IF_RESOLUTION, 1, &nine}, comment = pcapng_text_option(PCAPNG_COMMENT, "a remark");
    char message[PCAP_ERRBUF_SIZE];
    struct pcap_pkthdr *header;
    const u_char *bytes;
    pcapng_writer writer = begin();
    pcapng_packet packet = {
        .ticks = UINT64_C(1700000000123456789), .bytes = (const uint8_t *)"hello", .captured = 5, .original = 9};

    CU_ASSERT_EQUAL(pcapng_write_section(&writer, no_options), PCAPNG_WRITTEN);
    CU_ASSERT_EQUAL(pcapng_write_interface(&writer, 101, 65535, (pcapng_options){&resolution, 1}), PCAPNG_WRITTEN);
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, (pcapng_options){&comment, 1}), PCAPNG_WRITTEN);
    rewind(writer.file);

    pcap_t *pcap = pcap_fopen_offline_with_tstamp_precision(writer.file, PCAP_TSTAMP_PRECISION_NANO, message);

    CU_ASSERT_PTR_NOT_NULL_FATAL(pcap);
    CU_ASSERT_EQUAL(pcap_datalink(pcap), DLT_RAW);
    CU_ASSERT_EQUAL_FATAL(pcap_next_ex(pcap, &header, &bytes), 1);
    CU_ASSERT_EQUAL(header->ts.tv_sec, 1700000000);
    CU_ASSERT_EQUAL(header->ts.tv_usec, 123456789);
    CU_ASSERT_EQUAL(header->len, 9);
    CU_ASSERT_EQUAL_FATAL(header->caplen, 5);
    CU_ASSERT_EQUAL(memcmp(bytes, "hello", 5), 0);
    CU_ASSERT_EQUAL(pcap_next_ex(pcap, &header, &bytes), PCAP_ERROR_BREAK);
    pcap_close(pcap);
}

static void test_a_new_section_has_no_interface_yet(void)
{
    const pcapng_packet packet = {.bytes = NULL};
    pcapng_writer writer = begin();

    CU_ASSERT_EQUAL(pcapng_write_section(&writer, no_options), PCAPNG_WRITTEN);
    CU_ASSERT_EQUAL(pcapng_write_interface(&writer, 1, 0, no_options), PCAPNG_WRITTEN);
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, no_options), PCAPNG_WRITTEN);
    CU_ASSERT_EQUAL(pcapng_write_section(&writer, no_options), PCAPNG_WRITTEN);

    long before = ftell(writer.file);

    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, no_options), PCAPNG_NO_INTERFACE);
    CU_ASSERT_EQUAL(ftell(writer.file), before);
    fclose(writer.file);
}

/* The block that is exactly as long as may be is written, one byte more of data (four with padding) is not. */
static void test_a_block_has_a_greatest_length(void)
{
    const uint32_t most = PCAPNG_BLOCK_MAX - 32;
    g_autofree uint8_t *zeros = g_malloc0(most + 1);
    pcapng_writer writer = begin();
    pcapng_packet packet = {.bytes = zeros, .captured = most + 1, .original = most + 1};

    writer.interfaces = 1;
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, no_options), PCAPNG_TOO_LONG);
    CU_ASSERT_EQUAL(ftell(writer.file), 0);
    packet.captured = UINT32_MAX; /* never read: refused by its length */
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, no_options), PCAPNG_TOO_LONG);
    packet.captured = most;
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, no_options), PCAPNG_WRITTEN);
    CU_ASSERT_EQUAL(ftell(writer.file), PCAPNG_BLOCK_MAX);
    fclose(writer.file);
}

static void test_long_text_is_cut_between_characters(void)
{
    g_autoptr(GString) text = g_string_new("a");

    while (text->len <= PCAPNG_OPTION_MAX)
        g_string_append(text, "桩"); /* three bytes: 1 + 3 n never is 65,535 */

    pcapng_option option = pcapng_text_option(PCAPNG_COMMENT, text->str);

    CU_ASSERT_EQUAL(option.length, PCAPNG_OPTION_MAX - 2);
    CU_ASSERT_TRUE(g_utf8_validate(option.value, option.length, NULL));
    g_string_assign(text, "桩");
    CU_ASSERT_EQUAL(pcapng_text_option(PCAPNG_COMMENT, text->str).length, 3);
}

static void test_a_full_disk_is_told(void)
{
    static uint8_t zeros[1 << 16];
    FILE *full = fopen("/dev/full", "wb");
    pcapng_packet packet = {.bytes = zeros, .captured = sizeof zeros, .original = sizeof zeros};
    pcapng_writer writer;

    if (full == NULL)
        return; /* no such device on this system */
    pcapng_writer_init(&writer, full);
    writer.interfaces = 1;
    CU_ASSERT_EQUAL(pcapng_write_packet(&writer, &packet, no_options), PCAPNG_FAILED);
    CU_ASSERT_EQUAL(errno, ENOSPC);
    fclose(full);
}

int main(void)
{
    static const test_story stories[] = {
        STORY(test_a_section_is_of_unknown_length),
        STORY(test_options_are_padded_and_end),
        STORY(test_a_packet_keeps_its_length_on_the_wire),
        STORY(test_a_custom_option_goes_through_as_it_is),
        STORY(test_libpcap_reads_what_was_written),
        STORY(test_a_new_section_has_no_interface_yet),
        STORY(test_a_block_has_a_greatest_length),
        STORY(test_long_text_is_cut_between_characters),
        STORY(test_a_full_disk_is_told),
    };

    return run_suite("pcapng_writer", stories, G_N_ELEMENTS(stories));
}
