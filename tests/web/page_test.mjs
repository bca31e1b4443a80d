// node tests/web/page_test.mjs SAYQUEL [FOLDER]: the page in Chromium over TICKIT, from the first word typed to a deep
// link. Pictures of the main views go into the folder. Exits 77 (skipped) where there is no Chromium or no page.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Browser } from './browser.mjs'

const [command, pictures] = process.argv.slice(2)
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0,
)
if (!chromium) {
  console.log('skipped: Chromium is not installed')
  process.exit(77)
}

const folder = mkdtempSync(join(tmpdir(), 'sayquel-page-'))
const database = join(folder, 'tickit.duckdb')
assert.equal(spawnSync(command, ['demo', '--output', database]).status, 0)
const flags = ['serve', '--database', database, '--port', '0', '--store', join(folder, 'store.sqlite')]
const server = spawn(command, flags, { stdio: ['ignore', 'ignore', 'pipe'] })
const address = await new Promise((resolve) => {
  server.stderr.on('data', (bytes) => {
    const match = /http:\/\/127\.0\.0\.1:\d+/.exec(bytes.toString())
    if (match) resolve(match[0])
  })
})

let browser
const picture = async (name) => pictures && (await browser.picture(join(pictures, `${name}.png`)))

async function drive() {
  const front = await fetch(`${address}/`)
  if (!(await front.text()).includes('<div id="app">')) {
    console.log('skipped: the server was built without its page')
    return 77
  }
  browser = await Browser.start(chromium)
  await browser.colours('light')
  await browser.size(1280, 860)
  await browser.open(address)

  // Suggestions, and the reading of a half-typed question.
  await browser.until("document.querySelectorAll('.suggestions button').length > 2")
  await picture('1-start')
  await browser.type('how many tickets were sold in each mon')
  await browser.until("document.querySelector('#words button')?.innerText.startsWith('mon')")
  await browser.type('th?')
  assert.match(await browser.text('.reading'), /quantity sold.*month/i)
  await picture('2-typing')

  // The answer, its chart and its SQL.
  await browser.press('Enter')
  assert.match(await browser.text('.answer h2'), /12 months/)
  assert.equal(await browser.evaluate("document.querySelectorAll('tbody tr').length"), 12)
  await picture('3-table')
  const before = browser.requests.length
  await browser.click('[role=tab]', 'Chart')
  await browser.until("document.querySelectorAll('.holder svg path').length > 12")
  assert.ok(browser.requests.slice(before).some((each) => /vega/.test(each)), 'the charts come with the first chart')
  await browser.until("getComputedStyle(document.querySelector('.holder')).opacity === '1'")
  await picture('4-chart')
  await browser.click('[role=tab]', 'SQL')
  await browser.until("document.querySelectorAll('.editor .sql-keyword').length > 3")
  await picture('5-sql')

  // SQL of one's own; what a database says is only ever text.
  await browser.evaluate("document.querySelector('.editor textarea').focus(); document.querySelector('.editor textarea').select()")
  await browser.type("SELECT '<img src=x onerror=alert(1)>' AS markup, venueid AS id FROM venue")
  await browser.press('Enter', 'Enter', 13, 2)
  await browser.until("document.querySelector('tbody td')?.innerText.includes('<img')")
  assert.equal(await browser.evaluate("document.querySelectorAll('td img').length"), 0)
  const height = await browser.evaluate("document.querySelector('.scroll').scrollHeight")
  assert.ok(height > 32 * 200, `all rows have their place: ${height}`)
  assert.ok((await browser.evaluate("document.querySelectorAll('tbody tr').length")) < 60, 'only those in sight are drawn')

  // Thumbs, history, a deep link.
  await browser.click('button[aria-label^="Right"]')
  await browser.until("document.body.innerText.includes('Kept as a verified question')")
  await browser.until("document.querySelectorAll('.entry').length === 2")
  await browser.click('.entry:not(.current)', 'how many tickets')
  await browser.until("document.querySelectorAll('tbody tr').length === 12")
  const link = await browser.evaluate('location.href')
  await browser.open('about:blank')
  await browser.open(link)
  assert.match(await browser.text('.answer h2'), /12 months/)

  // The schema, in the dark.
  await browser.colours('dark')
  await browser.click('[role=tab]', 'Schema')
  await browser.click('summary', 'sales')
  await browser.until("document.querySelector('details[open]').innerText.includes('listid')")
  await picture('6-dark')

  // A phone.
  await browser.colours('light')
  await browser.size(390, 844, true)
  await browser.until("document.documentElement.scrollWidth <= 390 && getComputedStyle(document.querySelector('aside')).visibility === 'hidden'")
  await picture('7-phone')
  await browser.click('.menu')
  await browser.until("getComputedStyle(document.querySelector('aside')).visibility === 'visible'")

  const outside = browser.requests.filter((each) => !/^(data|blob|about):/.test(each) && !each.startsWith(address))
  assert.deepEqual(outside, [], 'nothing outside is asked')
  assert.deepEqual(browser.complaints, [], 'the console has nothing to say')
  return 0
}

let status = 1
try {
  status = await drive()
  if (status === 0) console.log('the page does what it should')
} finally {
  await browser?.stop()
  server.kill()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(status)
