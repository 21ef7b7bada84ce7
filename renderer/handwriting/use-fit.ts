import { useEffect, useState } from 'preact/hooks';
import {
  fitNobody,
  fitPlace,
  fitSurname,
  placeWordsOf,
  type Fit,
  type PlaceWords,
  type WritingContext,
} from '../../core/handwriting/context.ts';

/** Which characters are likely here, behind what has been written already. */
export function useFit(context: WritingContext, written: string): Fit {
  const [places, setPlaces] = useState<PlaceWords | null>(null);
  useEffect(() => {
    if (context === 'place') void loadPlaceWords().then(setPlaces);
  }, [context]);
  if (context === 'name') return fitSurname(written);
  return places === null ? fitNobody : fitPlace(places, written);
}

/** The list is a chunk of its own that the page has loaded long before; without it every character is as likely. */
async function loadPlaceWords(): Promise<PlaceWords | null> {
  try {
    const { areaList } = await import('@vant/area-data');
    const { province_list: provinces, city_list: cities, county_list: counties } = areaList;
    return placeWordsOf([provinces, cities, counties].flatMap((list) => Object.values<string>(list)));
  } catch {
    return null;
  }
}
