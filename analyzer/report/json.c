/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"

#include <string.h>

#include "wire/bcd.h"

enum { NS_PER_SECOND = 1000000000, NS_PER_US = 1000 };

void json_string(yajl_gen json, const char *text)
{
    yajl_gen_string(json, (const unsigned char *)text, strlen(text));
}

void json_key(yajl_gen json, const char *key)
{
    json_string(json, key);
}

void json_number(yajl_gen json, int64_t number)
{
    yajl_gen_integer(json, number);
}

void json_member_string(yajl_gen json, const char *key, const char *text)
{
    json_key(json, key);
    json_string(json, text);
}

void json_member_number(yajl_gen json, const char *key, int64_t number)
{
    json_key(json, key);
    json_number(json, number);
}

void json_member_bool(yajl_gen json, const char *key, bool value)
{
    json_key(json, key);
    yajl_gen_bool(json, value);
}

void json_member_code(yajl_gen json, const char *key, uint8_t code)
{
    char text[8];

    g_snprintf(text, sizeof text, "0x%02X", code);
    json_member_string(json, key, text);
}

void json_member_hex(yajl_gen json, const char *key, const uint8_t *bytes, size_t length)
{
    g_autofree char *digits = g_malloc(2 * length + 1);

    ykc_bcd_to_text(bytes, length, digits);
    json_member_string(json, key, digits);
}

char *json_time(int64_t time_ns)
{
    int64_t seconds = time_ns / NS_PER_SECOND, rest = time_ns % NS_PER_SECOND;
    g_autoptr(GDateTime) date = NULL;
    g_autofree char *day = NULL;

    if (rest < 0) {
        rest += NS_PER_SECOND;
        seconds--;
    }
    date = g_date_time_new_from_unix_utc(seconds);
    if (date == NULL)
        return NULL;
    day = g_date_time_format(date, "%FT%T");
    return g_strdup_printf("%s.%06dZ", day, (int)(rest / NS_PER_US));
}

void json_member_time(yajl_gen json, const char *key, int64_t time_ns)
{
    g_autofree char *text = json_time(time_ns);

    if (text != NULL)
        json_member_string(json, key, text);
}

void json_flush_line(yajl_gen json, FILE *file)
{
    const unsigned char *buffer;
    size_t length;

    yajl_gen_get_buf(json, &buffer, &length);
    fwrite(buffer, 1, length, file);
    putc('\n', file);
    yajl_gen_clear(json);
    yajl_gen_reset(json, NULL);
}
