import { button, expect, heading, link, live, offlineReady, open, option, rowsOf, test, topicOf } from './app.ts';

const QUESTIONS = [
  [
    'Rückmeldungen einholen',
    'Ich schreibe öffentlich, wann ich auf Fragen antworte.',
    'Ich frage am Ende nach, ob meine Antwort geholfen hat.',
    'Ich lasse die Gruppe am Ende sagen, was ihr weiterhilft.',
    'Wir besprechen in der Gemeinschaft, was wir ändern wollen.'
  ],
  [
    'Fehler berichtigen',
    'Ich berichtige öffentlich, was ich falsch veröffentlicht habe.',
    'Ich schreibe einer Person, wenn meine Auskunft falsch war.',
    'Ich bespreche mit der Gruppe, wie wir Fehler melden.',
    'Wir berichtigen Fehler in der Gemeinschaft gemeinsam und offen.'
  ]
] as const;

// The browser says on the console that an address is kept nowhere.
test.use({ expected: /Failed to load resource|net::ERR/ });

test('a teacher writes two questions in German into a copy; its link opens on an English phone without a connection', async ({
  page,
  browser,
  host
}) => {
  const server = await host();
  let actions = 0;
  const click = (what: { click: () => Promise<void> }) => (actions++, what.click());
  await open(page, `${server.address}de/rubrics/read/?id=information`);
  await click(link(page, 'Kopieren und bearbeiten'));
  await click(button(page, 'Kopie anlegen'));
  for (const [title, ...levels] of QUESTIONS) {
    await click(button(page, 'Frage hinzufügen'));
    const texts = [['Titel der Frage', title], ...levels.map((text, i) => [`Aussage auf Stufe ${i + 1}`, text])] as const;
    for (const [name, text] of texts) {
      actions++;
      await page.getByRole('textbox', { name, exact: true }).fill(text!);
    }
  }
  await click(button(page, 'Veröffentlichen'));
  await click(button(page, 'Version 0.1.0 trotzdem veröffentlichen'));
  await click(link(page, 'Teilen oder exportieren'));
  await click(button(page, 'Link erstellen und kopieren'));
  expect(actions).toBeLessThan(30);
  const address = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  expect(address.length).toBeLessThan(1_500);

  const phone = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'allow', viewport: { width: 390, height: 844 } });
  const theirs = await phone.newPage();
  await open(theirs, server.address);
  await offlineReady(theirs);
  await phone.setOffline(true);
  await theirs.goto('about:blank');
  // A mail that somebody read in German may have put the language into it.
  await theirs.goto(address.replace('/start/', '/de/start/'));
  await live(theirs);
  await expect(theirs).toHaveURL(/\/start\/\?asked=de#r=2/);
  await expect(theirs.getByText('German is not on this device yet; shown in English')).toBeVisible();
  await theirs.goto(address);
  await live(theirs);
  await expect(theirs.getByRole('main')).toContainText(topicOf('information').title);
  await button(theirs, 'Keep it and start').click();
  await expect(heading(theirs)).toHaveText(topicOf('information').criteria[0]!.title);
  await expect(option(theirs, 1)).toContainText(topicOf('information').criteria[0]!.descriptors[1]);

  const [head] = (await rowsOf(theirs, 'assessments')) as readonly { id: string; rubrics: { id: string; hash: string }[] }[];
  const [{ key }] = (await rowsOf(page, 'shelf')).filter((row) => (row as { kind: string }).kind === 'published') as [{ key: string }];
  expect(head!.rubrics[0]!.hash).toBe(key);
  // The last question is the teacher's: as it was written, and marked.
  await theirs.locator('summary', { hasText: 'All questions' }).click();
  await theirs.getByRole('link', { name: new RegExp(QUESTIONS[1][0]) }).click();
  await expect(heading(theirs)).toHaveText(QUESTIONS[1][0]);
  await expect(heading(theirs)).toHaveAttribute('lang', 'de');
  await expect(option(theirs, 4)).toContainText(QUESTIONS[1][4]);
  await expect(option(theirs, 4)).toContainText('shown in: German');
  await phone.close();
});
