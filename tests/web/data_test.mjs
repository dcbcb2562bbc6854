// SPDX-License-Identifier: GPL-2.0-or-later
// JSON, NDJSON and CSV: as their schema says, and harmless.
import Ajv from 'ajv/dist/2020.js';
import add_formats from 'ajv-formats';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { SAMPLES, read_source, sample, scratch, write_hostile, ykcflow } from './tools.mjs';

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
add_formats(ajv);
const schema = JSON.parse(read_source('docs/ykcflow.schema.json'));

/* Readers have to skip members that the schema does not know; here they are undocumented. */
function closed(part) {
    if (Array.isArray(part))
        return part.map(closed);
    if (part === null || typeof part !== 'object')
        return part;

    const copy = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));

    if (copy.properties !== undefined && copy.type === 'object' && copy.required?.[0] !== 'type')
        copy.additionalProperties = false;
    return copy;
}

const { $id: _, $ref: __, ...parts } = closed(schema);
ajv.addSchema(parts, 'ykcflow');

/* Whatever does not agree with a part of the schema, with its place. */
function check(part, value, where) {
    const validate = ajv.getSchema(`ykcflow#/$defs/${part}`);

    assert.ok(validate(value), `${where}: ${ajv.errorsText(validate.errors, { separator: '\n' })}`);
}

const lines_of = (text) => text.trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));

test('the JSON of every sample agrees with its schema', () => {
    for (const name of SAMPLES)
        check('report', JSON.parse(ykcflow('-f', 'json', '--fail-on', 'never', sample(name))), name);
    check('report', JSON.parse(ykcflow('-f', 'json', '--lang', 'zh', sample('record-missing'), sample('stop-unanswered'))), 'two captures');
});

test('so do the lines of NDJSON, which are the same objects', () => {
    for (const name of SAMPLES) {
        const report = JSON.parse(ykcflow('-f', 'json', '--fail-on', 'never', sample(name)));
        const lines = lines_of(ykcflow('-f', 'ndjson', '--fail-on', 'never', sample(name)));
        const of_type = (type) => lines.filter((line) => line.type === type).map(({ type: _, ...rest }) => rest);

        for (const { type, ...rest } of lines)
            check(type, rest, `${name}: ${type}`);
        assert.deepEqual(of_type('session'), report.sessions);
        assert.deepEqual(of_type('finding'), report.findings);
        assert.deepEqual(of_type('connection'), report.connections);
    }
});

test('so do frames', () => {
    for (const name of ['every-frame', 'bad-checksum', 'rules/frame'])
        for (const frame of lines_of(ykcflow('frames', '-f', 'ndjson', sample(name))))
            check('frame', frame, name);
});

test('the schema as it is published takes reports, lines and frames', () => {
    const published = new Ajv({ strict: false });

    add_formats(published);
    published.addSchema(schema);
    const validate = (part) => published.getSchema(`ykcflow.schema.json${part}`);

    assert.ok(validate('')(JSON.parse(ykcflow('-f', 'json', sample('stop-unanswered')))));
    for (const line of lines_of(ykcflow('-f', 'ndjson', sample('stop-unanswered'))))
        assert.ok(validate('#/$defs/line')(line), JSON.stringify(line));
    assert.ok(!validate('#/$defs/line')({ type: 'finding' }));
});

test('the schema refuses what is wrong', () => {
    const report = JSON.parse(ykcflow('-f', 'json', sample('stop-unanswered')));
    const validate = ajv.getSchema('ykcflow#/$defs/report');
    const broken = [
        (copy) => { copy.findings[0].severity = 'fatal'; },
        (copy) => { copy.findings[0].frame = '126'; },
        (copy) => { delete copy.findings[0].rule; },
        (copy) => { copy.sessions[1].energy_kwh = 12.0139; },
        (copy) => { copy.sessions[1].started = '2026-03-16 13:11:00'; },
        (copy) => { copy.sessions[1].steps[0].code = '0x3b'; },
        (copy) => { delete copy.summary; },
    ];

    for (const spoil of broken) {
        const copy = structuredClone(report);

        spoil(copy);
        assert.ok(!validate(copy), `${spoil} is not noticed`);
    }
});

/* RFC 4180, with every cell unquoted. */
function cells_of(csv) {
    const rows = [[]];

    assert.ok(csv.startsWith('\ufeff'));
    for (const [, quoted, plain, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
        rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        if (end === '\r\n')
            rows.push([]);
    }
    return rows.slice(0, -1);
}

test('CSV has a row for each finding and each session, all as long as their heading', () => {
    for (const name of SAMPLES) {
        const report = JSON.parse(ykcflow('-f', 'json', '--fail-on', 'never', sample(name)));

        for (const [format, list] of [['csv', report.findings], ['csv-sessions', report.sessions]]) {
            const [heading, ...rows] = cells_of(ykcflow('-f', format, '--fail-on', 'never', sample(name)));

            assert.equal(rows.length, list.length, `${name}: ${format}`);
            assert.ok(rows.every((row) => row.length === heading.length), `${name}: ${format}`);
        }
    }
});

test('no cell of CSV is a formula, no line of any format does something to a terminal', () => {
    const capture = write_hostile();
    const formats = ['text', 'json', 'ndjson', 'csv', 'csv-sessions', 'mermaid'].map((format) => ['-f', format]);

    for (const cell of cells_of(ykcflow('-f', 'csv', capture)).flat())
        assert.doesNotMatch(cell, /^\s*[=+\-@]/);
    for (const words of [...formats, ['--ladder', '--all'], ['frames', '-v'], ['frames', '-f', 'ndjson']]) {
        const text = ykcflow(...words, capture);

        assert.doesNotMatch(text, /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, words.join(' '));
        assert.doesNotMatch(text, /hush-hush/, words.join(' '));
    }
});

test('redacted frames have no original left, and one pseudonym for one card', () => {
    const personal = ['vin', 'logical_card', 'physical_card', 'account_or_card', 'sim', 'update_user'];
    const values = (frames) => frames.map(({ fields }) => personal.map((name) => fields[name]));
    const originals = values(lines_of(ykcflow('frames', '-f', 'ndjson', sample('every-frame'))));
    const pseudonyms = values(lines_of(ykcflow('frames', '-f', 'ndjson', '--redact', sample('every-frame'))));
    const known = new Map();

    originals.flat(2).forEach((original, index) => {
        const pseudonym = pseudonyms.flat(2)[index];

        if (original === undefined || /^0*$/.test(original)) {
            assert.equal(pseudonym, original);
            return;
        }
        assert.notEqual(pseudonym, original);
        assert.equal(pseudonym.length, original.length);
        assert.equal(known.get(original) ?? pseudonym, pseudonym, `${original} has two pseudonyms`);
        known.set(original, pseudonym);
    });
    assert.ok(known.size > 5);
    assert.equal(new Set(known.values()).size, known.size);
    for (const original of [...known.keys()].filter((text) => text.length > 8)) /* shorter ones are ordinary words */
        for (const words of [['frames', '-v'], ['frames'], ['-f', 'json'], ['-f', 'html'], ['-f', 'csv'], ['-f', 'mermaid'], ['--all', '--ladder']])
            assert.ok(!ykcflow(...words, '--redact', sample('every-frame')).includes(original), `${words.join(' ')} shows ${original}`);
});

test('the formats of one run have the same pseudonyms', () => {
    const html = path.join(scratch, 'same.html'), csv = path.join(scratch, 'same.csv');
    const { findings } = JSON.parse(ykcflow('--redact', '-f', 'json', '-f', 'html', '-o', html, '-f', 'csv', '-o', csv, sample('rules/bill')));
    const quoted = findings.filter(({ rule }) => rule === 'bill/identity').flatMap(({ expected, seen }) => [expected, seen])
        .filter((text) => text?.startsWith('Physical card'));
    const [plain] = JSON.parse(ykcflow('-f', 'json', sample('rules/bill'))).findings.filter(({ seen }) => seen?.startsWith('Physical card'));

    assert.equal(quoted.length, 2);
    assert.ok(!quoted.includes(plain.seen));
    for (const text of quoted)
        for (const file of [html, csv])
            assert.ok(readFileSync(file, 'utf8').includes(text), `${file} does not say ${text}`);
});
