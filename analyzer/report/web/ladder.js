// SPDX-License-Identifier: GPL-2.0-or-later
// A session as arrows between pile and platform.
'use strict';

ykc.ladder = (() => {
    const ROW = 36, NOTE = 18, HEAD = 30, TIMES = 92, MARGIN = 6;

    /* Text that has to fit; what does not is cut, and whole in a tooltip. */
    function fitting_text(text, attributes, width) {
        const units = (part) => [...part].reduce((sum, character) => sum + (character.codePointAt(0) > 0x2E7F ? 13 : 7), 0);
        let shown = text;

        while (units(shown) > width && shown.length > 4)
            shown = `${shown.slice(0, -2)}…`;
        return ykc.svg('text', attributes, shown === text ? undefined : ykc.svg('title', {}, text), shown);
    }

    function name_of(rung) {
        const name = `${rung.step > 0 ? `${rung.step}  ` : ''}${ykc.say(rung.name)}`;

        if (rung.kind === 'missing')
            return ykc.text('missing', { name });
        return rung.kind === 'last' ? ykc.text('last_of', { name }) : name;
    }

    function arrow(rung, from, to, y) {
        const missing = rung.kind === 'missing';
        const x = (from + to) / 2, tip = to + (to > from ? -9 : 9);

        return [
            ykc.svg('line', { class: missing ? 'arrow missing' : 'arrow', x1: from, y1: y, x2: to, y2: y }),
            missing ? ykc.svg('path', { class: 'arrow missing', 'stroke-dasharray': 'none', d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10` }) :
                ykc.svg('path', { class: 'head', d: `M${to} ${y}L${tip} ${y - 4}L${tip} ${y + 4}Z` }),
        ];
    }

    /* Lines below the arrow: how often, and what was found. */
    function notes_of(rung) {
        const notes = rung.count > 1 ?
            [{ text: ykc.text('folded', { n: rung.count, time: ykc.time_of_day(rung.until).slice(0, 8) }) }] : [];

        for (const id of rung.findings) {
            const finding = ykc.findings_by_id.get(id);

            if (finding !== undefined)
                notes.push({ text: `▲ ${ykc.texts.severity[ykc.language][finding.severity]} ${finding.rule}`, finding });
        }
        return notes;
    }

    function draw_note(note, x, y, width) {
        if (note.finding === undefined)
            return fitting_text(note.text, { class: 'faint', x, y, 'text-anchor': 'middle' }, width);
        return ykc.svg('a', { href: `#finding-${note.finding.id}`, onclick: (event) => ykc.open_finding(note.finding.id, event) },
            fitting_text(note.text, { class: `t${note.finding.severity}`, x, y, 'text-anchor': 'middle' }, width));
    }

    function draw_rung(rung, session, left, right, y) {
        const middle = (left + right) / 2, width = right - left - 12;
        const missing = rung.kind === 'missing';
        const times = missing ? [] : [
            ykc.svg('text', { class: 'faint', x: 0, y: y + 20 }, ykc.time_of_day(rung.time)),
            ykc.svg('text', { class: 'faint', x: 0, y: y + 34, 'font-size': 11 }, ykc.elapsed(rung.time - session.started)),
        ];

        return [...times,
            fitting_text(name_of(rung), { class: missing ? 'missing-text' : undefined, x: middle, y: y + 17, 'text-anchor': 'middle' }, width),
            arrow(rung, rung.up ? left : right, rung.up ? right : left, y + 26),
            notes_of(rung).map((note, index) => draw_note(note, middle, y + ROW + 6 + NOTE * index, width))];
    }

    /* Draw for a width in pixels. */
    return (session, rungs, width) => {
        const left = TIMES + MARGIN, right = Math.min(width, 760) - MARGIN;
        let y = HEAD;
        const drawn = rungs.map((rung) => {
            const part = draw_rung(rung, session, left, right, y);

            y += ROW + NOTE * notes_of(rung).length;
            return part;
        });

        return ykc.svg('svg', { class: 'ladder', width: right + MARGIN, height: y + 14, role: 'img', 'aria-label': ykc.text('ladder_about') },
            ykc.svg('text', { x: left, y: 16, 'text-anchor': 'middle', 'font-weight': 600 }, ykc.text('pile')),
            ykc.svg('text', { x: right + MARGIN, y: 16, 'text-anchor': 'end', 'font-weight': 600 }, ykc.text('platform')),
            ykc.svg('line', { class: 'lane', x1: left, y1: 24, x2: left, y2: y + 10 }),
            ykc.svg('line', { class: 'lane', x1: right, y1: 24, x2: right, y2: y + 10 }),
            drawn);
    };
})();
