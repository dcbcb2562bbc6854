// SPDX-License-Identifier: GPL-2.0-or-later
// What the tests of reports share: running the built ykcflow, and headless Chromium.
//
//     YKC_BUILD=build-ci node --test tests/web/page_test.mjs
//
// YKC_BUILD is the build folder. What node needs comes from package-lock.json (`npm ci`); './dev test' installs all of it.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const SOURCE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const BUILD = path.resolve(SOURCE, process.env.YKC_BUILD ?? 'build-ci');
const CHROMIUM = process.env.YKC_CHROMIUM ?? '/usr/bin/chromium';

/* A folder that is gone when the tests are over. */
export const scratch = mkdtempSync(path.join(tmpdir(), 'ykc-web-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

export const sample = (name) => path.join(SOURCE, 'samples', `${name}.pcap`);

const in_folder = (folder) => readdirSync(path.join(SOURCE, 'samples', folder)).filter((file) => file.endsWith('.pcap'))
    .map((file) => path.join(folder, file.slice(0, -'.pcap'.length))).sort();
export const SAMPLES = [...in_folder('.'), ...in_folder('rules'), ...in_folder('devices')];

/* Run ykcflow, which may find something but not fail; returns its standard output. */
export function ykcflow(...words) {
    const done = spawnSync(path.join(BUILD, 'bin/ykcflow'), words,
        { encoding: 'utf8', maxBuffer: 1 << 30, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' } });

    if (done.status !== 0 && done.status !== 1)
        throw new Error(`ykcflow ${words.join(' ')}: status ${done.status}: ${done.stderr}`);
    return done.stdout;
}

/* The page of captures; returns its path. */
export function write_page(name, captures, ...options) {
    const page = path.join(scratch, name);

    ykcflow('-f', 'html', '-o', page, ...options, ...captures);
    return page;
}

/* A sample many times over: each time a minute after the last, on a connection of its own. Its packets are Ethernet and IPv4. */
export function write_repeated(name, times) {
    const HEADER = 24, RECORD = 16, PORTS = [34, 36], PLATFORM = 8768;
    const bytes = readFileSync(sample(name));
    const copies = [bytes.subarray(0, HEADER)];
    const ends = [];

    for (let start = HEADER; start < bytes.length; start = ends.at(-1).end)
        ends.push({ start, end: start + RECORD + bytes.readUInt32LE(start + 8) });
    const length = bytes.readUInt32LE(ends.at(-1).start) - bytes.readUInt32LE(HEADER) + 60;

    for (let i = 0; i < times; i++) {
        const copy = Buffer.from(bytes.subarray(HEADER));

        for (const { start } of ends) {
            const packet = start - HEADER;

            copy.writeUInt32LE(copy.readUInt32LE(packet) + i * length, packet);
            for (const port of PORTS)
                if (copy.readUInt16BE(packet + RECORD + port) !== PLATFORM)
                    copy.writeUInt16BE(10000 + i, packet + RECORD + port);
        }
        copies.push(copy);
    }
    const capture = path.join(scratch, `${name}-${times}.pcap`);

    writeFileSync(capture, Buffer.concat(copies));
    return capture;
}

/* A capture full of what nobody should send, with a name that nobody should choose. */
export function write_hostile() {
    const capture = path.join(scratch, '=1+1 <img src=x onerror=alert(1)> \u202Egpj.pcap');

    execFileSync('python3', ['-B', path.join(SOURCE, 'tests/web/hostile.py'), capture], { stdio: 'inherit' });
    return capture;
}

export const read_source = (file) => readFileSync(path.join(SOURCE, file));

/* Chromium with a profile of its own, which asks nobody for anything. To be closed. */
export async function open_browser(details = {}) {
    const { chromium } = await import('playwright-core');

    return chromium.launchPersistentContext(path.join(scratch, `profile-${Math.random()}`), {
        executablePath: CHROMIUM,
        headless: true,
        viewport: { width: 1100, height: 900 },
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
            '--disable-sync'],
        ...details,
    });
}

/* Open a page; `complaints` collects what the console says, errors of scripts, and requests for anything but the page. */
export async function open_page(browser, file) {
    const page = await browser.newPage();
    const address = new URL('file://');
    const complaints = [];
    let is_open = false;

    address.pathname = file.replaceAll('%', '%25');
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`script: ${error.stack}`));
    page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => {
        if (is_open && !request.url().startsWith('data:'))
            complaints.push(`request: ${request.url()}`);
        is_open = true; /* the first one is for the page itself */
    });
    await page.goto(address.href);
    return { page, complaints };
}
