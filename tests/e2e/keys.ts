/** Getting about with the keyboard alone. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';

/** Presses Tab until the control has the focus; on the way, every stop must be seen to have it. */
export async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = await finder(control);
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press(key);
    await seen(page);
    if (await isThere()) return;
  }
  throw new Error(`120 times ${key} did not lead to ${control}`);
}

/** @returns what says whether the control has the focus: to find it anew by role and name at every stop takes longer than all else */
export async function finder(control: Locator): Promise<() => Promise<boolean>> {
  const find = async () => (await control.elementHandle())!;
  await expect(control).toBeAttached();
  let found = await find();
  return async () => {
    const isThere = await found.evaluate((element) => (element.isConnected ? element === document.activeElement : null));
    if (isThere !== null) return isThere;
    // It was put there anew.
    found = await find();
    return found.evaluate((element) => element === document.activeElement);
  };
}

/** The control that has the focus, or the label or the card around it, has an outline, is in view, and nothing lies over all of it. */
export async function seen(page: Page): Promise<void> {
  const problem = await page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return null;
    const frame = active.closest('label') ?? active;
    const outlined = [active, frame, active.closest('[data-level]') ?? frame].some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    const who = `${frame.tagName} “${frame.textContent?.trim().slice(0, 40)}”`;
    if (!outlined) return `no focus to be seen on ${who}`;
    const box = frame.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height] as const)
    );
    const shown = points.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (frame.contains(hit) || hit.contains(frame));
    });
    return shown ? null : `hidden although it has the focus: ${who}`;
  });
  expect(problem).toBeNull();
}
