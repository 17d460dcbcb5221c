/** The language that was chosen in a course is that of the next one from the same place: it says nothing of anybody but that. */
const KEY = 'waymark.language';

/** @returns it, as a list; empty where none was chosen, or the browser keeps nothing */
export function lastChosen(): readonly string[] {
  try {
    const kept = localStorage.getItem(KEY);
    return kept ? [kept] : [];
  } catch {
    return [];
  }
}

export function choose(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // It is in this language for as long as the page is open.
  }
}
