// SPDX-License-Identifier: GPL-2.0-or-later
// The list of findings, its filters, and the frames of a finding in hex and in fields.
'use strict';

ykc.filters = { severities: new Set([1, 2, 3]), rule: '', pile: '', text: '' };

/* In one or two sentences: what happened, who did it, where; and what it means for the order. */
ykc.short_finding = (finding) => {
    const rule = ykc.rules_by_id.get(finding.rule), session = ykc.sessions_by_id.get(finding.session);
    const who = finding.side_words === undefined || finding.side === 'capture' ? '' : ykc.text('colon') + ykc.say(finding.side_words);
    const place = [ykc.say(finding.step_short), ykc.pile(finding), finding.time === undefined ? '' : ykc.date_time(finding.time)];
    const means = session?.order === undefined ? ykc.say(finding.consequence) : ykc.say(session.order) + ykc.text('stop');

    return `${ykc.say(rule.meaning)}${who}${ykc.text('in_brackets', { text: place.filter(Boolean).join(ykc.text('semicolon')) })}` +
        `${ykc.text('stop')}${ykc.text('gap')}${means}`;
};

ykc.findings = (() => {
    let frames; /* read when the first is shown */

    function frame_of(key) {
        frames ??= ykc.read('frames');
        return frames[key];
    }

    function field_row([label, value, is_part]) {
        return ykc.element('tr', { class: is_part ? 'part' : undefined }, ykc.element('td', {}, ykc.say(label)), ykc.element('td', {}, ykc.say(value)));
    }

    function frame_details(frame) {
        const remarks = [ykc.text('sequence', { n: frame.sequence }), ykc.texts.crc[ykc.language][frame.crc]];

        if (frame.encrypted)
            remarks.push(ykc.text('encrypted'));
        return [
            ykc.element('div', { class: 'faint' }, remarks.join(ykc.text('comma'))),
            ykc.element('div', { class: 'hex' }, frame.hex),
            frame.hex.includes('**') ? ykc.element('div', { class: 'faint' }, ykc.text('hidden_bytes')) : undefined,
            ykc.element('table', { class: 'fields' }, ykc.element('tbody', {}, frame.fields.map(field_row))),
        ];
    }

    function show_frame(place, what, open) {
        const frame = frame_of(place.key);

        if (frame === undefined)
            return ykc.element('p', { class: 'faint' }, `${ykc.packet(place)} (${what})${ykc.text('colon')}${ykc.text('frame_gone')}`);

        const line = ykc.text('frame_line', { packet: ykc.packet(frame), time: ykc.time_of_day(frame.time), name: ykc.say(frame.name),
            direction: ykc.text(frame.up ? 'up' : 'down') });
        const details = ykc.lazy_details({ class: 'frame' }, ykc.element('summary', {}, `${line} (${what})`),
            (body) => body.append(...frame_details(frame).filter((part) => part !== undefined)));

        if (open)
            details.open = true, details.fill();
        return details;
    }

    function session_link(finding) {
        const session = ykc.sessions_by_id.get(finding.session);

        if (session === undefined)
            return undefined;
        return ykc.element('a', { href: `#session-item-${session.id}`, onclick: (event) => ykc.open_session(session.id, event) },
            `${ykc.say(session.flow)}${ykc.text('comma')}${ykc.date_time(session.started)}`);
    }

    function order_of(finding) {
        const session = ykc.sessions_by_id.get(finding.session);

        return session === undefined ? undefined : ykc.say(session.order);
    }

    function fill_finding(finding, body) {
        const rule = ykc.rules_by_id.get(finding.rule);
        const about = [ykc.pile(finding), finding.transaction && ykc.text('transaction', { n: finding.transaction }),
            finding.connection > 0 ? ykc.text('connection', { n: finding.connection }) : ''].filter(Boolean).join(ykc.text('comma'));

        body.append(ykc.facts([
            [ykc.text('who'), ykc.say(finding.side_words)],
            [ykc.text('where'), ykc.say(finding.step)],
            [ykc.text('expected'), ykc.say(finding.expected)],
            [ykc.text('seen'), ykc.say(finding.seen)],
            [ykc.text('repeated'), finding.last === undefined ? '' :
                ykc.text('repeated_line', { n: finding.count, packet: ykc.packet(finding.last) })],
            [ykc.text('doubt'), finding.possible ? ykc.text('doubt_line') : ''],
            [ykc.text('consequence'), ykc.say(finding.consequence)],
            [ykc.text('order'), order_of(finding)],
            [ykc.text('cause'), ykc.say(rule.cause)],
            [ykc.text('about'), about],
            [ykc.text('session_of'), session_link(finding)],
            [ykc.text('section'), rule.section === '' ? '' : ykc.text('section_line', { n: rule.section })],
        ]), ykc.element('h3', {}, ykc.text('frames')));
        if (finding.key !== undefined)
            body.append(show_frame(finding, ykc.text('this_frame'), true));
        body.append(...finding.related.map((related) => show_frame(related, ykc.say(related.what), false)));
    }

    function show_finding(finding) {
        const rule = ykc.rules_by_id.get(finding.rule);
        const place = finding.packet === undefined ? '' : `${ykc.packet(finding)}${ykc.text('comma')}${ykc.date_time(finding.time)}`;
        const summary = ykc.element('summary', {}, ykc.badge(finding.severity), ' ',
            ykc.element('span', { class: 'rule' }, finding.rule), ` ${ykc.say(rule.meaning)} `,
            ykc.element('span', { class: 'faint' }, [ykc.pile(finding), place].filter(Boolean).join(ykc.text('comma'))));
        const details = ykc.lazy_details({ class: 'item finding', id: `finding-${finding.id}` }, summary, (body) => fill_finding(finding, body));

        details.haystack = [finding.rule, finding.pile, finding.transaction, finding.packet, ...rule.meaning, ...(finding.seen ?? []),
            ...(finding.step ?? []), ...(finding.side_words ?? [])].join('\n').toLowerCase();
        details.finding = finding;
        return details;
    }

    function matches(item) {
        const { finding } = item, { severities, rule, pile, text } = ykc.filters;

        return severities.has(finding.severity) && (rule === '' || finding.rule === rule) && (pile === '' || finding.pile === pile) &&
            (text === '' || item.haystack.includes(text));
    }

    function apply_filters(section) {
        let shown = 0;

        for (const item of section.querySelectorAll('.finding')) {
            item.hidden = !matches(item);
            shown += item.hidden ? 0 : 1;
        }
        section.querySelector('.count').textContent = ykc.text('shown', { shown, all: ykc.report.findings.length });
        section.querySelector('.no-match').hidden = shown > 0;
    }

    function choice(name, id, values, section) {
        const select = ykc.element('select', { id, onchange: () => { ykc.filters[name] = select.value; apply_filters(section); } },
            ykc.element('option', { value: '' }, ykc.text('all')),
            values.map((value) => ykc.element('option', { value, selected: ykc.filters[name] === value }, value)));

        return ykc.element('label', {}, ykc.text(`filter_${name}`), select);
    }

    function severity_box(severity, section) {
        const box = ykc.element('input', { type: 'checkbox', id: `severity-${severity}`, checked: ykc.filters.severities.has(severity),
            onchange: () => {
                ykc.filters.severities[box.checked ? 'add' : 'delete'](severity);
                apply_filters(section);
            } });

        return ykc.element('label', {}, box, ykc.badge(severity));
    }

    function search_box(section) {
        const box = ykc.element('input', { type: 'search', id: 'search', value: ykc.filters.text,
            oninput: () => { ykc.filters.text = box.value.trim().toLowerCase(); apply_filters(section); } });

        return ykc.element('label', {}, ykc.text('filter_text'), box);
    }

    function show_filters(section) {
        const { findings } = ykc.report;
        const distinct = (name) => [...new Set(findings.map((finding) => finding[name]).filter((value) => value !== undefined))].sort();

        return ykc.element('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
            [3, 2, 1].map((severity) => severity_box(severity, section)), choice('rule', 'filter-rule', distinct('rule'), section),
            choice('pile', 'filter-pile', distinct('pile'), section), search_box(section),
            ykc.element('span', { class: 'count faint', role: 'status' }));
    }

    return (section) => {
        const { findings, severities } = ykc.report;
        const all = severities.reduce((sum, count) => sum + count, 0);

        section.append(ykc.element('h2', { id: 'findings-title' }, ykc.text('findings')));
        if (findings.length === 0) {
            section.append(ykc.element('p', {}, ykc.text('none')));
            return;
        }
        section.append(show_filters(section));
        if (all > findings.length)
            section.append(ykc.element('p', { class: 'faint cut' }, ykc.text('findings_cut', { listed: findings.length, all })));
        section.append(...findings.map(show_finding), ykc.element('p', { class: 'no-match faint' }, ykc.text('no_match')));
        apply_filters(section);
    };
})();
