// SPDX-License-Identifier: GPL-2.0-or-later
// What all parts of the page share: the data, the language, elements, times. Text reaches the page as text only, never as markup.
'use strict';

ykc.read = (id) => JSON.parse(document.getElementById(id).textContent);

ykc.report = ykc.read('report');
ykc.language = ykc.report.language === 'zh' ? 1 : 0;
ykc.findings_by_id = new Map(ykc.report.findings.map((finding) => [finding.id, finding]));
ykc.sessions_by_id = new Map(ykc.report.session_list.map((session) => [session.id, session]));
ykc.rules_by_id = new Map(ykc.report.rules.map((rule) => [rule.id, rule]));

/* A text of texts.js with its blanks filled in. */
ykc.text = (name, blanks = {}) => ykc.fill(ykc.texts[name][ykc.language], blanks);
ykc.fill = (text, blanks) => text.replace(/\{(\w+)\}/g, (blank, name) => (name in blanks ? String(blanks[name]) : blank));

/* A pair of the data in the page's language. */
ykc.say = (pair) => (pair === undefined ? '' : pair[ykc.language]);

const SVG = 'http://www.w3.org/2000/svg';

function fill_element(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith('on'))
            element.addEventListener(name.slice(2), value);
        else if (value !== undefined && value !== false)
            element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
    return element;
}

/* An element: tag, attributes (on… are listeners), children (elements or text). */
ykc.element = (tag, attributes = {}, ...children) => fill_element(document.createElement(tag), attributes, children);
ykc.svg = (tag, attributes = {}, ...children) => fill_element(document.createElementNS(SVG, tag), attributes, children);

ykc.facts = (rows) => ykc.element('dl', { class: 'facts' },
    rows.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [
        ykc.element('dt', {}, name), ykc.element('dd', {}, value)]));

ykc.badge = (severity) => ykc.element('span', { class: `badge s${severity}` }, ykc.texts.severity[ykc.language][severity]);

/* --- Times: microseconds since 1970 UTC, shown in the stations' zone --- */

ykc.local = (time) => new Date(time / 1000 + ykc.report.zone * 60000).toISOString();
ykc.date_time = (time) => ykc.local(time).slice(0, 19).replace('T', ' ');
ykc.time_of_day = (time) => ykc.local(time).slice(11, 23);

ykc.zone = () => {
    const minutes = Math.abs(ykc.report.zone);
    const two = (number) => String(number).padStart(2, '0');

    return `${ykc.report.zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

ykc.duration = (time) => {
    const seconds = Math.floor(time / 1000000);

    if (time < 1000000)
        return ykc.text('milliseconds', { n: Math.floor(time / 1000) });
    if (seconds < 60)
        return ykc.text('seconds', { n: (time / 1000000).toFixed(1) });
    if (seconds < 3600)
        return ykc.text('minutes', { m: Math.floor(seconds / 60), s: seconds % 60 });
    return ykc.text('hours', { h: Math.floor(seconds / 3600), m: Math.floor(seconds / 60) % 60 });
};

ykc.elapsed = (time) => {
    const seconds = Math.floor(Math.abs(time) / 1000000);
    const two = (number) => String(number).padStart(2, '0');
    const minutes = seconds < 3600 ? String(Math.floor(seconds / 60)) :
        `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}`;

    return `${time < 0 ? '-' : '+'}${minutes}:${two(seconds % 60)}.${String(Math.floor(Math.abs(time) / 1000) % 1000).padStart(3, '0')}`;
};

/* "packet 57", with the frame's place in it unless it is the first, and the capture's name if there are several. */
ykc.packet = (place) => {
    const packet = place.index > 0 ? ykc.text('packet_frame', { n: place.packet, i: place.index + 1 }) :
        ykc.text('packet', { n: place.packet });
    const captures = ykc.report.captures;

    if (captures.length < 2)
        return packet;
    return ykc.text('packet_of', { packet, file: captures.find((capture) => capture.file === place.file).name });
};

ykc.pile = (subject) => {
    if (subject.pile === undefined)
        return '';
    return subject.gun === undefined ? ykc.text('pile_only', { pile: subject.pile }) : ykc.text('pile_gun', subject);
};

/* Details that are filled when they are opened for the first time. */
ykc.lazy_details = (attributes, summary, fill) => {
    const body = ykc.element('div');
    const details = ykc.element('details', attributes, summary, body);
    let filled = false;

    details.fill = () => {
        if (!filled)
            fill(body);
        filled = true;
    };
    details.addEventListener('toggle', () => details.open && details.fill());
    return details;
};
