// SPDX-License-Identifier: GPL-2.0-or-later
// What is taken from others is what they published, and nothing in the repository points to a server.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { read_source } from './tools.mjs';

test('the chart library that is built in is the package, unchanged', () => {
    for (const [ours, theirs] of [['uPlot.iife.min.js', 'dist/uPlot.iife.min.js'], ['uPlot.min.css', 'dist/uPlot.min.css'], ['LICENSE', 'LICENSE']])
        assert.ok(read_source(`third_party/uplot/${ours}`).equals(read_source(`node_modules/uplot/${theirs}`)), ours);
});

test('its licence is in every page', () => {
    const words = (text) => text.replace(/\s+/g, ' ');
    const page = words(read_source('analyzer/report/web/page.html').toString());
    const [, permission] = words(read_source('third_party/uplot/LICENSE').toString()).split('Leon Sorokin ');

    assert.ok(page.includes('Copyright (c) 2022 Leon Sorokin'));
    assert.ok(page.includes(permission.trim()));
});

test('the lock file names no server', () => {
    const lock = JSON.parse(read_source('package-lock.json'));

    for (const [name, details] of Object.entries(lock.packages))
        assert.equal(details.resolved, undefined, name);
});
