/** Dark on light, at least 7:1; red is used for what needs somebody now, and never without words. */
export const pageCss = `
:root { color-scheme: light; }
body { font: 16px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0; color: #1c2126; background: #f5f6f7; }
header { background: #fff; border-bottom: 1px solid #d5d9dd; padding: .75rem 2rem; display: flex; gap: 2.5rem; align-items: center; }
nav { display: flex; gap: .5rem; }
nav a { padding: .35rem .9rem; border-radius: .4rem; color: inherit; text-decoration: none; }
nav a[aria-current] { background: #e2ecf6; color: #0b4a85; font-weight: bold; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem 2rem 4rem; }
h1 { font-size: 1.5rem; margin: 1rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
a { color: #0b4a85; }
p { margin: .4rem 0; }
.tiles { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; margin: 0; list-style: none; }
.tiles li { background: #fff; border: 1px solid #d5d9dd; border-radius: .5rem; padding: .6rem 1.1rem; min-width: 7rem; }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.card { background: #fff; border: 1px solid #d5d9dd; border-radius: .5rem; padding: .75rem 1.25rem; margin: .75rem 0; }
.wide { overflow-x: auto; padding: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; }
th { font-weight: normal; color: #4a545e; white-space: nowrap; }
td { border-top: 1px solid #e6e9ec; font-variant-numeric: tabular-nums; }
.number { white-space: nowrap; }
.quiet { color: #4a545e; }
.red, .tiles li.red b { color: #a31313; font-weight: bold; }
.alarm { background: #8b0000; color: #fff; padding: .9rem 1.25rem; border-radius: .5rem; font-size: 1.1rem; }
.large { font-size: 1.35rem; font-weight: bold; margin: .2rem 0; }
form.line { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; }
label { display: block; font-size: .9rem; color: #4a545e; }
input, select, button { font: inherit; padding: .35rem .7rem; border: 1px solid #8a949e; border-radius: .4rem; background: #fff; color: #1c2126; }
button { background: #0b4a85; border-color: #0b4a85; color: #fff; cursor: pointer; }
input:focus-visible, select:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid #e59500; outline-offset: 2px; }
.name { width: 7rem; }
.word { width: 22rem; max-width: 100%; }
summary { cursor: pointer; color: #0b4a85; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 0; }
dt { color: #4a545e; }
dd { margin: 0; }
`;
