import { expect, test } from 'vitest';
import { catalogue } from '../../../core/strings/catalogue.ts';
import { languages } from '../../../core/strings/language.ts';
import { keepServiceVoice } from '../../../renderer/start/keep-service-voice.ts';

test('Every sentence of the service screens and that tells of a changed voice is kept in every language, one in an idle moment.', async () => {
  const kept: string[] = [];
  let idleMoments = 0;
  await keepServiceVoice(
    {
      async keep(line, language) {
        expect(idleMoments).toBe(kept.length + 1);
        expect(line.fixed).toBe(true);
        kept.push(`${language} ${line.key}`);
      },
    },
    async () => {
      idleMoments += 1;
    },
  );
  const keys = Object.keys(catalogue).filter((key) => key.startsWith('service.'));
  const wanted = [...keys, ...Object.keys(catalogue).filter((key) => key.startsWith('voice.'))];
  expect(kept.toSorted()).toEqual(
    languages.flatMap((language) => wanted.map((key) => `${language} ${key}`)).toSorted(),
  );
});
