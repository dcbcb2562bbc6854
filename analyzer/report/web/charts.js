// SPDX-License-Identifier: GPL-2.0-or-later
// What a charge reported over time, with the findings on the time axis.
'use strict';

ykc.charts = (() => {
    /* Each chart: its title, and its lines with the scale, the divisor of the data's integers, and the colour. */
    const CHARTS = [
        ['chart_power', [['voltage', 'V', 10, 'one'], ['demand_voltage', 'V', 10, 'three', [6, 4]], ['current', 'A', 10, 'two'],
            ['demand_current', 'A', 10, 'four', [6, 4]]]],
        ['chart_kw', [['power', 'kW', 1, 'one']]],
        ['chart_soc', [['soc', '%', 1, 'one'], ['battery_temperature', '°C', 1, 'two'], ['cable_temperature', '°C', 1, 'four', [6, 4]]]],
        ['chart_energy', [['energy', 'kWh', 10000, 'one'], ['amount', '¥', 10000, 'two']]],
    ];
    const HEIGHT = 180, AXIS = 66;

    const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

    /* The data's columns as numbers; the power is computed. */
    function columns_of(series) {
        const columns = { ...series };

        if (series.voltage !== undefined && series.current !== undefined)
            columns.power = series.voltage.map((voltage, i) =>
                (voltage === null || series.current[i] === null ? null : voltage * series.current[i] / 100000));
        return columns;
    }

    /* uPlot shows UTC; the axis is to show the stations' time. */
    const x_of = (time) => time / 1000000 + ykc.report.zone * 60;
    const clock = (x) => new Date(x * 1000).toISOString().slice(11, 19);

    function draw_markers(plot, markers) {
        const { ctx, bbox } = plot;

        ctx.save();
        for (const marker of markers) {
            const x = Math.round(plot.valToPos(x_of(marker.time), 'x', true));

            if (x < bbox.left || x > bbox.left + bbox.width)
                continue;
            ctx.strokeStyle = ctx.fillStyle = color(['', 'note', 'warning', 'error'][marker.severity]);
            ctx.lineWidth = devicePixelRatio;
            ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
            ctx.beginPath();
            ctx.moveTo(x, bbox.top);
            ctx.lineTo(x, bbox.top + bbox.height);
            ctx.stroke();
            ctx.font = `bold ${12 * devicePixelRatio}px sans-serif`;
            ctx.fillText(marker.label, x + 3 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
        }
        ctx.restore();
    }

    function axis_of(scale, side, stroke) {
        return { scale, side, stroke, size: AXIS, grid: { show: side === 3, stroke: color('line'), width: 1 },
            ticks: { stroke: color('line') }, values: (plot, values) => values.map((value) => `${value} ${scale}`) };
    }

    function draw_chart(holder, title, lines, columns, markers, group, range) {
        const scales = [...new Set(lines.map(([, scale]) => scale))];
        const ink = color('ink');
        const element = ykc.element('div', { class: 'chart' }, ykc.element('div', { class: 'chart-title' }, ykc.text(title)));

        holder.append(element);
        new uPlot({
            width: Math.max(260, element.clientWidth),
            height: HEIGHT,
            padding: [null, scales.length === 1 ? AXIS : null, null, null], /* all charts have the same time axis */
            cursor: { sync: { key: group } },
            scales: { x: { time: true, range } },
            tzDate: (x) => uPlot.tzDate(new Date(x * 1000), 'Etc/UTC'),
            hooks: { draw: [(plot) => draw_markers(plot, markers)] },
            axes: [
                { stroke: ink, grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line') }, space: 80,
                    values: (plot, values) => values.map(clock) },
                ...scales.map((scale, index) => axis_of(scale, index === 0 ? 3 : 1, ink)),
            ],
            series: [
                { label: ykc.text('time'), value: (plot, x) => (x === null ? '' : clock(x)) },
                ...lines.map(([name, scale, , stroke, dash]) => ({
                    label: ykc.text(name), scale, stroke: color(stroke), width: 1.5, dash, spanGaps: true, points: { show: false },
                    value: (plot, value) => (value === null || value === undefined ? '' : String(+value.toFixed(4))),
                })),
            ],
        }, [columns.time.map(x_of), ...lines.map(([name, , divisor]) =>
            columns[name].map((value) => (value === null ? null : value / divisor)))], element);
    }

    function list_markers(markers) {
        return ykc.element('ul', { class: 'markers' }, markers.map((marker) => ykc.element('li', {},
            `${marker.label} `, ykc.badge(marker.severity), ' ',
            ykc.element('a', { href: `#finding-${marker.id}`, onclick: (event) => ykc.open_finding(marker.id, event) },
                `${marker.rule}${ykc.text('comma')}${ykc.time_of_day(marker.time)}`))));
    }

    /* Draw into a holder that is on the page: the charts take its width. */
    return (holder, session, series) => {
        const columns = columns_of(series);
        const findings = session.findings.map((id) => ykc.findings_by_id.get(id))
            .filter((finding) => finding !== undefined && finding.time !== undefined);
        const markers = findings.map((finding, index) => ({ ...finding, label: String(index + 1) }));
        const times = [session.started, ...columns.time, ...markers.map((marker) => marker.time)].map(x_of);
        const low = times.reduce((a, b) => Math.min(a, b)), high = times.reduce((a, b) => Math.max(a, b));
        const edge = Math.max(1, (high - low) / 50);

        for (const [title, lines] of CHARTS) {
            const known = lines.filter(([name]) => columns[name] !== undefined && columns[name].some((value) => value !== null));

            if (known.length > 0)
                draw_chart(holder, title, known, columns, markers, `session-${session.id}`, () => [low - edge, high + edge]);
        }
        if (series.stride > 1)
            holder.append(ykc.element('p', { class: 'faint' }, ykc.text('thinned', { n: series.stride })));
        if (markers.length > 0)
            holder.append(list_markers(markers));
    };
})();
