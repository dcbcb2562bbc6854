/* SPDX-License-Identifier: GPL-2.0-or-later */
/**
 * @file
 * What the table files share with each other and with catalog.c; not for users of the catalogue.
 *
 * A table file has one table of fields and one message for each frame type of its chapter of the V1.6 document.
 */
#ifndef YKC_CATALOG_TABLES_H
#define YKC_CATALOG_TABLES_H

#include "field.h"

/* clang-format off */

/* Fields of many frames (protocol reference 3.5, 3.6). */
#define PILE    DIGITS(pile, 7, "桩编号", "Pile number")
#define GUN     FIELD(YKC_ENC_BCD_NUMBER, gun, 1, "枪号", "Gun number")
#define GUN_BIN UINT(gun, 1, "枪号", "Gun number") /* chapter 10: the same number, binary */
#define TRANSACTION                                                                                                              \
    DIGITS(transaction, 16, "交易流水号", "Transaction serial", .parts = ykc_transaction_parts,                                  \
           .part_count = YKC_COUNT_OF(ykc_transaction_parts))

/** Pile, gun, time and running number within a transaction serial. */
extern const ykc_field ykc_transaction_parts[4];

/** The billing model; 0x0A and 0x58 have the same body. */
extern const ykc_field ykc_billing_model_fields[12];

/* Names of values; names.c. Those of several fields first. */
extern const ykc_names ykc_names_yes_no;
extern const ykc_names ykc_names_failed_success;

/* Chapter 6 */
extern const ykc_names ykc_names_pile_type;
extern const ykc_names ykc_names_network_type;
extern const ykc_names ykc_names_carrier;
extern const ykc_names ykc_names_login_result;
extern const ykc_names ykc_names_gun_condition;
extern const ykc_names ykc_names_heartbeat_ack;
extern const ykc_names ykc_names_billing_model_check;
extern const ykc_names ykc_names_tariff;

/* Chapter 7 */
extern const ykc_names ykc_names_state;
extern const ykc_names ykc_names_gun_homed;
extern const ykc_names ykc_names_battery_type;
extern const ykc_names ykc_names_battery_owner;
extern const ykc_names ykc_names_reception;
extern const ykc_names ykc_names_abort_reason;
extern const ykc_names ykc_names_abort_fault;
extern const ykc_names ykc_names_charge_mode;
extern const ykc_names ykc_names_bsm_level;
extern const ykc_names ykc_names_bsm_overcurrent;
extern const ykc_names ykc_names_bsm_overheat;
extern const ykc_names ykc_names_bsm_abnormal;
extern const ykc_names ykc_names_bsm_charge_permitted;

/* Chapters 8 and 12 */
extern const ykc_names ykc_names_start_mode;
extern const ykc_names ykc_names_auth_result;
extern const ykc_names ykc_names_auth_failure;
extern const ykc_names ykc_names_start_failure;
extern const ykc_names ykc_names_stop_failure;
extern const ykc_names ykc_names_start_source;
extern const ykc_names ykc_names_stop_reason;
extern const ykc_names ykc_names_record_result;
extern const ykc_names ykc_names_balance_result;
extern const ykc_names ykc_names_card_sync_failure;
extern const ykc_names ykc_names_card_clear_result;
extern const ykc_names ykc_names_card_clear_failure;
extern const ykc_names ykc_names_card_query_result;
extern const ykc_names ykc_names_parallel_role;

/* Chapter 9 */
extern const ykc_names ykc_names_work_permission;

/* Chapter 10 */
extern const ykc_names ykc_names_lock_state;
extern const ykc_names ykc_names_parking_state;
extern const ykc_names ykc_names_lock_alarm;
extern const ykc_names ykc_names_lock_command;
extern const ykc_names ykc_names_lock_result;

/* Chapter 11 */
extern const ykc_names ykc_names_pile_model;
extern const ykc_names ykc_names_execute_when;
extern const ykc_names ykc_names_update_result;

/* registration.c, chapter 6 */
extern const ykc_message ykc_message_login;                       /* 0x01 */
extern const ykc_message ykc_message_login_reply;                 /* 0x02 */
extern const ykc_message ykc_message_heartbeat;                   /* 0x03 */
extern const ykc_message ykc_message_heartbeat_reply;             /* 0x04 */
extern const ykc_message ykc_message_billing_model_check;         /* 0x05 */
extern const ykc_message ykc_message_billing_model_check_reply;   /* 0x06 */
extern const ykc_message ykc_message_billing_model_request;       /* 0x09 */
extern const ykc_message ykc_message_billing_model_reply;         /* 0x0A */

/* realtime.c, chapter 7 */
extern const ykc_message ykc_message_read_realtime;               /* 0x12 */
extern const ykc_message ykc_message_realtime;                    /* 0x13 */
extern const ykc_message ykc_message_charging_handshake;          /* 0x15 */
extern const ykc_message ykc_message_parameter_configuration;     /* 0x17 */
extern const ykc_message ykc_message_charging_end;                /* 0x19 */
extern const ykc_message ykc_message_error_message;               /* 0x1B */
extern const ykc_message ykc_message_bms_abort;                   /* 0x1D */
extern const ykc_message ykc_message_charger_abort;               /* 0x21 */
extern const ykc_message ykc_message_bms_demand;                  /* 0x23 */
extern const ykc_message ykc_message_bms_state;                   /* 0x25 */

/* operation.c, chapter 8; 0x35, 0x3B, 0x41 and 0x45 have a second layout, reached through .also */
extern const ykc_message ykc_message_start_request;               /* 0x31 */
extern const ykc_message ykc_message_start_authorisation;         /* 0x32 */
extern const ykc_message ykc_message_remote_start_reply;          /* 0x33 */
extern const ykc_message ykc_message_remote_start;                /* 0x34 */
extern const ykc_message ykc_message_remote_stop_reply;           /* 0x35 */
extern const ykc_message ykc_message_remote_stop;                 /* 0x36 */
extern const ykc_message ykc_message_record;                      /* 0x3B */
extern const ykc_message ykc_message_record_confirmation;         /* 0x40 */
extern const ykc_message ykc_message_balance_update_reply;        /* 0x41 */
extern const ykc_message ykc_message_balance_update;              /* 0x42 */
extern const ykc_message ykc_message_card_sync_reply;             /* 0x43 */
extern const ykc_message ykc_message_card_sync;                   /* 0x44 */
extern const ykc_message ykc_message_card_delete_reply;           /* 0x45 */
extern const ykc_message ykc_message_card_delete;                 /* 0x46 */
extern const ykc_message ykc_message_card_query_reply;            /* 0x47 */
extern const ykc_message ykc_message_card_query;                  /* 0x48 */

/* settings.c, chapter 9 */
extern const ykc_message ykc_message_work_parameter_reply;        /* 0x51 */
extern const ykc_message ykc_message_work_parameter_setting;      /* 0x52 */
extern const ykc_message ykc_message_clock_setting_reply;         /* 0x55 */
extern const ykc_message ykc_message_clock_setting;               /* 0x56 */
extern const ykc_message ykc_message_billing_model_setting_reply; /* 0x57 */
extern const ykc_message ykc_message_billing_model_setting;       /* 0x58 */

/* parking_lock.c, chapter 10 */
extern const ykc_message ykc_message_parking_lock_data;           /* 0x61 */
extern const ykc_message ykc_message_parking_lock_command;        /* 0x62 */
extern const ykc_message ykc_message_parking_lock_reply;          /* 0x63 */

/* maintenance.c, chapter 11 */
extern const ykc_message ykc_message_reboot_reply;                /* 0x91 */
extern const ykc_message ykc_message_reboot;                      /* 0x92 */
extern const ykc_message ykc_message_update_reply;                /* 0x93 */
extern const ykc_message ykc_message_update;                      /* 0x94 */

/* parallel.c, chapter 12 */
extern const ykc_message ykc_message_parallel_start_request;       /* 0xA1 */
extern const ykc_message ykc_message_parallel_start_authorisation; /* 0xA2 */
extern const ykc_message ykc_message_parallel_remote_start_reply;  /* 0xA3 */
extern const ykc_message ykc_message_parallel_remote_start;        /* 0xA4 */

/* clang-format on */

#endif
