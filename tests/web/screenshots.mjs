// SPDX-License-Identifier: GPL-2.0-or-later
// screenshots.mjs FOLDER: take the pictures of reports that docs/ shows. './dev screenshots' runs it.
import path from 'node:path';
import process from 'node:process';

import { open_browser, open_page, sample, write_page } from './tools.mjs';

/* Each picture: its name, the sample, the window, and what is done before it is taken. */
const PICTURES = [
    { name: 'report-finding', capture: 'stop-unanswered', width: 1100, height: 760, scheme: 'light',
        prepare: (page) => page.click('.finding > summary') },
    { name: 'report-session', capture: 'stop-unanswered', width: 1100, height: 1500, scheme: 'light',
        prepare: async (page) => {
            await page.click('.session:has(.s3) > summary');
            await page.locator('.session[open]').evaluate((item) => item.scrollIntoView());
        } },
    { name: 'report-bill', capture: 'rules/bill', width: 1100, height: 620, scheme: 'dark',
        prepare: async (page) => {
            await page.click('.session:has(.s3) > summary >> nth=2');
            await page.locator('.session[open] h3').last().evaluate((heading) => heading.scrollIntoView());
        } },
    { name: 'report-narrow-zh', capture: 'record-missing', width: 400, height: 1000, scheme: 'dark', options: ['--lang', 'zh'],
        prepare: (page) => page.click('.finding > summary') },
];

for (const { name, capture, width, height, scheme, options = [], prepare } of PICTURES) {
    const browser = await open_browser({ viewport: { width, height }, colorScheme: scheme });
    const { page } = await open_page(browser, write_page(`${name}.html`, [sample(capture)], ...options));

    await prepare(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(process.argv[2], `${name}.png`) });
    await browser.close();
}
