import { areaList } from '@vant/area-data';
import type { Env } from '../../core/journeys/describe.ts';
import { placesOf } from '../../core/places/places.ts';
import { openSpeller } from '../pinyin/open-speller.ts';

/** A kiosk on a bad day, so that the gallery shows what is said then. */
export const galleryEnv: Env = {
  today: '2026-11-20',
  places: placesOf(areaList),
  speller: openSpeller(),
  branchName: '汉口支公司',
  isLineGood: false,
  isTakingErrands: true,
  isPrinterReady: false,
  hasPressureMonitor: true,
  dialects: ['yue-Hant-HK'],
};
