/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that is exported: the plugin's version, the release of Wireshark that it was built for, and the way in. */
#define WS_BUILD_DLL
#include "compat.h"

#include <epan/packet.h>
#if YKC_PLUGIN_DESCRIBES_ITSELF
#include <wsutil/plugins.h>
#endif

#include "packet-ykc.h"

WS_DLL_PUBLIC_DEF const char plugin_version[] = YKC_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);

void plugin_register(void)
{
    static proto_plugin ykc = {
        .register_protoinfo = ykc_register_protocol,
        .register_handoff = ykc_register_handoff,
    };

    proto_register_plugin(&ykc);
}

#if YKC_PLUGIN_DESCRIBES_ITSELF
WS_DLL_PUBLIC uint32_t plugin_describe(void);

uint32_t plugin_describe(void)
{
    return WS_PLUGIN_DESC_DISSECTOR;
}
#endif
