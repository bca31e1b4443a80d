// A headless Chromium, driven over its DevTools pipe: enough to click, type, read and take pictures, with no package.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PATIENCE = 60_000 // milliseconds; a slow machine is no failure

export class Browser {
  static async start(command) {
    const profile = mkdtempSync(join(tmpdir(), 'sayquel-browser-'))
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe',
      '--no-first-run', '--disable-background-networking', `--user-data-dir=${profile}`, 'about:blank']
    const child = spawn(command, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
    const browser = new Browser(child, profile)
    const { targetInfos } = await browser.send('Target.getTargets')
    const page = targetInfos.find((each) => each.type === 'page')
    browser.session = (await browser.send('Target.attachToTarget', { targetId: page.targetId, flatten: true })).sessionId
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await browser.send(`${domain}.enable`)
    return browser
  }

  constructor(child, profile) {
    this.child = child
    this.profile = profile
    this.last = 0
    this.waiting = new Map()
    this.requests = [] // addresses
    this.complaints = [] // errors in the console, exceptions, and what the policy refused
    let buffer = ''
    child.stdio[4].setEncoding('utf8')
    child.stdio[4].on('data', (chunk) => {
      buffer += chunk
      for (let end = buffer.indexOf('\0'); end >= 0; end = buffer.indexOf('\0')) {
        this.receive(JSON.parse(buffer.slice(0, end)))
        buffer = buffer.slice(end + 1)
      }
    })
  }

  receive({ id, result, error, method, params }) {
    if (id) {
      const { resolve, reject } = this.waiting.get(id)
      this.waiting.delete(id)
      if (error) reject(new Error(error.message))
      else resolve(result)
    }
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url)
    if (method === 'Runtime.exceptionThrown')
      this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text)
    if (method === 'Log.entryAdded' && params.entry.level === 'error') this.complaints.push(params.entry.text)
  }

  send(method, params = {}) {
    const id = ++this.last
    this.child.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.session }) + '\0')
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }))
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  /** Waits until the expression is true, and gives its value. */
  async until(expression) {
    const end = Date.now() + PATIENCE
    while (Date.now() < end) {
      const value = await this.evaluate(expression)
      if (value) return value
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`never came true: ${expression}\n${await this.evaluate('document.body.innerText')}`)
  }

  text(selector) {
    return this.until(`document.querySelector(${JSON.stringify(selector)})?.innerText`)
  }

  /** Clicks the element of the selector that has the words, as a person would. */
  async click(selector, words = '') {
    const find = `[...document.querySelectorAll(${JSON.stringify(selector)})].find((each) => each.innerText.includes(${JSON.stringify(words)}))`
    await this.until(`!!${find}`)
    await this.evaluate(`${find}.click()`)
  }

  async type(text) {
    for (const letter of text) await this.send('Input.insertText', { text: letter })
  }

  async press(key, code = key, keyCode = { Enter: 13, Escape: 27 }[key] ?? 0, modifiers = 0) {
    const text = key === 'Enter' && !modifiers ? '\r' : undefined
    const event = { key, code, windowsVirtualKeyCode: keyCode, modifiers, text }
    await this.send('Input.dispatchKeyEvent', { ...event, type: 'keyDown' })
    await this.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' })
  }

  async size(width, height, mobile = false) {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: mobile ? 2 : 1, mobile })
  }

  colours(scheme) {
    return this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
  }

  async open(address) {
    await this.send('Page.navigate', { url: address })
  }

  async picture(file) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' })
    writeFileSync(file, Buffer.from(data, 'base64'))
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill()
    await gone
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
