// A browser that a script has for itself.

import puppeteer from "puppeteer-core";

/** Milliseconds for what must come; only where it never does is all of it waited. */
export const PATIENCE = 120_000;

/** A new context in the Chromium that runs at an address (ws://…), or another program; and how to leave it. */
export async function ownBrowser(program) {
  if (!program.startsWith("ws:")) {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true, timeout: PATIENCE });
    return { context: browser.defaultBrowserContext(), leave: () => browser.close() };
  }
  const browser = await puppeteer.connect({ browserWSEndpoint: program, defaultViewport: null });
  const context = await browser.createBrowserContext();
  return {
    browser, context,
    leave: async () => {
      await context.close();
      await browser.disconnect();
    },
  };
}

/** Until something holds in a page; what never came to hold is told, by its name. */
export async function comesTo(page, name, what, ...given) {
  // A page behind another is drawn no frame, so it is looked at by the clock.
  await page.waitForFunction(what, { polling: 60, timeout: PATIENCE }, ...given).catch(async (why) => {
    const there = await page.evaluate(() => document.body.innerText.slice(0, 600)).catch(() => "");
    throw new Error(`it never came to this: ${name}. At ${page.url()} stands: ${there}`, { cause: why });
  });
}

/** Press what is found there, once it is there. */
export async function click(page, selector) {
  await comesTo(page, `there is ${selector}`, (wanted) => document.querySelector(wanted), selector);
  await page.$eval(selector, (found) => found.click());
}
