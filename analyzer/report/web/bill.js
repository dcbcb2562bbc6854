// SPDX-License-Identifier: GPL-2.0-or-later
// The record's bill beside what it should add up to.
'use strict';

ykc.bill = (() => {
    const number = (value) => ykc.element('td', { class: 'number' }, value);
    const verdict = (agrees) => ykc.element('td', {},
        ykc.element('span', { class: agrees ? 'badge good' : 'badge s3' }, ykc.text(agrees ? 'agrees' : 'disagrees')));
    const recomputed = (check) => ykc.element('td', { class: check.agrees ? 'number' : 'number disagrees' }, check.recomputed);

    function tariff_row(row) {
        return ykc.element('tr', {}, ykc.element('th', { scope: 'row' }, ykc.texts.tariffs[ykc.language][row.tariff] ?? row.tariff),
            number(row.price), number(row.model_price ?? '–'), number(row.energy), number(row.energy_with_loss), number(row.amount), recomputed(row), verdict(row.agrees));
    }

    function total_row(bill) {
        return ykc.element('tr', {}, ykc.element('th', { scope: 'row' }, ykc.text('total')), ykc.element('td'), ykc.element('td'),
            number(bill.energy.sent), number(bill.energy_with_loss.sent), number(bill.amount.sent), number(bill.recomputed),
            ykc.element('td'));
    }

    function check_row(name, check) {
        return ykc.element('tr', {}, ykc.element('th', { scope: 'row' }, name), number(check.sent), recomputed(check), verdict(check.agrees));
    }

    const heading = (names) => ykc.element('tr', {}, names.map((name, index) =>
        ykc.element('th', { scope: 'col', class: index > 0 ? 'number' : undefined }, name)));

    return (bill) => {
        const sum = (name) => `${ykc.text(name)}${ykc.text('colon')}${ykc.text('sum')}`;

        return [
            ykc.element('p', { class: 'faint' }, bill.packet === undefined ? '' : `${ykc.packet(bill)}${ykc.text('comma')}${ykc.time_of_day(bill.time)}`),
            ykc.element('div', { class: 'scroll' }, ykc.element('table', { class: 'bill' },
                ykc.element('thead', {}, heading([ykc.text('tariff'), ykc.text('price'), ykc.text('model_price'), ykc.text('bill_energy'), ykc.text('bill_loss'),
                    `${ykc.text('amount')}${ykc.text('colon')}${ykc.text('sent')}`, ykc.text('recomputed'), ''])),
                ykc.element('tbody', {}, bill.rows.map(tariff_row), total_row(bill)))),
            ykc.element('div', { class: 'scroll' }, ykc.element('table', { class: 'bill' },
                ykc.element('thead', {}, heading(['', ykc.text('sent'), ykc.text('recomputed'), ''])),
                ykc.element('tbody', {}, check_row(sum('bill_energy'), bill.energy), check_row(sum('bill_loss'), bill.energy_with_loss),
                    check_row(sum('amount'), bill.amount),
                    bill.meter === undefined ? undefined : check_row(ykc.text('meter'), bill.meter)))),
            ykc.element('p', { class: 'faint' }, ykc.text('bill_rule')),
        ];
    };
})();
