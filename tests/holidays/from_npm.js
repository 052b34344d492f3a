// Prints what the npm package date-holidays says, as JSON: {"version", "lists": {"COUNTRY/PART": [[date, title, part]]}}.
//
//     NODE_PATH=... node from_npm.js FIRST-YEAR LAST-YEAR COUNTRY[/PART]...
//
// A part is "13:00 to 24:00"; empty for a whole day. Only days of the type "public" are asked for.
const Holidays = require("date-holidays");
const version = require("date-holidays/package.json").version;
const [first, last, ...places] = process.argv.slice(2);

function clock(minutes) {
  return String(Math.floor(minutes / 60)).padStart(2, "0") + ":" + String(minutes % 60).padStart(2, "0");
}

function partOf(holiday) {
  const from = 60 * Number(holiday.date.slice(11, 13)) + Number(holiday.date.slice(14, 16));
  const minutes = (holiday.end - holiday.start) / 60000;
  return from === 0 && minutes === 1440 ? "" : clock(from) + " to " + clock(from + minutes);
}

function daysOf(place) {
  const source = new Holidays(...place.split("/"), { languages: ["en"], timezone: "UTC", types: ["public"] });
  const days = [];
  for (let year = Number(first); year <= Number(last); year++)
    for (const holiday of source.getHolidays(year))
      if (holiday.date.startsWith(String(year))) days.push([holiday.date.slice(0, 10), holiday.name, partOf(holiday)]);
  return days.sort();
}

console.log(JSON.stringify({ version, lists: Object.fromEntries(places.map((place) => [place, daysOf(place)])) }));
