// A browser that a script has for itself.

import puppeteer from "puppeteer-core";

/** A new context in the Chromium that runs at an address (ws://…), or another program; and how to leave it. */
export async function ownBrowser(program) {
  if (!program.startsWith("ws:")) {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
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
