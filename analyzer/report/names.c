/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names.h"

#include <arpa/inet.h>
#include <glib.h>
#include <stdbool.h>

/* Characters that do something to the text around them: controls, and marks that turn its direction. */
static bool is_active(gunichar character)
{
    GUnicodeType type = g_unichar_type(character);

    return g_unichar_iscntrl(character) || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static char *printable(const char *path)
{
    g_autofree char *name = g_filename_display_name(path);
    GString *clean = g_string_new(NULL);

    for (const char *at = name; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);

        if (is_active(character))
            g_string_append_printf(clean, "\\x%02X", character);
        else
            g_string_append_unichar(clean, character);
    }
    return g_string_free(clean, FALSE);
}

char **names_of_captures(char *const *paths)
{
    GPtrArray *names = g_ptr_array_new();

    for (; *paths != NULL; paths++)
        g_ptr_array_add(names, printable(*paths));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

char **names_shortened(char *const *names)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *shortened = g_ptr_array_new_with_free_func(g_free);
    bool all_differ = true;

    for (size_t i = 0; names[i] != NULL; i++) {
        g_ptr_array_add(shortened, g_path_get_basename(names[i]));
        all_differ &= g_hash_table_add(known, shortened->pdata[i]);
    }
    g_ptr_array_add(shortened, NULL);
    if (all_differ)
        return (char **)g_ptr_array_free(shortened, FALSE);
    g_ptr_array_unref(shortened);
    return g_strdupv((char **)names);
}

void names_endpoint(const endpoint *end, char *text)
{
    char address[INET6_ADDRSTRLEN] = "?";
    bool is_ipv4 = end->address_length == 4;

    inet_ntop(is_ipv4 ? AF_INET : AF_INET6, end->address, address, sizeof address);
    g_snprintf(text, NAMES_ENDPOINT_SIZE, is_ipv4 ? "%s:%u" : "[%s]:%u", address, end->port);
}
