// Opens every page of a built site as residents' phones would, and prints what is wrong:
//
//     npm ci && node check.mjs ../../public/site
//
// On every page: nothing wider than 320 px, one main heading, axe without violations in light and dark, no console
// error, all words there without JavaScript, things to tap large enough, a language switch that leads to the same page
// and back, at most two sheets of A4. The phone's voice reads texts aloud where there is one for their language, and
// isn't offered elsewhere; ways to pass a page on name that page; the search finds words typed without marks.
// Of the site: every page that the phone keeps opens without a network, and with one nothing old is shown.
// One-file pages open from a folder of their own. Exits with 1 when something is wrong.

import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const root = path.resolve(process.argv[2] ?? '../../public/site');
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const chromium = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', xml: 'application/xml', mp3: 'audio/mpeg', opus: 'audio/ogg' };

/** Pages that were changed on the host after they were built: address to HTML. */
const changed = new Map();
const server = http.createServer((request, response) => {
  const address = decodeURIComponent(new URL(request.url, 'http://host').pathname);
  const file = path.join(root, address.endsWith('/') ? `${address}index.html` : address);
  const is_there = file.startsWith(root) && fs.existsSync(file) && fs.statSync(file).isFile();
  const body = changed.get(address) ?? fs.readFileSync(is_there ? file : path.join(root, '404.html'));
  response.writeHead(is_there ? 200 : 404, { 'content-type': types[path.extname(is_there ? file : 'x.html').slice(1)] ?? 'application/octet-stream', 'cache-control': 'no-cache' });
  response.end(body);
});
const listen = (port) => new Promise((done) => server.listen(port, '127.0.0.1', () => done(server.address().port)));
const close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });

const files = fs.readdirSync(root, { recursive: true }).map((file) => file.split(path.sep).join('/')).filter((file) => file.endsWith('.html')).sort();
const addresses = files.filter((file) => /(^|\/)(index|404)\.html$/.test(file)).map((file) => `/${file.replace(/index\.html$/, '')}`);
const alone = files.filter((file) => !/(^|\/)(index|404)\.html$/.test(file));
const wrong = [];
const report = (where, what) => { wrong.push(where); console.log(`${where}: ${what}`); };

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-browser-'));
const browser = await puppeteer.launch({
  executablePath: chromium,
  userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--mute-audio', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
});
const port = await listen(0);
const host = `http://127.0.0.1:${port}`;

/** Runs something with a fresh phone: nothing kept from before. */
async function phone(work, { width = 320, script = true } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // That an address is missing is what the page for missing addresses is for.
  page.on('console', (message) => message.type() === 'error' && !/404/.test(message.text()) && errors.push(message.text()));
  await page.setViewport({ width, height: 568, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  await page.setJavaScriptEnabled(script);
  try {
    return await work(page, errors);
  } finally {
    await context.close();
  }
}

const look = () => {
  const shown = (element) => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
  const in_sentence = (element) => element.tagName === 'A' && getComputedStyle(element).display === 'inline';
  const taps = [...document.querySelectorAll('a[href],button,input,summary')].filter((element) => shown(element) && !in_sentence(element));
  return {
    width: document.documentElement.scrollWidth,
    headings: document.querySelectorAll('h1').length,
    heading: document.querySelector('h1')?.textContent.trim() ?? '',
    lang: document.documentElement.lang,
    voice: document.querySelector('[data-voice]')?.dataset.voice,
    small: taps.filter((element) => { const box = element.getBoundingClientRect(); return Math.min(box.width, box.height) < 47.5; }).map((element) => element.textContent.trim()),
    languages: [...document.querySelectorAll('header a[hreflang]')].map((link) => ({ lang: link.hreflang, url: new URL(link.href).pathname, top: link.getBoundingClientRect().bottom })),
    words: [...document.querySelectorAll('main, aside, footer, header')].map((part) => part.innerText).join(' '),
    controls: [...document.querySelectorAll('button, input')].map((button) => button.innerText).join(' '),
    pictures: [...document.images].filter((image) => image.complete && image.naturalWidth === 0 && image.loading !== 'lazy').map((image) => image.src.slice(0, 80)),
  };
};
const words = (text) => text.split(/\s+/).filter(Boolean);

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
  return found.violations.map((rule) => `axe ${rule.id}: ${rule.nodes[0].html.slice(0, 120)}`);
}

/** What is passed on is this page: its address by every way, its title in messages. */
async function pass_on(page, address, heading) {
  const ways = await page.evaluate(() => {
    const link = (start) => document.querySelector(`a[href^="${start}"]`)?.href;
    if (!link('sms:')) return null;
    document.querySelector('[data-copy]').click();
    return { own: document.querySelector('meta[property="og:url"]').content, sms: link('sms:'), facebook: link('https://www.facebook.com/'), copied: getSelection().toString(), other: document.querySelector('[data-share]').dataset.share };
  });
  if (!ways) return;
  // A page that stands in for a missing translation may be known by the address of the text that it shows.
  const right = (text) => text?.includes(address) || text?.includes(ways.own);
  const message = decodeURIComponent(ways.sms);
  if (!right(message) || !message.includes(heading)) report(address, `by message goes "${message}"`);
  if (!right(decodeURIComponent(ways.facebook ?? ''))) report(address, `to Facebook goes "${ways.facebook}"`);
  if (!right(ways.copied) || !ways.copied.includes(heading)) report(address, `copied is "${ways.copied}"`);
  if (!right(ways.other)) report(address, `by other ways goes "${ways.other}"`);
}

/** A title finds its page when its marks aren't typed; what is nowhere is said to be nowhere. */
async function search(page, address) {
  if (!(await page.$('#q'))) return;
  const shown = (typed) => page.evaluate((words) => {
    const field = document.querySelector('#q');
    field.value = words;
    field.dispatchEvent(new Event('input'));
    return { titles: [...document.querySelectorAll('[data-words]')].filter((entry) => entry.offsetParent).map((entry) => entry.querySelector('strong').innerText), none: !!document.querySelector('#none').offsetParent };
  }, typed);
  for (const title of (await shown('')).titles) {
    const bare = title.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
    if (!(await shown(bare)).titles.includes(title)) report(address, `"${bare}" does not find "${title}"`);
  }
  const nothing = await shown('zzzz');
  if (nothing.titles.length || !nothing.none) report(address, '"zzzz" finds something');
}

/** A phone's voices, and what they were asked to say. */
function voices(langs) {
  globalThis.said = [];
  const speech = { speaking: false, getVoices: () => langs.map((lang) => ({ lang })), cancel() { this.speaking = false; globalThis.said.push('CANCEL'); }, speak(text) { this.speaking = true; globalThis.said.push(`${text.lang} ${text.text}`); } };
  Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
  globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
}

const seen = new Map();
for (const address of addresses) {
  await phone(async (page, errors) => {
    await page.goto(host + address, { waitUntil: 'load' });
    const found = await page.evaluate(look);
    seen.set(address, found);
    if (found.width > 320) report(address, `${found.width} px wide on a screen of 320`);
    if (found.headings !== 1) report(address, `${found.headings} main headings`);
    if (!found.lang) report(address, 'no language');
    if (found.small.length) report(address, `too small to tap: ${found.small.slice(0, 3).join(' | ')}`);
    if (found.pictures.length) report(address, `pictures that don't show: ${found.pictures.join(' ')}`);
    if (found.languages.some((link) => link.top > 568)) report(address, 'the language switch is not on the first screen');
    for (const text of await violations(page)) report(address, text);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    for (const text of await violations(page)) report(address, `dark: ${text}`);
    await pass_on(page, address, found.heading);
    await search(page, address);
    for (const error of errors) report(address, `console: ${error}`);
    const sheets = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    if (!(sheets <= 2)) report(address, `${sheets} sheets of paper`);
  });
  await phone(async (page) => {
    await page.goto(host + address, { waitUntil: 'load' });
    const without = new Set(words((await page.evaluate(look)).words));
    const { words: text, controls } = seen.get(address);
    const lost = words(text).filter((word) => !without.has(word) && !controls.includes(word));
    if (lost.length) report(address, `missing without JavaScript: ${lost.slice(0, 8).join(' ')}`);
  }, { script: false });
}

// A voice of another language is of no use; one of the text's reads its title and its words, and stops when asked to.
const voiced = [...seen].filter(([, found]) => found.voice).map(([address]) => address);
for (const address of voiced) {
  await phone(async (page, errors) => {
    await page.evaluateOnNewDocument(voices, ['xx-XX', 'vi-VN', 'en-GB', 'ar-SA']);
    await page.goto(host + address, { waitUntil: 'load' });
    const button = await page.$('[data-voice]');
    const { heading, voice } = seen.get(address);
    await button.tap();
    const said = await page.evaluate(() => globalThis.said);
    if (!said[0]?.startsWith(voice) || !said.join(' ').includes(heading) || said.length < 5) report(address, `the phone's voice says "${said.slice(0, 2).join(' ')}"`);
    await button.tap();
    if ((await page.evaluate(() => globalThis.said)).pop() !== 'CANCEL') report(address, "the phone's voice doesn't stop");
    for (const error of errors) report(address, `console, with a voice: ${error}`);
  });
}
for (const address of voiced.slice(0, 1)) {
  await phone(async (page) => {
    await page.evaluateOnNewDocument(voices, ['xx-XX']);
    await page.goto(host + address, { waitUntil: 'load' });
    if (await page.$eval('[data-voice]', (button) => button.offsetParent)) report(address, 'a voice is offered that the phone does not have');
  });
}

// The switch leads to the page of that language, and from there back.
for (const [address, { languages, lang }] of seen) {
  if (address.endsWith('404.html')) continue;
  for (const link of languages) {
    const other = seen.get(link.url);
    if (!other) report(address, `the switch to ${link.lang} leads to ${link.url}, which isn't there`);
    else if (other.lang !== link.lang) report(address, `the switch to ${link.lang} leads to a page in ${other.lang}`);
    else if (!other.languages.some((back) => back.lang === lang && back.url === address)) report(address, `${link.url} doesn't lead back`);
  }
}

for (const file of alone) {
  await phone(async (page, errors) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-alone-'));
    const copy = path.join(folder, path.basename(file));
    fs.copyFileSync(path.join(root, file), copy);
    const asked = [];
    page.on('request', (request) => request.url().startsWith('file:') || request.url().startsWith('data:') || asked.push(request.url()));
    await page.goto(`file://${copy}`, { waitUntil: 'load' });
    const found = await page.evaluate(look);
    if (found.headings !== 1 || found.width > 320) report(file, `headings ${found.headings}, width ${found.width}`);
    if (found.pictures.length) report(file, `pictures that don't show: ${found.pictures.join(' ')}`);
    for (const url of asked) report(file, `asks the network for ${url}`);
    for (const error of errors) report(file, `console: ${error}`);
    fs.rmSync(folder, { recursive: true });
  });
}

// What the phone keeps after one visit opens without a network; with one, a changed page is seen at once.
const kept = fs.existsSync(path.join(root, 'kept.json')) ? JSON.parse(fs.readFileSync(path.join(root, 'kept.json'), 'utf8')).slice(1).map((row) => `/${row[0]}`) : [];
if (kept.length) {
  await phone(async (page) => {
    const base = new URL(kept[0], host).href;
    await page.goto(base, { waitUntil: 'load' });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    for (let turn = 0; turn < 100; turn++) {
      const stored = await page.evaluate(async () => { let n = 0; for (const name of await caches.keys()) n += (await (await caches.open(name)).keys()).length; return n; });
      if (stored >= kept.length) break;
      await new Promise((done) => setTimeout(done, 100));
    }
    changed.set(kept[0], fs.readFileSync(path.join(root, `.${kept[0]}index.html`), 'utf8').replace(/(<h1[^>]*>)/, '$1CHANGED '));
    await page.goto(base, { waitUntil: 'load' });
    if (!(await page.evaluate(look)).heading.startsWith('CHANGED')) report(kept[0], 'an old copy is shown though there is a network');
    changed.clear();
    await page.goto(base, { waitUntil: 'load' });
    await close();
    for (const address of kept) {
      try {
        await page.goto(host + address, { waitUntil: 'load' });
        const { heading } = await page.evaluate(look);
        if (heading !== seen.get(address)?.heading) report(address, `without a network it shows "${heading}"`);
      } catch (error) {
        report(address, `doesn't open without a network: ${error.message}`);
      }
    }
  });
} else {
  await close();
}

await browser.close();
fs.rmSync(profile, { recursive: true, force: true });
console.log(`${addresses.length} pages, ${alone.length} one-file pages, ${kept.length} kept for times without a network; ${wrong.length} things wrong`);
process.exit(wrong.length ? 1 : 0);
