import { appVersion } from '../../core/app-version.ts';
import { mandarin } from '../../core/voice/grammar.ts';
import type { PackHead } from './write-pack.ts';

/** A demo pack, and the voice of eSpeak NG that speaks it. */
export type DemoVoice = { readonly engineVoice: string; readonly head: PackHead };

function demoVoice(
  engineVoice: string,
  head: Pick<PackHead, 'lang' | 'textLang' | 'dialectName' | 'grammar' | 'fallback'>,
): DemoVoice {
  return {
    engineVoice,
    head: {
      packId: `demo-${head.lang}`,
      version: appVersion,
      // A demo belongs to the build that made it.
      minApp: appVersion,
      maxApp: appVersion,
      speaker: {
        gender: 'none',
        consentRef: 'none needed: synthetic demo voice (eSpeak NG)',
        synthetic: true,
      },
      ...head,
    },
  };
}

/** Slow, low and soft: what the engine can do of it. Taiwan's words differ in sound, so Mandarin is spoken twice. */
export const demoVoices: readonly DemoVoice[] = [
  demoVoice('cmn', {
    lang: 'zh-CN',
    textLang: 'zh-CN',
    dialectName: '普通话（合成演示）',
    grammar: mandarin,
    fallback: [],
  }),
  demoVoice('cmn', {
    lang: 'zh-TW',
    textLang: 'zh-Hant',
    dialectName: '國語（合成演示）',
    grammar: mandarin,
    fallback: ['zh-CN'],
  }),
  demoVoice('yue', {
    lang: 'yue-Hant-HK',
    textLang: 'zh-Hant',
    dialectName: '廣東話（合成演示）',
    grammar: { number: 'zh-10k', two: 'er', phoneOne: 'yi' },
    fallback: ['zh-TW', 'zh-CN'],
  }),
  demoVoice('en', {
    lang: 'en',
    textLang: 'en',
    dialectName: 'English (synthetic demo)',
    grammar: { number: 'en' },
    fallback: [],
  }),
];
