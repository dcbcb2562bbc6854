// SPDX-License-Identifier: GPL-2.0-or-later
// The page of an HTML report, in a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { SAMPLES, open_browser, open_page, sample, write_hostile, write_page, write_repeated } from './tools.mjs';

let browser;

before(async () => { browser = await open_browser(); });
after(async () => { await browser?.close(); });

/* Run `look` on the page of captures; whatever the console or the network says is a failure. */
async function on_page(captures, options, look, name = 'page.html') {
    const { page, complaints } = await open_page(browser, write_page(name, captures, ...options));

    await look(page);
    await page.close();
    assert.deepEqual(complaints, []);
}

/* What opens is filled a moment later. */
const settle = (page) => page.waitForFunction(() => [...document.querySelectorAll('details[open]')]
    .every((details) => details.lastElementChild.childElementCount > 0));

async function open_item(page, summary) {
    await page.click(summary);
    await settle(page);
}

async function open_all(page) {
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await settle(page);
}

const shown = (page, selector) => page.locator(selector).evaluateAll((items) => items.filter((item) => !item.hidden).length);
const text_of = async (page, selector) => (await page.locator(selector).innerText()).replace(/\s+/g, ' ');

test('a finding says who broke which step, and what it means for the order', async () => {
    await on_page([sample('stop-unanswered')], [], async (page) => {
        await open_item(page, '.finding > summary');
        const finding = await text_of(page, '.finding');

        assert.match(finding, /the pile did not send 0x35 Remote stop reply/);
        assert.match(finding, /app charge, step 18/);
        assert.match(finding, /The transaction record was sent and the platform confirmed it/);
        assert.match(finding, /68 0C/); /* the 0x36 in hex */
        assert.match(finding, /Pile number 32010620260101/);
        assert.match(await text_of(page, '.short'), /the pile did not send 0x35/);
    });
});

test('the language is switched in the page, and what is open stays open', async () => {
    await on_page([sample('record-missing')], [], async (page) => {
        await open_item(page, '.finding > summary');
        assert.equal(await page.getAttribute('html', 'lang'), 'en');
        await page.click('#language');
        assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
        assert.match(await text_of(page, '.finding'), /充电桩没有发送 0x3B 交易记录/);
        assert.match(await text_of(page, '.finding'), /订单可能成为异常订单/);
        assert.equal(await page.locator('.finding[open]').count(), 1);
        await page.click('#language');
        assert.match(await text_of(page, 'h1'), /Charging pile report/);
    });
    await on_page([sample('record-missing')], ['--lang', 'zh'], async (page) => {
        assert.match(await text_of(page, 'h1'), /充电桩报文分析报告/);
    });
});

test('in either language no text of the other is left', async () => {
    await on_page([sample('rules/flow')], [], async (page) => {
        for (const summary of await page.locator('.finding > summary').all())
            await summary.click(), await settle(page);
        const english = (await page.locator('main').innerText());

        assert.doesNotMatch(english.replaceAll('中文', ''), /[\u4e00-\u9fff]/);
        await page.click('#language');
        const chinese = await page.locator('main dt, main th, main h2, main h3, .chart-title').allInnerTexts();

        for (const label of chinese)
            assert.match(label, /^$|[\u4e00-\u9fff]|^VIN$|^SOC/, `"${label}" is not Chinese`);
    });
});

test('findings are filtered by severity, rule, pile and text', async () => {
    await on_page([sample('rules/bill')], ['--fail-on', 'never'], async (page) => {
        const all = await shown(page, '.finding');
        const errors = await page.locator('.finding > summary .s3').count();

        assert.ok(all > errors && errors > 0);
        await page.uncheck('#severity-1');
        await page.uncheck('#severity-2');
        assert.equal(await shown(page, '.finding'), errors);
        await page.check('#severity-1');
        await page.check('#severity-2');
        await page.selectOption('#filter-rule', 'bill/energy-lost');
        assert.equal(await shown(page, '.finding'), 1);
        await page.selectOption('#filter-rule', '');
        const pile = await page.locator('#filter-pile option').nth(1).getAttribute('value');

        await page.selectOption('#filter-pile', pile);
        assert.equal(await shown(page, '.finding'), await page.locator(`.finding > summary:has-text("${pile}")`).count());
        await page.selectOption('#filter-pile', '');
        await page.fill('#search', 'no such thing');
        assert.equal(await shown(page, '.finding'), 0);
        assert.ok(await page.locator('.no-match').isVisible());
    });
});

test('everything is reached by keyboard', async () => {
    await on_page([sample('login-refused')], [], async (page) => {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'skip');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'language');
        await page.keyboard.press('Enter');
        assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'language');
        await page.keyboard.press('l');
        assert.equal(await page.getAttribute('html', 'lang'), 'en');
        await page.keyboard.press('j');
        assert.equal(await page.locator('.finding').first().getAttribute('open'), '');
        await page.keyboard.press('j');
        assert.equal(await page.locator('.finding').nth(1).getAttribute('open'), '');
        await page.keyboard.press('k');
        assert.ok(await page.locator('.finding').first().evaluate((item) => item.contains(document.activeElement)));
        await page.keyboard.press('/');
        await page.keyboard.type('jkl'); /* in the search these are letters */
        assert.equal(await page.inputValue('#search'), 'jkl');
        assert.equal(await page.getAttribute('html', 'lang'), 'en');
    });
});

test('a session shows its ladder, charts with the finding on the time axis, and the bill', async () => {
    await on_page([sample('stop-unanswered')], [], async (page) => {
        await open_item(page, '.session:has-text("app charge") > summary');
        const ladder = await page.locator('.ladder').evaluate((svg) => svg.textContent);

        assert.match(ladder, /18\s+0x35 Remote stop reply: missing/);
        assert.match(ladder, /32 times, until 13:19:00/);
        assert.equal(await page.locator('.ladder .missing-text').count(), 1);
        assert.equal(await page.locator('.chart canvas').count(), 4);
        assert.match(await text_of(page, '.markers'), /1 error reply\/missing, 13:13:05/);
        const bill = await text_of(page, '.bill >> nth=0');

        assert.match(bill, /flat 1\.07280 – 12\.0139 12\.0139 12\.8885 12\.8885 agrees/);
        await page.click('.ladder a');
        assert.equal(await page.locator('.finding[open]').count(), 1);
    });
});

test('a bill that does not add up is marked where it does not', async () => {
    await on_page([sample('rules/bill')], ['--rule', 'bill/=off', '--rule', 'bill/amount-sum=error'], async (page) => {
        await open_item(page, '.session:has(.s3) > summary');
        const row = page.locator('.session[open] .bill').nth(1).locator('tr', { hasText: 'Amount' });

        assert.match(await row.innerText(), /differs/);
        /* The model was fetched with 0x0A: its price stands beside the record's. */
        assert.match(await text_of(page, '.session[open] .bill >> nth=0'), /flat 1\.07280 1\.07280 /);
    });
});

test('no figure of a bill is marked that no rule speaks against', () => {
    for (const name of SAMPLES.filter((each) => !each.startsWith('rules/')))
        assert.doesNotMatch(readFileSync(write_page('bill.html', [sample(name)], '--fail-on', 'never'), 'utf8'), /"agrees":false/, name);
});

test('every sample makes a page without complaints, with everything opened', async () => {
    for (const name of SAMPLES) {
        await on_page([sample(name)], ['--fail-on', 'never'], async (page) => {
            await open_all(page);
            assert.equal(await page.locator('body:has-text("[object")').count(), 0, name);
            assert.doesNotMatch(await page.locator('body').innerText(), /undefined\b(?! \(\d)|NaN|\{\w+\}/, name);
        });
    }
});

test('of more than 1,000 sessions the first are listed, those with findings before others, and all are counted', async () => {
    const TIMES = 1100, LISTED = 1000;

    await on_page([write_repeated('garbage', TIMES), sample('record-missing')], [], async (page) => {
        const sessions = TIMES + 3, findings = 2 * TIMES + 1;

        assert.equal(await shown(page, '.session'), LISTED);
        assert.match(await text_of(page, '#sessions > .cut'), new RegExp(`${LISTED} of ${sessions} sessions`));
        assert.match(await text_of(page, '.session >> nth=0'), /card charge/); /* the one that has a finding */
        assert.equal(await shown(page, '.finding'), LISTED);
        assert.match(await text_of(page, '#findings > .cut'), new RegExp(`${LISTED} of ${findings} findings`));
        assert.match(await text_of(page, '#summary table'), new RegExp(`frame/garbage error .* ${2 * TIMES} ${2 * TIMES}`));
    });
});

test('it fits a window of 400 pixels, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark']) {
        const narrow = await open_browser({ viewport: { width: 400, height: 800 }, colorScheme });
        const { page, complaints } = await open_page(narrow, write_page('narrow.html', [sample('stop-unanswered')], '--lang', 'zh'));

        await open_item(page, '.finding > summary');
        await open_item(page, '.session > summary >> nth=0');
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 400);
        const [ink, paper] = await page.evaluate(() => {
            const style = getComputedStyle(document.documentElement);

            return [style.color, style.backgroundColor].map((color) => color.match(/\d+/g).reduce((sum, part) => sum + Number(part), 0));
        });

        assert.equal(ink < paper, colorScheme === 'light');
        await page.click('#theme');
        assert.equal(await page.getAttribute('html', 'data-theme'), colorScheme === 'light' ? 'dark' : 'light');
        await narrow.close();
        assert.deepEqual(complaints, []);
    }
});

test('on paper what was found is open', async () => {
    await on_page([sample('login-refused')], [], async (page) => {
        await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
        assert.equal(await page.locator('.finding[open]').count(), 2);
        assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
        assert.ok((await page.pdf()).length > 10000);
        await page.evaluate(() => dispatchEvent(new Event('afterprint')));
        assert.equal(await page.locator('.finding[open]').count(), 0);
        assert.equal(await page.getAttribute('html', 'data-theme'), null);
    });
});

test('text from the wire stays text', async () => {
    const capture = write_hostile();

    await on_page([capture], [], async (page) => {
        await open_all(page);
        const text = await page.locator('body').innerText();

        for (const hostile of ['<script>', '"><img src=x o=1>', '</script><b>bold!', '<img src=x onerror=alert(1)>;a#b', '=cmd|'])
            assert.ok(text.includes(hostile), `${hostile} is not shown as it is`);
        assert.equal(await page.locator('img, svg[on], b, i').count(), 0);
        assert.doesNotMatch(text, /[\u0000-\u0008\u001b\u202a-\u202e\u2066-\u2069]/);
        assert.doesNotMatch(text, /hush-hush/);
        assert.doesNotMatch(text, /68 75 73 68/); /* nor in hex */
        assert.match(text, /\*\* \*\*/);
    }, 'hostile.html');
});

test('a redacted page says so, and shows neither checksums nor bytes that nobody can read', async () => {
    await on_page([sample('rules/frame')], ['--redact', '--fail-on', 'never'], async (page) => {
        assert.match(await text_of(page, '#summary'), /VINs, cards, SIM cards and user names are pseudonyms/);
        await open_all(page);
        for (const hex of await page.locator('.hex').allInnerTexts())
            assert.match(hex, /^68 .* \*\* \*\*$/);
    });

    /* "<script" of a VIN, which travels backwards, in hex. */
    const capture = write_hostile(), vin = /74 70 69 72 63 73 3C/;

    assert.match(readFileSync(write_page('shown.html', [capture]), 'utf8'), vin);
    assert.doesNotMatch(readFileSync(write_page('redacted.html', [capture], '--redact'), 'utf8'), vin);
});
