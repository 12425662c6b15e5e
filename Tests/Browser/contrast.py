"""Contrast of every text on the page: its computed colour against the pixels that really stand behind it."""

import base64

COLLECT = """() => {
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
    if (!texts.length || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('.spoken, .skip, :disabled, option, noscript, .tip')) continue;
    const style = getComputedStyle(element);
    // For screen readers alone.
    if (style.clipPath === 'inset(50%)') continue;
    const size = parseFloat(style.fontSize);
    const scroller = element.closest('.table-scroll')?.getBoundingClientRect();
    for (const text of texts) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      found.push({
        text: `${text.textContent.trim().slice(0, 40)} (${element.tagName} ${element.className})`,
        colour: style.color,
        needed: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600) ? 3 : 4.5,
        box: [box.left + scrollX, box.top + scrollY, box.width, box.height],
        isClipped: Boolean(scroller) && box.bottom > scroller.bottom,
      });
    }
  }
  return found.filter((one) => !one.isClipped);
}"""

HIDE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { color: transparent !important; transition: none !important; } .icon, canvas, img { visibility: hidden !important; }');
  document.adoptedStyleSheets = [sheet];
}"""

SHOW_TEXT = "() => { document.adoptedStyleSheets = []; }"

MEASURE = """async ({ picture, texts }) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const linear = (part) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = (red, green, blue) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const faint = [];
  for (const { text, colour, needed, box } of texts) {
    const [left, top, width, height] = box.map(Math.round);
    if (width < 1 || height < 1 || left < 0 || top < 0 || left >= canvas.width || top >= canvas.height) continue;
    const { data } = pen.getImageData(left, top, Math.min(width, canvas.width - left), Math.min(height, canvas.height - top));
    const own = light(...colour.match(/[\\d.]+/g).map(Number));
    let worst = 21;
    for (let at = 0; at < data.length; at += 4 * 7) {
      const behind = light(data[at], data[at + 1], data[at + 2]);
      worst = Math.min(worst, (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05));
    }
    if (worst < needed) faint.push(`${worst.toFixed(2)}: ${text}`);
  }
  return faint;
}"""


def too_faint(page):
    """Texts whose contrast falls short of WCAG AA, with the ratio found."""
    page.evaluate("() => scrollTo(0, 0)")
    texts = page.evaluate(COLLECT)
    assert len(texts) > 8, "there is hardly any text to look at"
    page.evaluate(HIDE_TEXT)
    picture = base64.b64encode(page.screenshot(full_page=True)).decode()
    page.evaluate(SHOW_TEXT)
    return page.evaluate(MEASURE, {"picture": picture, "texts": texts})
