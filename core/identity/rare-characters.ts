/**
 * The 80 characters that GBK placed at FE50 to FEA0 (without FE7F) before Unicode had them. Systems of that time knew
 * them by the private-use code points U+E815 to U+E864, in this order, and so do cards that were issued then: 䶮 stands
 * on them as U+E863. GB 18030-2000 to -2022 moved them one after the other to the code points they have here.
 */
const moved = Array.from(
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱' +
    '䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
);
const firstMoved = 0xe815;

/** A name as it can be shown, spoken and printed; what the chip says stays as it is elsewhere. */
export function displayName(name: string): string {
  return Array.from(name, (char) => moved[(char.codePointAt(0) ?? 0) - firstMoved] ?? char).join('');
}
