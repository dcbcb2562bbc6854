// SPDX-License-Identifier: GPL-2.0-or-later
// The page as a whole: head, summary, language, theme, keys, paper.
'use strict';

(() => {
    const { report } = ykc;
    const part = (id) => document.getElementById(id);

    function show_head() {
        part('head').append(
            ykc.element('h1', {}, ykc.text('title')),
            ykc.element('button', { id: 'language', type: 'button', 'aria-label': ykc.text('switch_language'), onclick: switch_language },
                ykc.text('other_language')),
            ykc.element('button', { id: 'theme', type: 'button', onclick: switch_theme }, ykc.text('theme')));
        part('skip').textContent = ykc.text('skip');
    }

    function verdict() {
        const count = (severity) => {
            const n = report.severities[severity - 1];

            return ykc.fill(ykc.texts.severity_count[ykc.language][severity][n === 1 ? 0 : 1], { n });
        };

        if (report.severities.some((number) => number > 0))
            return ykc.text('verdict_bad', { errors: count(3), warnings: count(2), notes: count(1), sessions: report.sessions });
        return ykc.text(report.sessions > 0 ? 'verdict_good' : 'verdict_none', { sessions: report.sessions });
    }

    /* Who did what, of the worst findings; what is wrong with the capture only if nothing else is. */
    function in_short() {
        const LISTED = 5;
        const told = report.findings.filter((finding) => finding.severity > 1);
        const shown = told.length > 0 ? told : report.findings;
        const all = report.severities[2] + report.severities[1];

        if (shown.length === 0)
            return undefined;
        return ykc.element('ul', { class: 'short', 'aria-label': ykc.text('in_short') }, shown.slice(0, LISTED).map((finding) =>
            ykc.element('li', {}, ykc.badge(finding.severity), ' ', ykc.short_finding(finding), ' ',
                ykc.element('a', { href: `#finding-${finding.id}`, onclick: (event) => ykc.open_finding(finding.id, event) },
                    finding.rule))),
        told.length > 0 && all > LISTED ? ykc.element('li', { class: 'faint' }, ykc.text('more_below', { n: all - LISTED })) : undefined);
    }

    function capture_line(capture) {
        const line = ykc.text('capture_line', { ...capture, time: capture.first === undefined ? '–' : ykc.date_time(capture.first) });

        return ykc.element('div', {}, capture.cut_off ? line + ykc.text('capture_cut') : line);
    }

    function privacy() {
        if (report.secrets)
            return ykc.text('privacy_open');
        return ykc.text(report.redacted ? 'privacy_redacted' : 'privacy_masked');
    }

    function choose_rule(id) {
        ykc.filters = { severities: new Set([1, 2, 3]), rule: id, pile: '', text: '' };
        draw();
        part('findings').focus();
        part('findings').scrollIntoView();
    }

    function rule_row(rule) {
        return ykc.element('tr', {},
            ykc.element('td', {}, ykc.element('a', { href: '#findings', onclick: (event) => { event.preventDefault(); choose_rule(rule.id); } }, rule.id)),
            ykc.element('td', {}, ykc.badge(rule.severity)), ykc.element('td', {}, ykc.say(rule.meaning)),
            ykc.element('td', { class: 'number' }, String(rule.findings)), ykc.element('td', { class: 'number' }, String(rule.times)));
    }

    function rule_table() {
        const heading = (name, is_number) => ykc.element('th', { scope: 'col', class: is_number ? 'number' : undefined }, ykc.text(name));

        return ykc.element('div', { class: 'scroll' }, ykc.element('table', {},
            ykc.element('thead', {}, ykc.element('tr', {}, heading('rule'), heading('filter_severity'), heading('meaning'),
                heading('count', true), heading('times', true))),
            ykc.element('tbody', {}, report.rules.map(rule_row))));
    }

    function show_summary() {
        const outcomes = report.outcomes.map((outcome) => `${ykc.say(outcome.words)} ${outcome.count}`).join(ykc.text('comma'));

        part('summary').append(
            ykc.element('h2', { id: 'summary-title' }, ykc.text('summary')),
            ykc.element('p', { class: 'verdict' }, verdict()),
            in_short() ?? '',
            ykc.facts([
                [ykc.text('capture'), ykc.element('div', {}, report.captures.map(capture_line))],
                [ykc.text('span'), report.first === undefined ? '' : ykc.text('span_line', { from: ykc.date_time(report.first),
                    to: ykc.date_time(report.last), length: ykc.duration(report.last - report.first), zone: ykc.zone() })],
                [ykc.text('amount_of'), ykc.text('amount_line', report)],
                [ykc.text('outcomes'), outcomes],
                [ykc.text('privacy'), privacy()],
            ]));
        if (report.rules.length > 0)
            part('summary').append(rule_table());
    }

    function show_foot() {
        const key = (name) => ykc.element('kbd', {}, name);
        const pieces = ykc.texts.keys[ykc.language].split(/\{\w+\}/);

        part('foot').append(ykc.element('p', {}, ykc.text('made_by', report)),
            ykc.element('p', { class: 'keys' }, pieces[0], key('j'), pieces[1], key('k'), pieces[2], key('/'), pieces[3], key('l'), pieces[4]));
    }

    /* Draw everything anew, and open again what was open. */
    function draw() {
        const open = [...document.querySelectorAll('details.item[open]')].map((details) => details.id);
        const focus = document.activeElement?.id;

        document.documentElement.lang = ykc.language === 1 ? 'zh-CN' : 'en';
        document.title = [report.captures[0]?.name, ykc.text('title')].filter(Boolean).join(' – ');
        for (const id of ['head', 'summary', 'findings', 'sessions', 'foot'])
            part(id).replaceChildren();
        show_head();
        show_summary();
        ykc.findings(part('findings'));
        ykc.sessions(part('sessions'));
        show_foot();
        for (const id of open)
            open_item(part(id));
        if (focus)
            part(focus)?.focus();
    }

    function switch_language() {
        ykc.language = 1 - ykc.language;
        draw();
    }

    function is_dark() {
        return document.documentElement.dataset.theme === 'dark' ||
            (document.documentElement.dataset.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
    }

    /* Charts are painted, so they have to be painted again when colours or the width change. */
    function redraw_drawings() {
        for (const body of document.querySelectorAll('details.session[open] > div'))
            body.redraw?.();
    }

    function switch_theme() {
        document.documentElement.dataset.theme = is_dark() ? 'light' : 'dark';
        redraw_drawings();
    }

    function open_item(item) {
        if (item === null)
            return;
        item.open = true;
        item.fill();
    }

    function go_to(item, event) {
        event?.preventDefault();
        if (item === null)
            return;
        item.hidden = false;
        open_item(item);
        item.querySelector('summary').focus();
        item.scrollIntoView({ block: 'start' });
    }

    ykc.open_finding = (id, event) => go_to(part(`finding-${id}`), event);
    ykc.open_session = (id, event) => go_to(part(`session-item-${id}`), event);

    function step_to_finding(direction) {
        const items = [...document.querySelectorAll('.finding:not([hidden])')];
        const at = items.findIndex((item) => item.contains(document.activeElement));
        const next = at < 0 ? (direction > 0 ? 0 : items.length - 1) : at + direction;

        if (items[next] !== undefined)
            go_to(items[next]);
    }

    const keys = {
        j: () => step_to_finding(1),
        k: () => step_to_finding(-1),
        l: switch_language,
        '/': () => part('search')?.focus(),
    };

    function on_key(event) {
        const is_typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';

        if (is_typing || event.ctrlKey || event.altKey || event.metaKey || keys[event.key] === undefined)
            return;
        event.preventDefault();
        keys[event.key]();
    }

    /* On paper everything that was found is open, and in light colours. */
    let before_paper;

    function to_paper() {
        if (before_paper !== undefined)
            return;
        before_paper = { theme: document.documentElement.dataset.theme, closed: [] };
        document.documentElement.dataset.theme = 'light';
        for (const item of document.querySelectorAll('details.item:not([open])')) {
            if (item.hidden || (item.session !== undefined && item.session.findings.length === 0))
                continue;
            before_paper.closed.push(item);
            open_item(item);
        }
        redraw_drawings();
    }

    function from_paper() {
        if (before_paper === undefined)
            return;
        if (before_paper.theme === undefined)
            delete document.documentElement.dataset.theme;
        else
            document.documentElement.dataset.theme = before_paper.theme;
        for (const item of before_paper.closed)
            item.open = false;
        before_paper = undefined;
        redraw_drawings();
    }

    let resizing;

    document.addEventListener('keydown', on_key);
    addEventListener('beforeprint', to_paper);
    addEventListener('afterprint', from_paper);
    addEventListener('resize', () => {
        clearTimeout(resizing);
        resizing = setTimeout(redraw_drawings, 150);
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw_drawings);
    draw();
})();
