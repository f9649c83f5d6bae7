// Opens pages in one browser, asks each something, and prints what it said and did: a line of JSON for each line.
// A line of standard input has: browser, url, scheme (light, dark), width, script (a function body), axe, pdf (a path).
"use strict";
const fs = require("fs");
const readline = require("readline");
const puppeteer = require("puppeteer-core");

let started = null;

function browserOf(job) {
  started ??= puppeteer.launch({
    executablePath: job.browser,
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
  });
  return started;
}

async function look(job) {
  // Of its own: a page finds nothing that another one kept.
  const context = await (await browserOf(job)).createBrowserContext();
  try {
    const page = await context.newPage(), said = [], asked = [];
    page.on("console", message => said.push(message.text()));
    page.on("pageerror", error => said.push(String(error)));
    page.on("request", request => asked.push(request.url()));
    await page.setViewport({ width: job.width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: job.scheme }]);
    await page.setJavaScriptEnabled(job.scripts);
    await page.setBypassCSP(job.axe); // what looks at the page is no part of it
    await page.goto(job.url);
    const asks = job.script || !(job.axe || job.pdf);
    let told = asks ? await page.evaluate(`(async () => { ${job.script} })()`) : null;
    if (job.axe) {
      await page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
      const answer = told;
      told = await page.evaluate(async () => {
        // Of the rules that a page passes only their names: to tell where takes longer than the rules.
        const found = await axe.run(document, { resultTypes: ["violations"] });
        const wrong = found.violations.map(one => [one.impact, one.id, one.nodes.map(node => node.html.slice(0, 160))]);
        return { passed: found.passes.length, wrong };
      });
      told.answer = answer;
    } else if (job.pdf) {
      await page.pdf({ path: job.pdf, preferCSSPageSize: true, printBackground: true });
    }
    return { told, said, asked };
  } finally {
    await context.close();
  }
}

async function answerAll() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const found = await look(JSON.parse(line)).catch(error => ({ error: String(error.stack) }));
    process.stdout.write(`${JSON.stringify(found)}\n`);
  }
  await (await started)?.close();
}

answerAll();
