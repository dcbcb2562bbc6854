// SPDX-License-Identifier: GPL-2.0-or-later
// Diagrams of sessions are valid for Mermaid itself, and show what they are meant to.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { SAMPLES, SOURCE, open_browser, open_page, sample, scratch, write_hostile, ykcflow } from './tools.mjs';

let browser, page, complaints;

before(async () => {
    const file = path.join(scratch, 'mermaid.html');

    browser = await open_browser();
    writeFileSync(file, '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><body></body>');
    ({ page, complaints } = await open_page(browser, file));
    await page.addScriptTag({ path: path.join(SOURCE, 'node_modules/mermaid/dist/mermaid.min.js') });
    await page.evaluate(() => mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' }));
});
after(async () => {
    await browser?.close();
    assert.deepEqual(complaints, []);
});

const diagrams_of = (markdown) => [...markdown.matchAll(/^```mermaid\n([^]*?)^```$/gm)].map((match) => match[1]);

/* What Mermaid draws of a diagram, as text. */
const drawn = (diagram) => page.evaluate(async (source) => {
    const { svg } = await mermaid.render('drawing', source);
    const holder = document.createElement('div');

    holder.innerHTML = svg;
    return [...holder.querySelectorAll('text')].map((text) => text.textContent);
}, diagram);

for (const language of ['en', 'zh']) {
    test(`every sample's diagrams are valid (${language})`, async () => {
        for (const name of SAMPLES) {
            const diagrams = diagrams_of(ykcflow('-f', 'mermaid', '--lang', language, '--fail-on', 'never', sample(name)));

            for (const diagram of diagrams) {
                const kind = await page.evaluate(async (source) => (await mermaid.parse(source)).diagramType, diagram);

                assert.equal(kind, 'sequence', name);
            }
        }
    });
}

test('a missing step is a crossed arrow with its number, and a note says what is wrong', async () => {
    const [, diagram] = diagrams_of(ykcflow('-f', 'mermaid', sample('stop-unanswered')));
    const texts = await drawn(diagram);

    assert.match(diagram, /^ {4}Pile--xPlatform: 18\./m);
    assert.ok(texts.some((text) => /^18\.<Remote stop reply 0x35>: missing$/.test(text)), texts.join('\n'));
    assert.ok(texts.some((text) => text.startsWith('error reply/missing')), texts.join('\n'));
    assert.ok(texts.includes('Pile') && texts.includes('Platform'));
});

test('the style is that of the documented flows', () => {
    const [diagram] = diagrams_of(ykcflow('-f', 'mermaid', '--lang', 'zh', sample('power-on-model-same')));

    assert.match(diagram, /^sequenceDiagram\n {4}participant 充电桩\n {4}participant 云快充平台\n/);
    assert.match(diagram, /^ {4}充电桩->>云快充平台: 1\.#60;充电桩登录认证 0x01#62;/m);
});

test('text from the wire is no markup, neither in diagrams nor around them', async () => {
    const markdown = ykcflow('-f', 'mermaid', write_hostile());

    for (const diagram of diagrams_of(markdown))
        await drawn(diagram);
    assert.doesNotMatch(markdown, /<(script|img|svg|b|i)\b/);
    assert.doesNotMatch(markdown, /[\u001b\u202a-\u202e\u2066-\u2069]/);
});
