// Completes a connection on the sandbox's page in Chromium, with the keyboard alone. Arguments: the URL, the folder for screenshots, the theme, the steps.
import { chromium } from 'playwright-core';

const [url, folder, colorScheme, journey] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
    const page = await browser.newPage({ colorScheme, viewport: { width: 900, height: 700 } });
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('response', (response) => response.status() >= 400 && !response.url().endsWith('favicon.ico') && problems.push(`${response.status()} ${response.url()}`));

    const steps = [];
    const look = async (name) => {
        await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
        steps.push(await page.evaluate(() => {
            // The contrast of text with its background, by WCAG 2.
            const parse = (color) => color.match(/[\d.]+/g).map(Number);
            const luminance = (color) => {
                const [r, g, b] = parse(color).map((value) => {
                    const part = value / 255;
                    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const background = (element) => {
                for (let at = element; at; at = at.parentElement) {
                    const color = getComputedStyle(at).backgroundColor;
                    if (!/, 0\)$|transparent/.test(color)) {
                        return color;
                    }
                }
                return 'rgb(255, 255, 255)';
            };
            const contrasts = [...document.querySelectorAll('h1, h2, p, dt, dd, legend, label, small, button, .button, .note')].map((element) => {
                const [light, dark] = [luminance(getComputedStyle(element).color), luminance(background(element))].sort((one, other) => other - one);
                return { contrast: (light + 0.05) / (dark + 0.05), text: element.textContent.trim().slice(0, 30) };
            });
            const least = contrasts.sort((one, other) => one.contrast - other.contrast)[0];
            return {
                heading: document.querySelector('h2')?.textContent ?? document.querySelector('h1').textContent,
                focus: document.activeElement?.textContent?.trim() || document.activeElement?.value || '',
                least: Math.round(least.contrast * 10) / 10,
                leastText: least.text,
                width: document.documentElement.scrollWidth,
                text: document.body.innerText,
            };
        }));
    };
    const press = async (key) => {
        await Promise.all([key === 'Enter' ? page.waitForNavigation() : null, page.keyboard.press(key)]);
    };

    await page.goto(url);
    await look('1-update');
    await press('Enter');
    await look('2-choose');
    if (journey === 'new') {
        await press('ArrowDown');
    }

    await press('Enter');
    await look('3-grant');
    if (journey === 'cancel') {
        // Cancel is the element before the button that has the focus.
        await press('Shift+Tab');
        await press('Enter');
        await look('4-cancelled');
    } else {
        await press('Enter');
        await look('4-complete');
        await press('Enter');
        await look('5-done');
    }

    console.log(JSON.stringify({ steps, problems, browser: browser.version() }));
} finally {
    await browser.close();
}
