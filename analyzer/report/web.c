/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "web.h"

#include <gio/gio.h>

#include "web_resource.h"

/* The program's own data, which GLib wants to be told of once. */
static GResource *resource(void)
{
    static gsize is_registered;

    if (g_once_init_enter(&is_registered)) {
        web_register_resource();
        g_once_init_leave(&is_registered, 1);
    }
    return web_get_resource();
}

const char *web_file(const char *name)
{
    g_autofree char *path = g_strconcat("/ykcflow/", name, NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    /* Not compressed, so the bytes lie in the program itself, and GLib promises a zero behind them. */
    return g_bytes_get_data(bytes, NULL);
}

const char *web_page(void)
{
    return web_file("page.html");
}

const char *const *web_styles(void)
{
    static const char *const names[] = {"uPlot.min.css", "page.css", NULL};

    return names;
}

const char *const *web_scripts(void)
{
    static const char *const names[] = {"uPlot.iife.min.js", "texts.js",    "tools.js",    "ladder.js", "charts.js",
                                        "bill.js",           "findings.js", "sessions.js", "page.js",   NULL};

    return names;
}
