/**
 * Monaco draws its lines from HTML text with `style` attributes. A content policy without 'unsafe-inline' ignores those attributes,
 * but lets a script set the same styles through the style object. `build/strict_monaco.ts` puts these functions in the place of
 * Monaco's own assignments; the styles are there before Monaco measures anything.
 */

const kTag = /<[a-z][^<>]*>/g;
const kInert = 'data-style';

/** `element.innerHTML = html`, with styles. */
export function setStyledHtml(element: HTMLElement, html: string | { toString(): string }): void {
  element.innerHTML = withInertStyles(String(html));
  applyStyles(element);
}

/** `element.insertAdjacentHTML('afterend', html)`, with styles. */
export function insertStyledHtmlAfter(element: Element, html: string | { toString(): string }): void {
  const holder = document.createElement('div');
  setStyledHtml(holder, html);
  element.after(...holder.childNodes);
}

/** In Monaco's HTML the angle brackets of the edited text are escaped, so every real one belongs to a tag. */
function withInertStyles(html: string): string {
  return html.replace(kTag, (tag) => tag.replace(' style="', ` ${kInert}="`));
}

function applyStyles(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement>(`[${kInert}]`)) {
    element.style.cssText = element.getAttribute(kInert) ?? '';
    element.removeAttribute(kInert);
  }
}
