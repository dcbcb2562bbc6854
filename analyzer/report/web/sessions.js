// SPDX-License-Identifier: GPL-2.0-or-later
// The list of sessions; what opens below one is drawn when it is opened.
'use strict';

ykc.only_with_findings = false;

ykc.sessions = (() => {
    function worst_of(session) {
        return session.findings.map((id) => ykc.findings_by_id.get(id)?.severity ?? 0).reduce((a, b) => Math.max(a, b), 0);
    }

    function amounts_of(session) {
        const parts = [];

        if (session.energy !== undefined)
            parts.push(`${session.energy} kWh`);
        if (session.amount !== undefined)
            parts.push(`${session.amount} ${ykc.language === 1 ? '元' : 'yuan'}`);
        if (session.soc_start !== undefined)
            parts.push(`SOC ${session.soc_start}–${session.soc_end} %`);
        return parts.join(ykc.text('comma'));
    }

    function fill_session(session, body) {
        const details = ykc.read(`session-${session.id}`);
        const drawing = ykc.element('div'), charts = ykc.element('div');

        body.append(ykc.facts([
            [ykc.text('started'), `${ykc.date_time(session.started)} (${ykc.duration(session.ended - session.started)})`],
            [ykc.text('about'), session.transaction === undefined ? '' : ykc.text('transaction', { n: session.transaction })],
            [ykc.text('charged'), amounts_of(session)],
            [ykc.text('stop_reason'), ykc.say(session.stop_reason)],
        ]));
        if (session.order !== undefined)
            body.append(ykc.element('p', { class: 'order' }, ykc.element('strong', {}, `${ykc.text('order')}${ykc.text('colon')}`), ykc.say(session.order)));
        body.append(ykc.element('h3', {}, ykc.text('ladder')), drawing);
        if (details.series !== undefined)
            body.append(ykc.element('h3', {}, ykc.text('charts')), charts);
        if (details.bill !== undefined)
            body.append(ykc.element('h3', {}, ykc.text('bill')), ...ykc.bill(details.bill));
        body.redraw = () => {
            drawing.replaceChildren(ykc.ladder(session, details.ladder, Math.max(260, drawing.clientWidth)));
            charts.replaceChildren();
            if (details.series !== undefined)
                ykc.charts(charts, session, details.series);
        };
        body.redraw();
    }

    function show_session(session) {
        const worst = worst_of(session);
        const state = worst > 0 ? ykc.badge(worst) : ykc.element('span', { class: 'badge good' }, '✓');
        const summary = ykc.element('summary', {}, state, ' ', ykc.element('strong', {}, ykc.say(session.flow)), ` ${ykc.pile(session)} `,
            ykc.element('span', { class: 'faint' }, [ykc.date_time(session.started), ykc.say(session.outcome_words), amounts_of(session)]
                .filter(Boolean).join(ykc.text('comma'))));
        const details = ykc.lazy_details({ class: 'item session', id: `session-item-${session.id}` }, summary,
            (body) => fill_session(session, body));

        details.session = session;
        return details;
    }

    function apply(section) {
        for (const item of section.querySelectorAll('.session'))
            item.hidden = ykc.only_with_findings && item.session.findings.length === 0;
    }

    function show_filter(section) {
        const box = ykc.element('input', { type: 'checkbox', id: 'only-bad', checked: ykc.only_with_findings,
            onchange: () => { ykc.only_with_findings = box.checked; apply(section); } });

        return ykc.element('div', { class: 'filters' }, ykc.element('label', {}, box, ykc.text('only_bad')));
    }

    return (section) => {
        const { session_list, sessions } = ykc.report;

        section.append(ykc.element('h2', { id: 'sessions-title' }, ykc.text('sessions')));
        if (session_list.length === 0) {
            section.append(ykc.element('p', {}, ykc.text('none')));
            return;
        }
        section.append(show_filter(section));
        if (sessions > session_list.length)
            section.append(ykc.element('p', { class: 'faint cut' }, ykc.text('sessions_cut', { listed: session_list.length, all: sessions })));
        section.append(...session_list.map(show_session));
        apply(section);
    };
})();
